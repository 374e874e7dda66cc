"""Who keeps a page: asking to, being let in by a letter or by those who may, letting go."""

import secrets
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import and_, delete, or_, update

from kalo import signals
from kalo.accounts.login import hash_of
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, insert_new
from kalo.kit.mail import write_letter
from kalo.kit.page import whole_address
from kalo.kit.versions import bump
from kalo.kit.web import Refused, in_language
from kalo.network import queries
from kalo.network.actions.organisations import note_if_staff, welcome
from kalo.network.models import KEEPS, WANTS, Invitation, Keeper, Organisation, ShownMark
from kalo.network.queries.people import letters_since

GOOD_FOR = timedelta(days=14)
MOST_LETTERS = 5  # about one organisation in a day
MOST_PEOPLE = 20


def claim(organisation: Organisation, person: Person, words: str, by_letter: bool) -> None:
    """A member says that this is theirs: its own address is asked, or staff."""
    at = clock.now()
    row = {
        "organisation_id": organisation.id,
        "person_id": person.id,
        "state": WANTS,
        "words": words,
        "asked_at": at,
        "how": "",
    }
    keeper = insert_new(Keeper, row, key=("organisation_id", "person_id"))
    if keeper is None:
        raise Refused(_("You have asked already."))
    if by_letter and organisation.email:
        _write(organisation, organisation.email, person, person, person.language)
    keeper.organisation, keeper.person = organisation, person
    signals.keeper_asked.send(keeper)


def invite(organisation: Organisation, by: Person, email: str, language: str) -> None:
    """A letter that lets whoever gets it keep the page."""
    _write(organisation, email.lower(), None, by, language)
    note_if_staff(by, "invited somebody to an organisation", organisation)


def answer_letter(invitation: Invitation, person: Person | None, yes: bool) -> Organisation:
    """The letter is used up: whom it asks about, or who holds it, keeps the page, or does not."""
    organisation, at = invitation.organisation, clock.now()
    invitation.used_at = at
    whose = invitation.person_id or (person.id if person else None)
    if whose is None:
        raise Refused(_("Sign in first."))
    if yes:
        _let_in(organisation, whose, "letter")
        welcome(organisation)
    elif invitation.person_id:
        _drop(organisation, whose)
    db.session.flush()
    if invitation.person_id:
        signals.keeper_settled.send(organisation, person_id=whose, kept=yes, by=person)
    return organisation


def let_in(organisation: Organisation, keeper: Keeper, by: Person) -> None:
    """Those who may have said yes to somebody who asked."""
    if keeper.state == KEEPS:
        return
    _let_in(organisation, keeper.person_id, "staff")
    note_if_staff(by, "let somebody keep an organisation", organisation)
    signals.keeper_settled.send(organisation, person_id=keeper.person_id, kept=True, by=by)


def let_go(organisation: Organisation, keeper: Keeper, by: Person) -> None:
    """Somebody who asked, or kept the page, does not any more."""
    whose = keeper.person_id
    _drop(organisation, whose)
    if whose != by.id:
        note_if_staff(by, "refused somebody an organisation", organisation)
        signals.keeper_settled.send(organisation, person_id=whose, kept=False, by=by)


def _let_in(organisation: Organisation, person_id: int, how: str) -> None:
    if len(queries.keeper_ids(organisation.id)) >= MOST_PEOPLE:
        raise Refused(_("An organisation has up to %(most)d people here.", most=MOST_PEOPLE))
    at = clock.now()
    keeper = db.session.get(Keeper, (organisation.id, person_id))
    if keeper is None:
        row = {"organisation_id": organisation.id, "person_id": person_id, "asked_at": at}
        keeper = Keeper(words="", **row)
        db.session.add(keeper)
    if keeper.state != KEEPS:
        keeper.state, keeper.since, keeper.how = KEEPS, at, how
    db.session.flush()
    bump("network")  # whether anybody answers is seen on its page


def _drop(organisation: Organisation, person_id: int) -> None:
    """What a letter would still let them do ends with it, and the yes to show what they passed."""
    keeper = db.session.get(Keeper, (organisation.id, person_id))
    if keeper is not None:
        db.session.delete(keeper)
        db.session.flush()
    letters = update(Invitation).where(
        Invitation.organisation_id == organisation.id,
        or_(
            Invitation.person_id == person_id,
            and_(Invitation.by_id == person_id, Invitation.person_id.is_(None)),
        ),
    )
    db.session.execute(letters.where(Invitation.used_at.is_(None)).values(used_at=clock.now()))
    marks = delete(ShownMark).where(ShownMark.organisation_id == organisation.id)
    db.session.execute(marks.where(ShownMark.by_id == person_id))
    bump("network")


def _write(
    organisation: Organisation, to: str, about: Person | None, by: Person, language: str
) -> None:
    """A letter with a secret address; the database keeps its hash alone."""
    at = clock.now()
    if letters_since(organisation.id, at - timedelta(days=1)) >= MOST_LETTERS:
        raise Refused(_("Several letters about it went today. Try again tomorrow."))
    token = secrets.token_urlsafe(24)
    letter = Invitation(
        organisation_id=organisation.id,
        email=to,
        person_id=about.id if about else None,
        token_hash=hash_of(token),
        by_id=by.id,
        at=at,
        ends_at=at + GOOD_FOR,
    )
    db.session.add(letter)
    db.session.flush()
    path = current_app.url_map.bind("localhost").build("network.show_letter", {"token": token})
    template = "network/letters/claim" if about else "network/letters/invitation"
    write_letter(
        to,
        template,
        language,
        link=whole_address(in_language(path, language)),
        organisation=organisation,
        about=about,
        by=by,
        ends_at=letter.ends_at,
    )
