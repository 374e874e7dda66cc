"""Letters about seats: each in both languages and both parts, each once."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.models import Event, MailLine, Registration
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from tests.events.conftest import Clock
from tests.factories.events import at, make_event, seat

SUBJECTS = {
    "el": {
        "seat": "Έχεις θέση: Εργαστήριο για το καταστατικό",
        "given-up": "Έδωσες πίσω τη θέση σου: Εργαστήριο για το καταστατικό",
        "waiting": "Είσαι στη λίστα αναμονής: Εργαστήριο για το καταστατικό",
        "offer": "Μια θέση είναι δική σου, αν απαντήσεις ως Τρί 24 Νοεμβρίου, 12:00: "
        "Εργαστήριο για το καταστατικό",
        "lapsed": "Η προσφορά έληξε: Εργαστήριο για το καταστατικό",
        "asked": "Το αίτημά σου έφτασε: Εργαστήριο για το καταστατικό",
        "refused": "Για το αίτημά σου: Εργαστήριο για το καταστατικό",
        "taken-out": "Για τη θέση σου: Εργαστήριο για το καταστατικό",
        "invitation": "Πρόσκληση: Εργαστήριο για το καταστατικό",
        "guest": "Επιβεβαίωσε το e-mail σου: Εργαστήριο για το καταστατικό",
    },
    "en": {
        "seat": "You have a seat: Workshop on the statutes",
        "given-up": "You gave your seat back: Workshop on the statutes",
        "waiting": "You are on the waiting list: Workshop on the statutes",
        "offer": "A seat is yours, if you answer by Tue 24 November, 12:00: "
        "Workshop on the statutes",
        "lapsed": "The offer has ended: Workshop on the statutes",
        "asked": "Your request has arrived: Workshop on the statutes",
        "refused": "About your request: Workshop on the statutes",
        "taken-out": "About your seat: Workshop on the statutes",
        "invitation": "Invitation: Workshop on the statutes",
        "guest": "Confirm your e-mail: Workshop on the statutes",
    },
}
# What takes a person to what they have; after a no there is only the event.
ONLY_THE_EVENT = {"given-up", "refused", "taken-out"}
CALENDARS = {"seat": "REQUEST", "given-up": "CANCEL", "taken-out": "CANCEL"}


def letters() -> dict[str, Letter]:
    """The last letter of each sort."""
    rows = select(MailLine.news, Letter).join(Letter, Letter.id == MailLine.letter_id)
    return {row[0]: row[1] for row in db.session.execute(rows.order_by(Letter.id))}


def whole_story(maria: Person, someone: Person, time_: Clock) -> None:
    """Everything that can happen to one person, at one event after the other."""

    def at_event(number: int, **values: Any) -> Event:
        return make_event(f"2026-12-{number + 1:02} 18:00", uid=f"{number}", **values)

    def do(act: Callable[..., Any], event: Event, *words: Any) -> None:
        with transaction():
            there = db.session.get_one(Event, event.id)
            act(
                there,
                *(db.session.merge(word) if isinstance(word, Person) else word for word in words),
            )

    full = at_event(1, capacity=1)
    seat(full, maria)
    do(actions.take_seat, full, someone)
    do(actions.give_up_seat, full, maria)
    time_.pass_by(hours=25)
    do(actions.lapse_offers, full)
    asked, again = at_event(2, entry="approval"), at_event(3)
    do(actions.take_seat, asked, someone, "Θέλω")
    number = db.session.scalars(
        select(Registration.id).where(Registration.event_id == asked.id)
    ).one()
    do(actions.refuse_request, asked, number, maria, "Λόγος <b>&</b>")
    do(actions.take_seat, again, someone)
    do(actions.give_up_seat, again, someone)
    out = at_event(4)
    do(actions.take_seat, out, someone)
    number = db.session.scalars(
        select(Registration.id).where(Registration.event_id == out.id)
    ).one()
    do(actions.take_out, out, number, maria, "Λόγος <b>&</b>")
    do(actions.invite, at_event(5), maria, [actions.Named("", handle="@ada")], "Λόγος <b>&</b>")
    do(actions.ask_as_guest, at_event(6), "Ρόζα", "rosa@example.org", someone.language)


@pytest.mark.parametrize("language", ["el", "en"])
def test_every_letter_speaks_the_persons_language_in_both_parts(
    maria: Person, make_person: Callable[..., Person], time_: Clock, language: str
) -> None:
    ada = make_person("Ada", language=language)
    whole_story(maria, ada, time_)
    found = {
        news: letter
        for news, letter in letters().items()
        if letter.recipient in ("ada@example.org", "rosa@example.org")
    }
    assert {news: letter.subject for news, letter in found.items()} == SUBJECTS[language]
    prefix = "/en" if language == "en" else ""
    title = SUBJECTS[language]["seat"].partition(": ")[2]
    for news, letter in found.items():
        shown = unescape(re.sub(r"<[^>]+>", " ", letter.html.partition('role="main"')[2]))
        guest = news == "guest"
        way = f"http://localhost{prefix}/events/{'guest/' if guest else ''}"
        for part in (letter.text, shown):
            assert title in part, news
            assert "Δημαρχείο Περιστερίου" in part, news
        assert way in letter.text, news
        assert f'href="{way}' in letter.html, news
        assert ("#seat" in letter.text) == (not guest and news not in ONLY_THE_EVENT), news
        if language == "el":
            english = re.compile(r"\b(?:the|you|your|seat|event)\b", re.IGNORECASE)
            words = re.sub(r"http\S+", "", letter.text)
            assert english.findall(words) == [], news
        assert ("Λόγος <b>&</b>" in letter.text) == (news in {"refused", "taken-out", "invitation"})
        assert "<b>&</b>" not in letter.html
        method = re.search(r"METHOD:(\w+)", letter.calendar)
        assert (method and method[1]) == CALENDARS.get(news), news


def test_every_letter_is_written_once(
    maria: Person, ada: Person, time_: Clock, work: Callable[[], int]
) -> None:
    whole_story(maria, ada, time_)
    lines = db.session.execute(select(MailLine.registration_id, MailLine.key)).all()
    assert len(lines) == len(set(lines))
    assert db.session.scalar(select(MailLine.id).where(MailLine.letter_id.is_(None))) is None


def test_an_offer_says_until_when(maria: Person, ada: Person, time_: Clock, grace: Person) -> None:
    event = make_event(capacity=1, offer_hours=12)
    for person in (grace, ada):
        seat(event, person)
    time_.at = at("2026-11-23 13:00")
    with transaction():
        actions.give_up_seat(db.session.get_one(Event, event.id), db.session.merge(grace))
    letter = letters()["offer"]
    assert "Την κρατάμε για σένα ως Τρί 24 Νοεμβρίου, 10:00." in letter.text


def test_whoever_is_erased_gets_no_letter_about_it(ada: Person) -> None:
    event = make_event()
    seat(event, ada)
    before = len(db.session.scalars(select(Letter)).all())
    with transaction():
        actions.let_go_of(db.session.get_one(Person, ada.id))
    assert len(db.session.scalars(select(Letter)).all()) == before
