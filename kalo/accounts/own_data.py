"""How each room gives a person what it holds of theirs, and lets go of it.

A room says once, in its own `own_data.py`:

    @gives_own_data("forum")
    def collect(person): return {"posts": [{…}, …]}           # JSON-able; becomes forum.json

and, for files, `{"files": {"picture.webp": b"…"}}` besides. Letting go is the signal
`person_left`: a receiver in the room's `receivers.py` deletes what is personal; what others
answered stays, signed "former member".
"""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, Any

from flask_babel import gettext as _

from kalo.accounts import queries
from kalo.accounts.models import Person
from kalo.kit import clock, files

OWN_FIELDS = (
    *("handle", "name", "email", "organisation", "about", "speaks", "roles", "language", "theme"),
    *("letters", "joined_at", "confirmed_at", "suspended_at", "sample"),
    *("suspended_until", "suspended_why", "silenced_until", "trust"),
)
Collect = Callable[[Person], dict[str, Any]]
_rooms: dict[str, Collect] = {}


def gives_own_data(room: str) -> Callable[[Collect], Collect]:
    """Declare what a room holds of a person."""

    def remember(collect: Collect) -> Collect:
        _rooms[room] = collect
        return collect

    return remember


def everything_of(person: Person) -> dict[str, dict[str, Any]]:
    """What every room holds of a person, by room."""
    return {room: collect(person) for room, collect in sorted(_rooms.items())}


def as_zip(person: Person) -> IO[bytes]:
    """All of it as one zip: `<room>.json`, and the files in a folder of the room's name."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", _explanation(person))
        for room, held in everything_of(person).items():
            for name, body in held.pop("files", {}).items():
                packed.writestr(f"{room}/{name}", body)
            words = json.dumps(held, ensure_ascii=False, indent=2, default=_said)
            packed.writestr(f"{room}.json", words)
    kept.seek(0)
    return kept


def _explanation(person: Person) -> str:
    return _(
        "All that e-ΚΑΛΟ holds about %(name)s, as of %(day)s. Each file is one room of the "
        "platform; times are in UTC.",
        name=person.name,
        day=clock.date_words(clock.now()),
    )


def _said(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


@gives_own_data("accounts")
def collect(person: Person) -> dict[str, Any]:
    """The account, where it is signed in, its groups, what its owner did as staff."""
    return {
        "account": {field: getattr(person, field) for field in OWN_FIELDS},
        "has_password": person.password_hash is not None,
        "signed_in": [
            {"since": row.at, "last_seen": row.seen_at, "device": row.device}
            for row in queries.sign_ins_of(person)
        ],
        "groups": [
            {"name": row.group.name, "owner": row.owner, "since": row.since}
            for row in queries.memberships_of(person)
        ],
        "acts_as_staff": [
            {"at": row.at, "verb": row.verb, "subject": row.subject, "detail": row.detail}
            for row in queries.staff_acts_of(person)
        ],
        "files": _picture(person),
    }


def _picture(person: Person) -> dict[str, bytes]:
    body = files.read(person.picture) if person.picture else None
    return {"picture.webp": body} if body else {}
