"""Keeping drafts: a save with an old number changes nothing."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.text import MAX, clean
from kalo.writing.models import Draft
from kalo.writing.queries.drafts import find_draft

KEPT = timedelta(days=180)
MOST = 100  # drafts of one person; the oldest give way


@dataclass(frozen=True)
class Words:
    """What a form holds: its text, its title where it has one, and the page it stands on."""

    body: str
    title: str = ""
    path: str = ""


def save_draft(person: Person, key: str, seq: int, words: Words) -> Draft | None:
    """Keep a text under the next number; None where another device has saved a newer one."""
    values = {
        "title": clean(words.title)[:140],
        "body": clean(words.body)[: MAX * 2],
        "path": words.path[:300],
        "saved_at": clock.now(),
    }
    mine = Draft.person_id == person.id, Draft.key == key
    newer = update(Draft).where(*mine, Draft.seq < seq).values(seq=seq, **values)
    saved = db.session.execute(newer.returning(Draft.id)).all()
    if not saved and db.session.scalar(select(Draft.id).where(*mine)) is not None:
        return None
    if not saved:
        fresh = {"person_id": person.id, "key": key, "seq": max(seq, 1), **values}
        upsert(Draft, [fresh], key=("person_id", "key"))
        _make_room(person)
    return find_draft(person, key)


def _make_room(person: Person) -> None:
    mine = select(Draft.id).where(Draft.person_id == person.id)
    beyond = mine.order_by(Draft.saved_at.desc(), Draft.id.desc()).offset(MOST)
    ids = list(db.session.scalars(beyond))
    if ids:
        db.session.execute(delete(Draft).where(Draft.id.in_(ids)))


def forget_draft(person: Person, key: str) -> None:
    """Let go of a draft: it was published, or nobody wants it."""
    db.session.execute(delete(Draft).where(Draft.person_id == person.id, Draft.key == key))


def forget_old_drafts() -> int:
    """Drop what nobody has touched for half a year; answers how many."""
    old = delete(Draft).where(Draft.saved_at < clock.now() - KEPT)
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


def forget_drafts_of(person: Person) -> None:
    db.session.execute(delete(Draft).where(Draft.person_id == person.id))
