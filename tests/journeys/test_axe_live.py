"""Every state of the live room passes axe, on a phone and at a desk, for all who are in it.

A part of the room adds its states: a function that brings them about in a room of their own, and
what is opened on the page before it is looked at.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.events.actions.seats.guests import guest_token
from kalo.events.models import Event, Registration
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.live.models import Presence
from tests.factories.live import be_here, done, gathering_now, lay_guide
from tests.journeys.conftest import sign_in
from tests.journeys.looking import EACH_ONCE, faults, looked_at
from tests.services import Platform

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("axe-live")]

People = dict[str, Person]
Make = Callable[[Event, People], None]


def tab(name: str, then: str = "") -> Callable[[Page], None]:
    """A part of the room is chosen, and what it has folded is opened."""

    def _open(page: Page) -> None:
        chosen = page.locator(f"#tab-{name}")
        if chosen.is_visible():  # at a desk all parts stand side by side
            chosen.click()
        if then:
            page.locator(then).last.click()

    return _open


def raised_hands(event: Event, people: People) -> None:
    """Somebody has spoken, somebody speaks, others wait; the team has changed the order."""
    maria, nikos, despoina, giorgos = people.values()
    done("limit_set", maria, event, seconds=120)
    for person in (despoina, nikos):
        first = done("hand_raised", person, event, wants="word")
        done("floor_given", maria, event, first)
    done("hand_raised", giorgos, event, wants="answer")
    last = done("hand_raised", despoina, event, wants="point")
    done("hand_moved", maria, event, last, place="last", why="Το είπε ήδη")


def a_lively_talk(event: Event, people: People) -> None:
    """Replies, signs, lines that wait or came back, words to the team, somebody who is muted."""
    maria, nikos, despoina, giorgos = people.values()
    line = done("said", nikos, event, "Πού βρίσκω το καταστατικό; https://kalo.example/a")
    done("said", despoina, event, "Στη Βιβλιοθήκη.", to=line)
    done("reacted", giorgos, event, line, sign="agree")
    done("muted", maria, event, done("said", giorgos, event, "Κι άλλο"), why="Πολλά μηνύματα")
    done("talk_set", maria, event, before=True, slow=0)
    done("said", despoina, event, "Περιμένω")
    back = done("said", nikos, event, "Γύρισε πίσω")
    done("sent_back", maria, event, back, why="Λείπει η πηγή")
    done("talk_set", maria, event, before=True, slow=10)
    thread = done("told_team", nikos, event, "Δεν ακούω")
    done("team_answered", maria, event, thread, text="Το κοιτάμε")


def many_questions(event: Event, people: People) -> None:
    """Open, doubled, answered in writing, put off, under a pseudonym, gone to the forum."""
    maria, nikos, despoina, giorgos = people.values()
    texts = ("Πότε βγαίνουν τα πρακτικά;", "Ως πότε;", "Ποιος γράφει;", "Πού;", "Και αν διαφωνώ;")
    asked = [done("asked", nikos, event, text) for text in texts]
    done("asked", giorgos, event, "Ποια θα το πει;", veiled=True)
    done("voted", despoina, event, asked[0])
    done("merged", maria, event, asked[1], into=asked[0])
    done("answered", maria, event, asked[2], how="text", text="Γράφει η Ελένη.")
    done("answered", maria, event, asked[3], how="later")
    done("offered", maria, event, asked[4])


def polls_of_each_sort(event: Event, people: People) -> None:
    """Prepared, asked, answered, closed, asked again; a quiz with its right answer."""
    maria, nikos, despoina, _giorgos = people.values()
    options = "Χώρος\nΧρήματα\n*Χρόνος"
    answers: dict[str, dict[str, Any]] = {
        "single": {"choices": [2]},
        "several": {"choices": [0, 1]},
        "ranking": {"choices": [2, 0, 1]},
        "scale": {"number": 4},
        "cloud": {"text": "νερό, δάσος"},
        "text": {"text": "Περισσότερα"},
    }
    for sort, answer in answers.items():
        said = {"text": f"Ρωτάμε: {sort}", "sort": sort, "options": options, "at_once": True}
        poll = done("poll_made", maria, event, **said)
        done("poll_answered", nikos, event, about=poll, **answer)
        if sort in ("single", "scale"):
            done("poll_closed", maria, event, poll)
            again = done("poll_repeated", maria, event, poll)
            done("poll_answered", despoina, event, about=again, **answer)
    done("poll_made", maria, event, text="Έτοιμη", sort="single", options=options)


def what_is_left(event: Event, people: People) -> None:
    """A video, decisions, polls and questions by steps; somebody was away and missed them."""
    maria, nikos, despoina, _giorgos = people.values()
    first, *_rest = lay_guide(event)
    done("guide_laid", maria, event)
    done("step_begun", maria, event, step=first)
    many_questions(event, people)
    polls_of_each_sort(event, people)
    done("decided", maria, event, "Συναντιόμαστε ξανά την Τρίτη.")
    done("decided", maria, event, "Γράφει η Ελένη.")
    done("video_set", maria, event, address="https://meet.example.org/kalo")
    with transaction():
        long_ago = clock.now() - timedelta(minutes=20)
        left = update(Presence).where(Presence.person_id.in_([nikos.id, despoina.id]))
        db.session.execute(left.values(entered_at=long_ago, last_seen=long_ago, left_at=long_ago))


def minutes_page(page: Page) -> None:
    """The minutes, with the fold for those they are given to."""
    page.goto(f"{page.url.split('#')[0]}minutes?names=names&messages=1")
    page.locator("#publish > summary").click()


# (name of the room, who looks, what they open)
ROOMS: dict[str, Make] = {
    "hands": raised_hands,
    "talk": a_lively_talk,
    "questions": many_questions,
    "polls": polls_of_each_sort,
    "left": what_is_left,
}
STATES: list[tuple[str, str, Callable[[Page], None]]] = [
    ("hands", "maria", tab("hands", "#airtime > summary")),
    ("hands", "maria", tab("hands", "#hands details.menu > summary")),
    ("hands", "maria", tab("people", "#people .about-one > summary")),
    ("hands", "nikos", tab("hands")),
    ("hands", "despoina", tab("hands")),
    ("talk", "maria", tab("talk", ".line-more")),
    ("talk", "maria", tab("team")),
    ("talk", "nikos", tab("talk", "#private > summary")),
    ("talk", "nikos", tab("talk", ".line-more")),
    ("talk", "giorgos", tab("talk")),
    ("questions", "maria", tab("questions", ".answering > summary")),
    ("questions", "maria", tab("questions", "#with-questions > summary")),
    ("questions", "giorgos", tab("questions")),
    ("polls", "maria", tab("polls", "#make-poll > summary")),
    ("polls", "maria", tab("polls", "#polls details:has([data-act=poll_changed]) > summary")),
    ("polls", "nikos", tab("polls")),
    ("polls", "despoina", tab("polls")),
    ("hands", "nikos", tab("polls")),
    ("left", "nikos", tab("minutes", "#missed-words > summary")),
    ("left", "despoina", tab("minutes", "#video-fold > summary")),
    ("left", "maria", tab("minutes", "#video-fold > summary")),
    ("left", "maria", minutes_page),
]


@pytest.fixture(scope="module")
def rooms(platform: Platform) -> Iterator[dict[str, str]]:
    """The address of each room, with its states brought about."""
    app = create_app(read_settings(platform.environ))
    with app.app_context():
        handles = ("maria", "nikos", "despoina", "giorgos")
        found = {one.handle: one for one in db.session.scalars(select(Person))}
        people = {handle: found[handle] for handle in handles}
        yield {name: _room(make, people, name) for name, make in ROOMS.items()}
        db.session.remove()
        db.engine.dispose()


def _room(make: Make, people: People, name: str) -> str:
    event = gathering_now(title_el=f"Αίθουσα {name}", capacity=None, uid=f"axe-{name}",
                          facilitator_id=people["maria"].id)  # fmt: skip
    for person in people.values():
        be_here(person, event)
    make(event, people)
    return f"/live/{event.id}/"


@pytest.mark.parametrize("who", sorted({who for _room, who, _open in STATES}))
def test_no_state_of_the_room_has_faults(open_page: Any, rooms: dict[str, str], who: str) -> None:
    page = looked_at(open_page)
    sign_in(page, who)
    wrong: list[str] = []
    for name, whose, opens in STATES:
        if whose != who:
            continue
        for view in EACH_ONCE:
            page.set_viewport_size(view[0])  # type: ignore[arg-type]
            page.goto(rooms[name])
            expect(page.locator("#link-state")).to_have_attribute("data-state", "live")
            opens(page)
            wrong += faults(page, f"{who}, {name}", [view])
    assert wrong == []


def _later(event: Event) -> None:
    """The event begins in five hours."""
    with transaction():
        there = db.session.get_one(Event, event.id)
        for name in ("start_wall", "end_wall", "starts_at", "ends_at"):
            setattr(there, name, getattr(there, name) + timedelta(hours=5))


def _letter(event: Event) -> str:
    """A guest with a seat; what opens the door for them."""
    with transaction():
        at = clock.now()
        guest = Registration(event_id=event.id, guest_name="Ελένη", guest_email="e@example.org",
                             made_at=at, changed_at=at)  # fmt: skip
        db.session.add(guest)
        db.session.flush()
        return guest_token(guest)


@pytest.fixture(scope="module")
def doors(platform: Platform, rooms: dict[str, str]) -> list[tuple[str, str]]:
    """What stands before the room: (who looks, the address)."""
    app = create_app(read_settings(platform.environ))
    with app.app_context():
        found = {one.handle: one for one in db.session.scalars(select(Person))}
        maria, nikos = found["maria"], found["nikos"]
        facts: dict[str, Any] = {"facilitator_id": maria.id, "capacity": None}
        lobby = gathering_now(title_el="Προθάλαμος", uid="axe-lobby", **facts)
        done("lobby_opened", maria, lobby)
        out = gathering_now(title_el="Έξω", uid="axe-out", **facts)
        be_here(nikos, out)
        done("removed", maria, out, who=nikos.id, reason="Διάλειμμα")
        later = gathering_now(title_el="Αργότερα", uid="axe-later", **facts)
        _later(later)
        full = gathering_now(title_el="Γεμάτη", uid="axe-full", facilitator_id=maria.id)
        letter = _letter(full)
        paths = [f"/live/{event.id}/" for event in (lobby, out, later, full)]
        db.session.remove()
        db.engine.dispose()
    return [
        ("giorgos", paths[0]),
        ("giorgos", f"{paths[0]}check"),
        *(("nikos", path) for path in paths[1:]),
        *(("", f"{path}guest/{letter}") for path in (paths[3], paths[2])),
    ]


def test_no_door_of_the_room_has_faults(open_page: Any, doors: list[tuple[str, str]]) -> None:
    wrong: list[str] = []
    pages = {who: looked_at(open_page) for who in sorted({who for who, _path in doors})}
    for who, page in pages.items():
        if who:
            sign_in(page, who)
    for prefix in ("", "/en"):
        for who, path in doors:
            page = pages[who]
            page.goto(f"{prefix}{path}")
            if path.endswith("check"):
                expect(page.locator("[data-check=socket]")).to_have_attribute("data-is", "good")
            wrong += faults(page, f"{who}, {prefix}{path}", EACH_ONCE)
    assert wrong == []
