"""The questions about works: all of them go through what somebody may see."""

from collections.abc import Collection, Sequence
from typing import Any

from flask import abort
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, load_only

from kalo.accounts.login import hash_of
from kalo.accounts.models import Group, Membership, Person
from kalo.kit.db import db, get_or_404
from kalo.toolbox.fields import Answers
from kalo.toolbox.merging import undone
from kalo.toolbox.models.works import EXAMPLE, FOLDED, OWN, Comment, Link, Version, Work
from kalo.toolbox.permissions import may_see, right_by, right_of
from kalo.toolbox.planned import MARK

CARD = (
    *(Work.id, Work.tool, Work.title, Work.owner_id, Work.group_id, Work.group_can),
    *(Work.revision, Work.made_at, Work.changed_at, Work.deleted_at),
)
LATEST = 20  # versions that the page of a work names
MOST = 200  # works on one page of one's own


def get_work(work_id: int, person: Person | None) -> tuple[Work, str]:
    """A work and what this person may do with it; 404 where that is nothing. One statement."""
    work: Work = get_or_404(_whole(select(Work)).where(Work.id == work_id))
    right = right_of(person, work)
    if not may_see(right):
        abort(404)
    return work, right


def get_shared(token: str, person: Person | None) -> tuple[Work, str, Link]:
    """A work by its link, and what whoever has it may do; 404 for any other address."""
    asked = select(Link).where(Link.token_hash == hash_of(token), Link.revoked_at.is_(None))
    whole = joinedload(Link.work)
    link: Link = get_or_404(
        asked.options(whole.joinedload(Work.owner), whole.joinedload(Work.group))
    )
    right = right_by(link, person)
    if not may_see(right):
        abort(404)
    return link.work, right, link


def is_marked(tool: str, mark: str | None) -> bool:
    """Whether a work of a tool has this mark already."""
    if not mark:
        return False
    here = select(Work.id).where(Work.tool == tool, Work.answers[MARK].as_string() == mark)
    return db.session.scalar(here.limit(1)) is not None


def find_shared(token: str) -> Work | None:
    """The work of a link that stands, if there is one."""
    asked = select(Work).join(Link, Link.work_id == Work.id)
    mine = asked.where(Link.token_hash == hash_of(token), Link.revoked_at.is_(None))
    work: Work | None = db.session.scalar(mine)
    return work


def was_link(token: str) -> bool:
    """Whether there is such a link, or was one."""
    known = select(Link.id).where(Link.token_hash == hash_of(token))
    return db.session.scalar(known) is not None


def _whole(query: Select[Any]) -> Select[Any]:
    return query.options(joinedload(Work.owner), joinedload(Work.group))


def works_of(person: Person) -> Sequence[Work]:
    """One's own works and those shared with one's groups, the last changed first."""
    mine = or_(Work.owner_id == person.id, Work.group_id.in_(person.group_ids))
    rows = _whole(select(Work)).options(load_only(*CARD)).where(mine, Work.deleted_at.is_(None))
    return db.session.scalars(rows.order_by(Work.changed_at.desc()).limit(MOST)).all()


def thrown_away_of(person: Person) -> Sequence[Work]:
    """What this person threw away and may still take up again."""
    rows = select(Work).options(load_only(*CARD))
    gone = rows.where(Work.owner_id == person.id, Work.deleted_at.is_not(None))
    return db.session.scalars(gone.order_by(Work.deleted_at.desc()).limit(MOST)).all()


def count_of(person: Person) -> int:
    """How many works somebody has."""
    return int(
        db.session.scalar(select(func.count(Work.id)).where(Work.owner_id == person.id)) or 0
    )


def every_work_of(person: Person) -> Sequence[Work]:
    """All of them with their answers, thrown away ones too: for one's own copy."""
    return db.session.scalars(
        select(Work).where(Work.owner_id == person.id).order_by(Work.id)
    ).all()


def get_thrown_away(work_id: int, person: Person | None) -> Work:
    """One of one's own that was thrown away; 404 for any other."""
    mine = select(Work).where(Work.id == work_id, Work.deleted_at.is_not(None))
    return get_or_404(mine.where(Work.owner_id == (person.id if person else -1)))


def latest_saves(work: Work, most: int = LATEST) -> Sequence[Any]:
    """Number, form, moment and author of the latest saves; not what they changed."""
    columns = (Version.number, Version.client_id, Version.made_at, Version.kind, Version.by_name)
    rows = select(*columns, Person.name).outerjoin(Person, Person.id == Version.by_id)
    mine = rows.where(Version.work_id == work.id)
    return db.session.execute(mine.order_by(Version.number.desc()).limit(most)).all()


