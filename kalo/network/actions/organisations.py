"""An organisation comes into the directory, changes its words, rests and returns."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.revised import Outdated
from kalo.kit.text import slug
from kalo.kit.versions import bump
from kalo.kit.web import Refused
from kalo.network import queries
from kalo.network.example import SLUG
from kalo.network.models import (
    ASKED,
    INVITED,
    KEEPS,
    LISTED,
    RESTING,
    WANTS,
    Keeper,
    Organisation,
    Version,
)
from kalo.network.queries.organisations import asked_by, slugs_like

MOST_ASKED = 5  # organisations of one person that wait
# Words that stand in addresses already.
TAKEN = {
    *("new", "map", "calls", "unions", "messages", "mine", "desk", "letters", "organisations"),
    SLUG,
}
COLUMNS = tuple(Organisation.__table__.columns.keys())
DAY = timedelta(days=1)
VERBS = (
    lazy_gettext("listed an organisation"),
    lazy_gettext("sent an organisation back"),
    lazy_gettext("made a page for an organisation"),
    lazy_gettext("took an organisation off the directory"),
    lazy_gettext("put an organisation back on the list"),
    lazy_gettext("changed the page of an organisation"),
    lazy_gettext("let somebody keep an organisation"),
    lazy_gettext("refused somebody an organisation"),
    lazy_gettext("invited somebody to an organisation"),
    lazy_gettext("imported organisations"),
)


def propose(person: Person, values: Mapping[str, Any], words: str, email: str) -> Organisation:
    """A member asks for a page of their organisation; staff look at it before others see it."""
    if asked_by(person) >= MOST_ASKED:
        raise Refused(_("Several organisations of yours wait already. Staff look at them first."))
    organisation = make(values, person, ASKED, email)
    asks = {"organisation_id": organisation.id, "person_id": person.id, "words": words}
    db.session.add(Keeper(state=WANTS, asked_at=clock.now(), **asks))
    db.session.flush()
    signals.organisation_asked.send(organisation, by=person)
    return organisation


def make_by_staff(person: Person, values: Mapping[str, Any], email: str) -> Organisation:
    """Staff write a page; it is shown once its own people have said yes."""
    organisation = make(values, person, INVITED, email)
    _note(person, "made a page for an organisation", organisation)
    return organisation


def make(values: Mapping[str, Any], person: Person, state: str, email: str) -> Organisation:
    """A new organisation and its first version."""
    at = clock.now()
    organisation = Organisation(
        slug=free_slug(str(values["name_el"])),
        state=state,
        email=email.lower(),
        made_at=at,
        changed_at=at,
        made_by_id=person.id,
        revision=1,
        **values,
    )
    organisation.note_words()
    db.session.add(organisation)
    db.session.flush()
    _keep_version(organisation, person)
    return organisation


def free_slug(name: str) -> str:
    """The name as an address has it; with a number where another is called so."""
    wanted = slug(name, 70) or "organisation"
    taken = slugs_like(wanted) | TAKEN
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def change(
    organisation: Organisation, person: Person, values: Mapping[str, Any], seen: int
) -> bool:
    """Other words for it, unless somebody else wrote in the meantime; answers if any differ."""
    hold(organisation, COLUMNS)
    if seen != organisation.revision:
        raise Outdated(_("Somebody else changed this page while you were writing."))
    before = organisation.written()
    for name, value in values.items():
        setattr(organisation, name, value)
    if organisation.written() == before:
        return False
    organisation.note_words()
    organisation.revision += 1
    organisation.changed_at = clock.now()
    organisation.why = "" if organisation.state == ASKED else organisation.why
    _keep_version(organisation, person)
    note_if_staff(person, "changed the page of an organisation", organisation)
    moved(organisation)
    return True


def change_email(organisation: Organisation, email: str) -> None:
    """Where letters to the organisation go; shown to nobody, so no version keeps it."""
    organisation.email = email.lower()
    db.session.flush()


def list_it(organisation: Organisation, by: Person) -> None:
    """Staff have looked: everybody sees it, and whoever asked for it keeps it."""
    hold(organisation, COLUMNS)
    organisation.why = ""
    _show(organisation)
    asked = queries.keeper_of(organisation.id, _maker(organisation))
    if asked is not None and asked.state == WANTS:
        asked.state, asked.since, asked.how = KEEPS, clock.now(), "staff"
    db.session.flush()
    _note(by, "listed an organisation", organisation)
    signals.organisation_settled.send(organisation, to=_told(organisation), by=by)


def send_back(organisation: Organisation, by: Person, why: str) -> None:
    """Not yet: whoever asked for it reads why, and can mend it."""
    hold(organisation, COLUMNS)
    organisation.why = why
    db.session.flush()
    _note(by, "sent an organisation back", organisation)
    signals.organisation_settled.send(organisation, to=_told(organisation), by=by)


def rest(organisation: Organisation, by: Person) -> None:
    """Out of the directory, with all its calls; its people keep everything."""
    if organisation.state == LISTED:
        organisation.state = RESTING
        db.session.flush()
        moved(organisation)
        note_if_staff(by, "took an organisation off the directory", organisation)


def come_back(organisation: Organisation, by: Person) -> None:
    """Into the directory again."""
    if organisation.state == RESTING:
        _show(organisation)
        note_if_staff(by, "put an organisation back on the list", organisation)


def welcome(organisation: Organisation) -> None:
    """Its own people have said yes: what staff wrote of it is shown."""
    if organisation.state == INVITED:
        _show(organisation)


def moved(organisation: Organisation) -> None:
    """Pages and search hear of it."""
    bump("network")
    signals.thing_changed.send(organisation.subject)


def _show(organisation: Organisation) -> None:
    organisation.state = LISTED
    organisation.listed_at = organisation.listed_at or clock.now()
    organisation.changed_at = clock.now()
    db.session.flush()
    moved(organisation)


def _maker(organisation: Organisation) -> Person | None:
    return db.session.get(Person, organisation.made_by_id) if organisation.made_by_id else None


def _told(organisation: Organisation) -> list[int]:
    """Whoever asked for it, and its people."""
    maker = [organisation.made_by_id] if organisation.made_by_id else []
    return [*maker, *queries.keeper_ids(organisation.id)]


def _keep_version(organisation: Organisation, person: Person) -> None:
    db.session.add(
        Version(
            organisation_id=organisation.id,
            revision=organisation.revision,
            said=organisation.written(),
            by_id=person.id,
            at=clock.now(),
        )
    )
    db.session.flush()


def note_if_staff(by: Person, verb: str, organisation: Organisation) -> None:
    """Into the log of staff, what somebody did who is not one of its people."""
    if queries.keeper_of(organisation.id, by) is None:
        _note(by, verb, organisation)


def _note(by: Person, verb: str, organisation: Organisation) -> None:
    note_staff_act(by, verb, organisation.subject, organisation.name_el)
