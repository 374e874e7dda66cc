"""Letters and the links in them, and passwords that are hashed once."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.accounts.passwords import hashed
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter

PASSWORD = "four ordinary words"
hash_once = lru_cache(hashed)


def give_password(person: Person, password: str = PASSWORD) -> Person:
    """Let somebody have a password."""
    with transaction():
        kept = db.session.get_one(Person, person.id)
        kept.password_hash = hash_once(password)
    db.session.refresh(person)
    return person


def letters_to(email: str) -> list[Letter]:
    """The letters owed or sent to an address, the oldest first."""
    mine = select(Letter).where(Letter.recipient == email).order_by(Letter.id)
    return list(db.session.scalars(mine))


def link_in(letter: Letter, holding: str = "/accounts/") -> str:
    """The path of the first link in a letter that holds these words."""
    found = re.search(rf"https?://\S*{holding}\S*", letter.text)
    assert found, letter.text
    return urlsplit(found[0]).path


def subjects_to(email: str) -> list[str]:
    """What the letters to an address are about."""
    return [letter.subject for letter in letters_to(email)]
