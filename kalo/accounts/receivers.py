"""What is found anew is also seen anew: each thing that changes ends the pages that show it."""

from typing import Any

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.versions import bump

# What pages call all things of a kind, besides by the kind itself.
CALLED = {"topic": ("forum",), "person": ("people",)}


@signals.thing_changed.connect
def end_kept_pages(subject: str, **_: Any) -> None:
    """A thing was made, changed or removed."""
    kind, _colon, _number = subject.partition(":")
    bump(subject, kind, *CALLED.get(kind, ()))


@signals.person_left.connect
@signals.person_joined.connect
def end_pages_with_people(person: Person, **_: Any) -> None:
    """A name is there, or gone."""
    bump(f"person:{person.id}", "people")
