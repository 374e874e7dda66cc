"""What the forum does when another room speaks."""

from typing import Any

from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.forum.models import Reader, ReadMark
from kalo.kit.db import db


@signals.person_left.connect
def forget_what_was_read(person: Person, **_: Any) -> None:
    """Marks of reading are personal; what was said in public stays, signed "former member"."""
    db.session.execute(delete(ReadMark).where(ReadMark.person_id == person.id))
    db.session.execute(delete(Reader).where(Reader.person_id == person.id))
