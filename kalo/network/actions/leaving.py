"""What stays, and what goes, when a person leaves."""

from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.versions import bump
from kalo.network.models import (
    ASKED,
    Call,
    Invitation,
    Keeper,
    Message,
    Organisation,
    ShownMark,
    Version,
)

OVER = timedelta(days=30)  # since a letter could be answered for the last time


def forget_old_letters() -> None:
    """To what address a letter went is nobody's business once it opens nothing."""
    db.session.execute(delete(Invitation).where(Invitation.ends_at < clock.now() - OVER))


def forget(person: Person) -> None:
    """Organisations stay with their other people; of the person no name, word or mark is kept."""
    mine = Keeper.person_id == person.id
    asked = select(Keeper.organisation_id).where(mine)
    alone = Organisation.state == ASKED, Organisation.made_by_id == person.id
    db.session.execute(delete(Organisation).where(*alone, Organisation.id.in_(asked)))
    for model, whose in (
        (Keeper, mine),
        (Invitation, or_(Invitation.person_id == person.id, Invitation.email == person.email)),
        (ShownMark, ShownMark.by_id == person.id),
    ):
        db.session.execute(delete(model).where(whose))
    words = update(Message).where(Message.person_id == person.id)
    db.session.execute(words.values(person_id=None, text="", subject=""))
    db.session.execute(update(Call).where(Call.made_by_id == person.id).values(made_by_id=None))
    made = update(Organisation).where(Organisation.made_by_id == person.id)
    db.session.execute(made.values(made_by_id=None))
    db.session.execute(update(Version).where(Version.by_id == person.id).values(by_id=None))
    sent = update(Invitation).where(Invitation.by_id == person.id)
    db.session.execute(sent.values(by_id=None))
    bump("network")
