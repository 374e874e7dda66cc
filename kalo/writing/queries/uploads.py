"""Files in texts: their sizes, who may see them, what was put in today, what nobody shows."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import abort
from sqlalchemy import exists, func, select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.text.speech import Picture
from kalo.moderation.things import parts_of
from kalo.search.kinds import kinds
from kalo.writing.models import Draft, Upload, UploadUse
from kalo.writing.permissions import may_see_unpublished

MOST_USES = 50  # texts that show one file, looked at
_NAME = re.compile(r"/files/(w/[0-9a-f]{16,32})(?:-\d{2,4})?(\.[a-z0-9]{2,4})", re.ASCII)


def names_in(addresses: Iterable[str]) -> frozenset[str]:
    """The names of uploads behind addresses; a smaller copy stands for its picture."""
    found = (_NAME.fullmatch(address) for address in addresses)
    return frozenset(name[1] + name[2] for name in found if name)


def sizes_of(names: Iterable[str]) -> dict[str, Picture | None]:
    """The uploads that there are among some names; of pictures, how large they are."""
    if not names:
        return {}
    rows = select(Upload.name, Upload.width, Upload.height, Upload.widths)
    return {
        name: Picture(width, height, tuple(widths)) if width and height else None
        for name, width, height, widths in db.session.execute(rows.where(Upload.name.in_(names)))
    }


def get_upload(name: str) -> Upload:
    """An upload by its own name or that of a smaller copy; 404 where there is none."""
    found = names_in([f"/files/{name}"])
    upload = db.session.scalar(select(Upload).where(Upload.name.in_(found))) if found else None
    return upload or abort(404)


def can_see(person: Person | None, upload: Upload) -> bool:
    """Whether somebody sees a text that shows it, or may see it before there is one."""
    if may_see_unpublished(person, upload):
        return True
    uses = select(UploadUse.subject, UploadUse.within).where(UploadUse.upload_id == upload.id)
    return _any_visible(person, db.session.execute(uses.limit(MOST_USES)).all())


def is_public(upload: Upload) -> bool:
    """Whether a guest sees a text that shows it."""
    return can_see(None, upload)


def _any_visible(person: Person | None, uses: Iterable[Any]) -> bool:
    """Asks each room about the text itself, which may be hidden where its place is not."""
    for subject, within in uses:
        moderated, key = parts_of(subject)
        if moderated.visible(person, key) if moderated else _is_visible(person, within):
            return True
    return False


def _is_visible(person: Person | None, subject: str) -> bool:
    """As search asks."""
    kind, _colon, number = subject.partition(":")
    known = kind in kinds and number.isdecimal()
    return known and bool(kinds[kind].visible(person, [int(number)]))


def put_in_since(person: Person, since: datetime) -> tuple[int, int]:
    """How many files, and how many bytes of them, somebody has put in."""
    sums = select(func.count(Upload.id), func.coalesce(func.sum(Upload.size), 0))
    count, size = db.session.execute(sums.where(Upload.by_id == person.id, Upload.at > since)).one()
    return int(count), int(size)


def uploads_named(names: Iterable[str]) -> list[Upload]:
    if not names:
        return []
    return list(db.session.scalars(select(Upload).where(Upload.name.in_(names))))


def uploads_of(person: Person, unused: bool = False) -> list[Upload]:
    """What somebody has put in; or only what no published text shows."""
    rows = select(Upload).where(Upload.by_id == person.id)
    if unused:
        rows = rows.where(~exists().where(UploadUse.upload_id == Upload.id))
    return list(db.session.scalars(rows.order_by(Upload.at, Upload.id)))


def orphans(most: int = 200) -> list[Upload]:
    """Files that no text and no draft has shown for two days."""
    used = exists().where(UploadUse.upload_id == Upload.id)
    drafted = exists().where(Draft.person_id == Upload.by_id, Draft.body.contains(Upload.name))
    rows = select(Upload).where(Upload.at < clock.now() - timedelta(days=2), ~used, ~drafted)
    return list(db.session.scalars(rows.order_by(Upload.id).limit(most)))
