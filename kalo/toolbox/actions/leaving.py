"""What is let go of: works of people who left, of guests who never came back, thrown away ones."""

from datetime import timedelta

from sqlalchemy import and_, delete, or_, select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.toolbox.actions.links import end_all_links
from kalo.toolbox.models.days import DayWish
from kalo.toolbox.models.works import Comment, Version, Work

IN_THE_BIN = timedelta(days=30)
OF_GUESTS = timedelta(days=365)  # since the last change


def let_go(person: Person) -> None:
    """One's own works go; one that a group works on stays there, without a name."""
    mine = select(Work.id).where(Work.owner_id == person.id)
    shared = list(db.session.scalars(mine.where(Work.group_id.is_not(None), _standing)))
    end_all_links(shared)
    db.session.execute(update(Work).where(Work.id.in_(shared)).values(owner_id=None))
    db.session.execute(delete(Work).where(Work.owner_id == person.id))
    for model in (Comment, DayWish):
        db.session.execute(delete(model).where(model.person_id == person.id))
    signed = update(Version).where(Version.by_id == person.id)
    db.session.execute(signed.values(by_id=None, by_name=""))


def forget_old_works() -> int:
    """Works that were thrown away a month ago, guests' that nobody touched for a year."""
    now = clock.now()
    thrown = Work.deleted_at < now - IN_THE_BIN
    nobodys = and_(Work.owner_id.is_(None), Work.group_id.is_(None))
    old = delete(Work).where(or_(thrown, and_(nobodys, Work.changed_at < now - OF_GUESTS)))
    return int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]


_standing = Work.deleted_at.is_(None)
