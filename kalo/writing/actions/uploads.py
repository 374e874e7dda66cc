"""Taking files in, tying them to the texts that show them, letting go of those that none shows."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete
from werkzeug.datastructures import FileStorage

from kalo.accounts.models import Person
from kalo.kit import clock, files
from kalo.kit.db import db, upsert
from kalo.kit.text import clean
from kalo.kit.web import Refused
from kalo.writing.models import Upload, UploadUse
from kalo.writing.queries import uploads as queries

MB = 1024 * 1024
# By trust: how many files somebody may put in within a day, and how many bytes of them.
QUOTAS = ((10, 20 * MB), (40, 80 * MB), (100, 200 * MB), (200, 400 * MB))


def ask_quota(person: Person) -> None:
    """Refuse where somebody has put in as much as their trust allows for a day."""
    most, bytes_most = QUOTAS[max(0, min(person.trust, 3))]
    count, size = queries.put_in_since(person, clock.now() - timedelta(days=1))
    if count >= most or size >= bytes_most:
        raise Refused(_("You have added many files today. Tomorrow there is room for more."))


def keep_upload(file: FileStorage) -> files.Kept:
    """Put a file into the store; slow, so it is done before anything is written."""
    return files.keep_file(file, "w")


def note_upload(person: Person, kept: files.Kept) -> Upload:
    """Write down a kept file, as its owner's."""
    upload = Upload(
        name=kept.name,
        kind=kept.kind,
        media_type=kept.media_type,
        label=kept.label,
        size=kept.size,
        width=kept.width,
        height=kept.height,
        widths=list(kept.widths),
        by_id=person.id,
        at=clock.now(),
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def as_markdown(upload: Upload, alt: str = "") -> str:
    """What is put into a text to show a file."""
    words = " ".join(clean(alt).split())[:300]
    words = "".join(f"\\{sign}" if sign in "\\[]`*_<>" else sign for sign in words)
    if upload.kind == "image":
        return f"![{words}](/files/{upload.name})"
    return f"[{words or upload.label}](/files/{upload.name})"


def bind_uploads(names: frozenset[str], by: Person, subject: str, within: str) -> None:
    """Say that a text shows files: its writer's own, or such as the writer sees elsewhere.

    What was once shown stays tied to the text, so that an earlier version can come back whole.
    """
    shown = [
        upload
        for upload in queries.uploads_named(names)
        if upload.by_id == by.id or queries.can_see(by, upload)
    ]
    rows = [{"upload_id": each.id, "subject": subject, "within": within} for each in shown]
    upsert(UploadUse, rows, key=("upload_id", "subject"), again={"within": within})


def let_go_of(uploads: list[Upload]) -> list[str]:
    """Forget files in the database; answers the names under which they lie in the store."""
    names = [name for each in uploads for name in files.copies_of(each.name, each.widths)]
    ids = [each.id for each in uploads]
    if ids:
        db.session.execute(delete(Upload).where(Upload.id.in_(ids)))
    return names
