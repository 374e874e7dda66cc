"""The verbs of links: making a secret address, taking it back. Only its hash is kept."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from flask import current_app
from flask_babel import gettext
from sqlalchemy import func, select, update

from kalo.accounts.login import hash_of
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.web import Refused
from kalo.toolbox.models.works import OWN, Link, Work

MOST = 30  # links of one work


def make_link(work: Work, can: str, label: str, secret: str = "") -> str:
    """A new secret address; answers its secret, which nobody can learn again."""
    here = select(func.count(Link.id)).where(Link.work_id == work.id, Link.revoked_at.is_(None))
    if (db.session.scalar(here) or 0) >= MOST:
        raise Refused(gettext("A work has %(most)s links at most: end one first.", most=MOST))
    secret = secret or secrets.token_urlsafe(24)
    at = clock.now()
    db.session.add(
        Link(work_id=work.id, token_hash=hash_of(secret), can=can, label=label, made_at=at)
    )
    db.session.flush()
    return secret


def secret_of(client_id: str) -> str:
    """The secret of the link of a guest's new work: of the same form always the same.

    So a form that is sent twice leads to one work, and the secret is written down nowhere.
    """
    key = str(current_app.secret_key).encode()
    made = hmac.new(key, f"a guest's own link {client_id}".encode(), sha256).digest()
    return urlsafe_b64encode(made[:24]).decode()


def end_link(link: Link) -> None:
    """From now on it opens nothing."""
    if link.revoked_at is None:
        link.revoked_at = clock.now()


def end_own_links(work: Work) -> None:
    """What opened a guest's work as its owner does so no more."""
    _end(Link.work_id == work.id, Link.can == OWN)


def end_all_links(work_ids: list[int]) -> None:
    """No link opens any of these works."""
    _end(Link.work_id.in_(work_ids))


def _end(*which: object) -> None:
    standing = update(Link).where(*which, Link.revoked_at.is_(None))  # type: ignore[arg-type]
    db.session.execute(standing.values(revoked_at=clock.now()))
