"""Texts that wait, and what was written before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.moderation.models import Case, Held, Ruling, Said, WatchedWord
from kalo.moderation.models.cases import FIRST, HELD
from kalo.moderation.models.rulings import KEEP, PUBLISH


def held_texts(person: Person, limit: int = 50) -> Sequence[Held]:
    """What somebody wrote that waited, latest first."""
    mine = select(Held).where(Held.person_id == person.id)
    return db.session.scalars(mine.order_by(Held.id.desc()).limit(limit)).all()


def find_held(held_id: int) -> Held | None:
    """A held text by number."""
    return db.session.get(Held, held_id)


def first_posts_of(person: Person) -> int:
    """How many first posts of somebody have come to the queue so far."""
    mine = select(func.count()).select_from(Case).where(Case.author_id == person.id)
    return db.session.scalar(mine.where(Case.kind.in_((FIRST, HELD)))) or 0


def accepted_first_posts(person_ids: list[int]) -> dict[int, int]:
    """Of these people, whose first posts moderators were content with."""
    fine = (
        select(Ruling.author_id, func.count(func.distinct(Ruling.case_id)))
        .join(Case, Case.id == Ruling.case_id)
        .where(Ruling.author_id.in_(person_ids), Ruling.undone_at.is_(None))
        .where(Ruling.verb.in_((KEEP, PUBLISH)), Case.kind.in_((FIRST, HELD)))
    )
    return {id: n for id, n in db.session.execute(fine.group_by(Ruling.author_id)) if id}


def said_since(person: Person, since: datetime) -> Sequence[tuple[str, datetime]]:
    """The fingerprints of what somebody wrote since then, latest first."""
    mine = select(Said.hash, Said.at).where(Said.person_id == person.id, Said.at > since)
    return db.session.execute(mine.order_by(Said.at.desc()).limit(300)).all()


def others_said(person: Person, fingerprint: str, since: datetime) -> int:
    """How many others wrote the very same since then."""
    same = select(func.count(func.distinct(Said.person_id))).where(
        Said.hash == fingerprint, Said.at > since, Said.person_id != person.id
    )
    return db.session.scalar(same) or 0


def watched_words() -> Sequence[WatchedWord]:
    """The administered list, in order."""
    return db.session.scalars(select(WatchedWord).order_by(WatchedWord.word)).all()


def watched_word(word_id: int) -> WatchedWord | None:
    """One of the list."""
    return db.session.get(WatchedWord, word_id)
