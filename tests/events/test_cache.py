"""Guests' pages of events are kept, and each is always the page that would be made now."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kalo import signals
from kalo.accounts.models import Person
from kalo.events import actions
from kalo.events.models import Event, EventRole, Series, Theme, Venue
from kalo.forum.models import Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.page_cache import PageCache
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_planning import typed
from tests.factories.events import NOON, give_up, make_event, seat
from tests.factories.forum import shelf, talk

FRESH = re.compile(r'nonce="[^"]+"')
Same = Callable[[], set[str]]
LIST, MONTH, WEEK, PLACES = "", "?view=month&month=2026-12", "?view=week&week=2026-W49", (
    "?view=places"
)  # fmt: skip
PAST, FREE, THEME, SERIES = "?when=past", "?seats=free", "themes/money/", "series/thirty/"
EMBED, PAPER, FEED = "embed", "print?month=2026-12", "feed"
LISTS = {LIST, MONTH, WEEK, PLACES, FREE, THEME, SERIES, EMBED, PAPER, FEED}
PAGES = {*LISTS, PAST}


@pytest.fixture
def event(make: Any) -> Event:
    """An event on 3 December with two seats, of a theme, a series and a place."""
    theme = make(Theme, slug="money", name_el="Χρηματοδότηση")
    series = make(Series, slug="thirty", title_el="Τριάντα", made_at=NOON)
    hall = make(Venue, slug="hall", name_el="Θέατρο")
    return make_event(
        theme_id=theme.id, series_id=series.id, series_number=1, venue_id=hall.id, capacity=2,
        slug="event", published_at=NOON, has_room=False,
    )  # fmt: skip


@pytest.fixture
def same(client: Browser, pages_kept: PageCache, event: Event) -> Same:
    """same() compares every kept page with one made anew; answers those that changed."""
    make_event("2026-12-20 18:00", title_el="Άλλη", slug="beside", has_room=False)
    make_event("2026-11-01 18:00", title_el="Παλιά", slug="old", has_room=False)
    known: dict[str, tuple[int, str]] = {}
    pages = {*PAGES, f"{event.id}-event/"}

    def page(address: str) -> tuple[int, str]:
        found = client.get(address)
        return found.status_code, FRESH.sub("", found.text)

    def look() -> set[str]:
        changed = set()
        for there in sorted(pages):
            for address in (f"/events/{there}", f"/en/events/{there}"):
                pages_kept.on = True
                kept = page(address)
                pages_kept.on = False
                assert kept == page(address), f"stale: {address}"
                if known.get(address) != kept:
                    changed.add(there.replace(f"{event.id}-event/", "itself"))
                known[address] = kept
        pages_kept.on = True
        return changed

    assert look() == {*PAGES, "itself"}
    assert {status for status, _text in known.values()} == {200}
    assert look() == set()
    return look


def test_all_of_them_are_kept_and_a_kept_one_asks_once(
    client: Browser, pages_kept: PageCache, same: Same, event: Event, queries_run: list[str]
) -> None:
    assert len(pages_kept.kept) == 2 * (len(PAGES) + 1)
    pages = (*PAGES, f"{event.id}-event/")
    queries_run.clear()
    before = pages_kept.asked
    for there in pages:
        assert client.get(f"/events/{there}").status_code == 200
    assert pages_kept.asked - before == len(PAGES) + 1
    assert [asked for asked in queries_run if "events_" in asked] == []


COUNTING = {LIST, PLACES, FREE, THEME, SERIES, EMBED, "itself"}  # where seats left are said


def test_a_seat_taken_or_given_up_is_seen_at_once(
    event: Event, same: Same, ada: Person, grace: Person, moderator: Person
) -> None:
    seat(event, ada)
    assert same() == COUNTING
    seat(event, grace)
    assert same() == {*COUNTING, MONTH, WEEK}  # and it is full
    seat(event, moderator)
    assert same() == {"itself"}  # one waits
    give_up(event, moderator)
    assert same() == {"itself"}
    give_up(event, ada)
    assert same() == {*COUNTING, MONTH, WEEK}


def test_what_those_who_plan_write_is_seen_at_once(
    event: Event, same: Same, as_maria: Browser, maria: Person
) -> None:
    with transaction():
        draft = actions.plan_event(maria, _values("2026-12-04T18:00"))
    assert same() == set()
    with transaction():
        actions.publish_event(db.session.get_one(Event, draft.id), maria)
    assert same() == {LIST, MONTH, WEEK, PLACES, FREE, EMBED, PAPER, FEED}
    with transaction():
        actions.cancel_event(db.session.get_one(Event, event.id), maria, "Πλημμύρα")
    assert same() == {*LISTS, "itself"}


def _values(wall: str) -> dict[str, Any]:
    start = clock.read(wall)
    return {
        "kind": "workshop", "title_el": "Νέα", "start_wall": start,
        "end_wall": start + timedelta(hours=2), "mode": "in-person", "place": "Εδώ",
    }  # fmt: skip


def test_a_change_through_the_form_is_seen_at_once(
    event: Event, same: Same, as_maria: Browser
) -> None:
    sent = typed(title_el="Άλλος τίτλος", revision=str(event.revision))
    assert as_maria.post(f"{event.path}edit", data=sent).status_code == 303
    assert same() >= {LIST, MONTH, WEEK, PLACES, EMBED, PAPER, FEED, "itself"}


def test_a_role_and_another_name_are_seen_at_once(
    event: Event, same: Same, ada: Person, as_ada: Browser, make: Any
) -> None:
    make(EventRole, event_id=event.id, person_id=ada.id, role="organiser", given_at=NOON)
    with transaction():
        signals.thing_changed.send(event.subject)
    assert same() == {"itself"}
    as_ada.post("/accounts/me/", data={"name": "Ada Lovelace", "about": ""})
    assert same() == {"itself"}


def test_a_discussion_about_it_is_seen_at_once(event: Event, same: Same, ada: Person) -> None:
    topic: Topic = talk(shelf(), ada, "Για τη δράση", subject=event.subject)
    assert topic.id
    assert same() == {"itself"}


# When the clock turns something, though nobody writes: the moment before, and what then changes.
TURNS: list[tuple[str, dict[str, Any], float, set[str]]] = [
    ("2026-11-30 18:00", {"entry_opens_at": NOON + timedelta(hours=3)}, 3, {LIST, "itself"}),
    ("2026-11-30 18:00", {"entry_closes_at": NOON + timedelta(hours=3)}, 3, {LIST, "itself"}),
    ("2026-11-23 15:00", {}, 3, {LIST, "itself"}),
    ("2026-11-23 11:30", {}, 1.5, {LIST, PAST, "itself"}),
    ("2026-11-30 18:00", {"moved_at": NOON - timedelta(days=6, hours=21)}, 3, {LIST, "itself"}),
]


@pytest.mark.parametrize(("wall", "values", "hours", "changed"), TURNS)
def test_what_the_clock_changes_is_seen_at_that_moment(
    client: Browser, pages_kept: PageCache, time_: Clock,
    wall: str, values: dict[str, Any], hours: float, changed: set[str],
) -> None:  # fmt: skip
    event = make_event(wall, has_room=False, capacity=5, **values)
    addresses = {LIST: "/events/", PAST: "/events/?when=past", "itself": event.path}

    def look() -> dict[str, str]:
        return {name: FRESH.sub("", client.get(path).text) for name, path in addresses.items()}

    before = look()
    time_.pass_by(hours=hours, seconds=-1)
    assert look() == before
    time_.pass_by(seconds=1)
    after = look()
    assert {name for name in addresses if after[name] != before[name]} >= changed
    pages_kept.on = False
    assert after == look()


def test_at_midnight_another_day_is_today(
    client: Browser, pages_kept: PageCache, time_: Clock
) -> None:
    make_event("2026-12-03 18:00")
    first = client.get("/events/?view=month").text
    time_.pass_by(hours=12, seconds=-1)
    assert client.get("/events/?view=month").text == first
    time_.pass_by(seconds=1)
    after = client.get("/events/?view=month").text
    assert 'aria-current="date">' in first
    assert FRESH.sub("", after) != FRESH.sub("", first)


@pytest.mark.parametrize(("minutes", "kept"), [(44, 1), (45, 0), (119, 0), (299, 0), (300, 1)])
def test_a_page_whose_room_counts_people_is_not_kept(
    client: Browser, pages_kept: PageCache, time_: Clock, minutes: int, kept: int
) -> None:
    event = make_event("2026-11-23 13:00", has_room=True)
    time_.pass_by(minutes=minutes)
    assert client.get(event.path).status_code == 200
    assert len(pages_kept.kept) == kept


def test_a_member_never_meets_what_is_kept(
    same: Same, as_ada: Browser, pages_kept: PageCache, event: Event
) -> None:
    kept = dict(pages_kept.kept)
    for there in (*PAGES, f"{event.id}-event/"):
        assert as_ada.get(f"/events/{there}").status_code == 200
    assert "Κρατώ θέση" in as_ada.get(event.path).text
    assert pages_kept.kept.keys() == kept.keys()
    assert same() == set()
