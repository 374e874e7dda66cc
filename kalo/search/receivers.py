"""What search does when a room speaks: it owes an entry."""

from typing import Any

from kalo import signals
from kalo.search.actions import owe


@signals.thing_changed.connect
def owe_an_entry(subject: str, **_: Any) -> None:
    """A thing was made, changed or removed."""
    owe(subject)


@signals.person_joined.connect
@signals.person_left.connect
def owe_a_person(person: Any, **_: Any) -> None:
    """A person came or went."""
    owe(f"person:{person.id}")