def find_version(work: Work, number: int) -> Version:
    """One version, or the one that it was folded into; 404 where there is none."""
    asked = select(Version).options(joinedload(Version.by)).where(Version.work_id == work.id)
    mine = asked.where(Version.number >= number).order_by(Version.number)
    return get_or_404(mine.limit(1))


def began_as_example(work: Work) -> bool:
    """Whether it began as a copy of its tool's worked example."""
    first = select(Version.kind).where(Version.work_id == work.id, Version.number == 1)
    return bool(db.session.scalar(first) == EXAMPLE)


def made_by(work: Work, client_id: str) -> Version | None:
    """The version that this very form made, if it did."""
    asked = select(Version).where(Version.work_id == work.id, Version.client_id == client_id)
    version: Version | None = db.session.scalar(asked)
    return version


def answers_at(work: Work, number: int) -> Answers:
    """The answers as they were in a version; one statement, none for the latest."""
    if number >= work.revision:
        return work.answers
    later = select(Version.changes).where(Version.work_id == work.id, Version.number > number)
    return undone(work.answers, db.session.scalars(later.order_by(Version.number.desc())))


def base_at(work: Work, number: int) -> tuple[Answers, Collection[str]]:
    """The answers from which a page was drawn; and paths of which that is not known any more.

    That is so where saves were folded since: who changed such a path as well is asked.
    """
    since = select(Version.number, Version.kind, Version.changes).where(Version.work_id == work.id)
    rows = db.session.execute(
        since.where(Version.number >= number).order_by(Version.number.desc())
    ).all()
    known = any(row.number == number and row.kind != FOLDED for row in rows)
    later = [row for row in rows if row.number > number]
    of_folded = [row.changes for row in later if row.kind == FOLDED and not known]
    base = undone(work.answers, [row.changes for row in later])
    return base, {path for changed in of_folded for path in changed}


def links_of(work: Work) -> Sequence[Link]:
    """The links of a work that open it."""
    mine = select(Link).where(Link.work_id == work.id, Link.revoked_at.is_(None), Link.can != OWN)
    return db.session.scalars(mine.order_by(Link.id)).all()


def get_link(work: Work, link_id: int) -> Link:
    """One of its links; 404 for another's."""
    return get_or_404(select(Link).where(Link.id == link_id, Link.work_id == work.id))


def comments_on(work: Work, most: int = 200) -> Sequence[Comment]:
    """What was said beside a work, in order."""
    mine = select(Comment).options(joinedload(Comment.person)).where(Comment.work_id == work.id)
    return db.session.scalars(mine.order_by(Comment.id).limit(most)).all()


def get_comment(work: Work, comment_id: int) -> Comment:
    """One of its comments; 404 for another's."""
    asked = select(Comment).where(Comment.id == comment_id, Comment.work_id == work.id)
    return get_or_404(asked)


def groups_of(person: Person | None) -> Sequence[Group]:
    """The groups that one could share a work with."""
    if person is None:
        return []
    mine = select(Group).join(Membership, Membership.group_id == Group.id)
    return db.session.scalars(
        mine.where(Membership.person_id == person.id).order_by(Group.name)
    ).all()


def groups_to_share(work: Work, person: Person | None) -> Sequence[Group]:
    """The same, and the one that it is shared with: whoever has left that can still end it."""
    mine = list(groups_of(person))
    known = {group.id for group in mine}
    return [*mine, work.group] if work.group and work.group_id not in known else mine


def seen_works(person: Person, ids: list[int]) -> set[int]:
    """Which of these works this person may see now: for what people are told."""
    mine = or_(Work.owner_id == person.id, Work.group_id.in_(person.group_ids))
    return set(
        db.session.scalars(select(Work.id).where(Work.id.in_(ids), mine, Work.deleted_at.is_(None)))
    )


def states_of(ids: set[int]) -> dict[int, int]:
    """How far each of these works has come, in one statement."""
    rows = select(Work.id, Work.revision).where(Work.id.in_(ids))
    return {row.id: row.revision for row in db.session.execute(rows)}


def every_comment_of(person: Person) -> Sequence[Comment]:
    """What somebody said beside works, in order."""
    mine = select(Comment).where(Comment.person_id == person.id)
    return db.session.scalars(mine.order_by(Comment.id)).all()


def every_save_of(person: Person) -> Sequence[Any]:
    """Which versions of which works somebody saved; not what they changed in others' works."""
    columns = (Version.work_id, Version.number, Version.made_at)
    return db.session.execute(
        select(*columns).where(Version.by_id == person.id).order_by(Version.id)
    ).all()


def who_commented(work: Work) -> set[int]:
    """The members who said something beside a work."""
    said = select(Comment.person_id).where(Comment.work_id == work.id)
    return {person_id for person_id in db.session.scalars(said.distinct()) if person_id}
