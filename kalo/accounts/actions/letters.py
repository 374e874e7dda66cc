"""Letters with a link in them: the link is good for one purpose, once, for a while."""

import secrets
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import update

from kalo.accounts import queries
from kalo.accounts.login import hash_of
from kalo.accounts.models import Token
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.mail import write_letter
from kalo.kit.page import whole_address
from kalo.kit.web import in_language

HOURS = {
    "confirm": 72,
    "sign_in": 1,
    "reset": 2,
    "email_old": 48,
    "email_new": 48,
    "leave": 2,
}


def make_token(purpose: str, **values: Any) -> str:
    """Make a link's token; the database keeps its hash only."""
    token = secrets.token_urlsafe(24)
    expires = clock.now() + timedelta(hours=HOURS[purpose])
    kept = Token(token_hash=hash_of(token), purpose=purpose, expires_at=expires, **values)
    db.session.add(kept)
    db.session.flush()
    return token


def use_token(token: str, purpose: str) -> Token | None:
    """Use a link up; the one it was for is loaded. None where it was used or has run out."""
    found = queries.live_token(token, purpose)
    if found is None:
        return None
    at = clock.now()
    mine = update(Token).where(Token.id == found.id, Token.used_at.is_(None)).values(used_at=at)
    taken = db.session.scalar(mine.returning(Token.id))  # of two at once, one gets it
    return found if taken else None


def write_to(to: str, letter: str, language: str, **context: Any) -> None:
    """Owe a letter of this room."""
    write_letter(to, f"accounts/letters/{letter}", language, **context)


def link_to(endpoint: str, language: str, **values: Any) -> str:
    """The whole address of a page of ours in a language, whichever page is being asked for now."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return whole_address(in_language(path, language))
