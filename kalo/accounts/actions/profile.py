"""What a person says about themselves, and how they like the place."""

from collections.abc import Iterable

from kalo import signals
from kalo.accounts.jobs import drop_file
from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.jobs import nudge
from kalo.kit.text import PEOPLE, render


def save_profile(
    person: Person,
    name: str,
    about: str,
    organisation: str,
    speaks: Iterable[str],
    picture: str | None,
) -> None:
    """Save what everybody may read; `picture` is the name of its file, None for none."""
    if person.picture and person.picture != picture:
        nudge(drop_file, person.picture)
    person.name, person.organisation, person.picture = name, organisation, picture
    person.about, person.about_html = about, render(about, policy=PEOPLE)
    person.speaks = frozenset(speaks)
    db.session.flush()
    signals.thing_changed.send(f"person:{person.id}")


def save_preferences(person: Person, language: str, theme: str, letters: bool) -> None:
    """Save what only they notice."""
    person.language, person.theme, person.letters = language, theme, letters
    db.session.flush()
