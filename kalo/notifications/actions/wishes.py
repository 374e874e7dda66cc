"""Keeping how people want to be told, and when an address takes no letters."""

from typing import Any

from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.notifications.actions.telling import notify
from kalo.notifications.hours import next_weekly
from kalo.notifications.models import BELL, REFUSED, REFUSED_OFTEN, Preference, kinds


def begin_wishes(person_ids: list[int]) -> None:
    """Give people their first weekly day; whoever has one keeps it."""
    for person_id in person_ids:
        usual = Preference.usual(person_id)
        row = {"person_id": person_id, "digest_at": next_weekly(clock.now(), usual)}
        upsert(Preference, [row], key=("person_id",))


def _own(person: Person) -> Preference:
    begin_wishes([person.id])
    return db.session.get_one(Preference, person.id, populate_existing=True)


def save_wishes(person: Person, letters: bool, ways: dict[str, str], **values: Any) -> None:
    """How a person wants to be told from now on."""
    wishes, person.letters = _own(person), letters
    wishes.ways = {key: way for key, way in ways.items() if way != kinds[key].way}
    for field, value in values.items():
        setattr(wishes, field, value)
    wishes.digest_at = next_weekly(clock.now(), wishes)
    db.session.flush()


def stop_letters(person: Person, what: str) -> None:
    """No more letters of a kind, of a rhythm, or at all; the bell goes on."""
    if what == "all":
        person.letters = False
        return
    wishes = _own(person)
    if what == "weekly":
        wishes.digest = False
    stopped = [key for key, kind in kinds.items() if what in (key, wishes.way_of(kind))]
    wishes.ways = {**wishes.ways, **dict.fromkeys(stopped, BELL)}


def note_refusal(address: str) -> None:
    """A mail server will not take letters for an address; after three times we write no more."""
    person = db.session.scalar(select(Person).where(Person.email == address))
    if person is None:
        return
    wishes = _own(person)
    same = wishes.refused_address == address
    wishes.refused_address, wishes.refusals = address, wishes.refusals + 1 if same else 1
    if wishes.refusals == REFUSED_OFTEN:
        about, path = f"address:{person.id}", "/accounts/preferences/news"
        notify([person.id], REFUSED, about, address, path, by=None)


def try_address_again(person: Person) -> None:
    """The person says that their address works."""
    mine = update(Preference).where(Preference.person_id == person.id)
    db.session.execute(mine.values(refusals=0, refused_address=""))


def takes_letters(person: Person, wishes: Preference) -> str:
    """Why this person gets no letter; empty where they do."""
    if person.erased_at or not person.email or not person.confirmed_at:
        return "address"
    if person.is_suspended:
        return "suspended"
    if wishes.refused_address == person.email and wishes.refusals >= REFUSED_OFTEN:
        return "refused"
    return "" if person.letters else "off"
