"""Public calendars are answered from what is kept, and never say what is no longer so."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import icalendar
import pytest

from kalo.accounts.models import Person
from kalo.events.actions import cancel_event, publish_event
from kalo.events.actions.series import change_theme
from kalo.events.actions.venues import change_venue
from kalo.events.models import DRAFT, Event, Theme, Venue
from kalo.kit.db import db, transaction
from kalo.kit.page_cache import PageCache
from kalo.kit.versions import bump
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_calendar_pages import fetched
from tests.events.test_feeds import edit, events_in
from tests.factories.events import make_event

FEED = "/events/calendar.ics"


def titles(client: Browser, path: str = FEED, **head: str) -> list[str]:
    return list(events_in(client.get(path, headers=head).data))


@pytest.mark.parametrize("path", [FEED, "/en/events/workshops.ics", "/events/themes/nomika.ics"])
def test_what_has_not_changed_costs_one_statement_and_nothing_of_the_room(
    client: Browser, pages_kept: PageCache, make: Callable[..., Any], queries_run: list[str],
    path: str,
) -> None:  # fmt: skip
    theme = make(Theme, slug="nomika", name_el="Νομικά")
    make_event(theme_id=theme.id)
    first = client.get(path)
    queries_run.clear()
    asked = pages_kept.asked
    again = client.get(path)
    same = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    weak = client.get(path, headers={"If-None-Match": f"W/{first.headers['ETag']}"})
    since = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (again.status_code, again.data) == (200, first.data)
    kept = ("ETag", "Last-Modified", "Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    for answer in (same, weak, since):
        assert (answer.status_code, answer.data) == (304, b"")
        assert [answer.headers[n] for n in kept] == [first.headers[n] for n in kept]
    assert queries_run == []
    assert pages_kept.asked - asked == 4
    assert again.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in again.headers


def test_the_first_who_asks_with_a_tag_has_it_kept_for_the_others(
    client: Browser, pages_kept: PageCache
) -> None:
    make_event()
    tag = client.get(FEED).headers["ETag"]
    pages_kept.clear()
    assert client.get(FEED, headers={"If-None-Match": tag}).status_code == 304
    asked = pages_kept.asked
    assert client.get(FEED, headers={"If-None-Match": tag}).status_code == 304
    assert pages_kept.asked == asked + 1


def test_a_kept_feed_is_never_compressed(client: Browser, pages_kept: PageCache) -> None:
    make_event(summary_el="Λόγια " * 40)
    for _time in range(2):
        answer = client.get(FEED, headers={"Accept-Encoding": "gzip, br"})
        assert "Content-Encoding" not in answer.headers
        assert answer.data.startswith(b"BEGIN:VCALENDAR")
    head = client.head(FEED)
    assert head.headers["Content-Length"] == str(len(answer.data))
    assert head.headers["ETag"] == answer.headers["ETag"]


def test_each_change_is_there_at_once(
    client: Browser, pages_kept: PageCache, maria: Person, time_: Clock
) -> None:
    event, draft = make_event(title_el="Α"), make_event(title_el="Β", state=DRAFT, uid="b")
    feeds = (FEED, "/events/workshops.ics", f"{event.path}calendar.ics")
    assert [titles(client, path) for path in feeds] == [["Α"]] * 3
    edit(event, maria, title_el="Νέο")
    event = db.session.get_one(Event, event.id)
    feeds = (FEED, "/events/workshops.ics", f"{event.path}calendar.ics")
    assert [titles(client, path) for path in feeds] == [["Νέο"]] * 3
    with transaction():
        publish_event(db.session.get_one(Event, draft.id), maria)
    assert titles(client) == ["Νέο", "Β"]
    with transaction():
        cancel_event(db.session.get_one(Event, draft.id), maria, "Γ")
    assert titles(client) == ["Νέο", "[ΑΚΥΡΩΘΗΚΕ] Β"]


def test_a_new_name_of_a_theme_is_there_at_once(
    client: Browser, pages_kept: PageCache, make: Callable[..., Any]
) -> None:
    theme = make(Theme, slug="nomika", name_el="Νομικά")
    make_event(theme_id=theme.id)
    assert "CATEGORIES:Εργαστήριο,Νομικά" in client.get(FEED).text
    with transaction():
        db.session.get_one(Theme, theme.id).name_el = "Δίκαιο"
        bump("event")
    assert "CATEGORIES:Εργαστήριο,Δίκαιο" in client.get(FEED).text


def test_a_mark_falls_off_and_the_past_goes_though_nobody_writes(
    client: Browser, pages_kept: PageCache, maria: Person, time_: Clock
) -> None:
    event = make_event(title_el="Α")
    edit(event, maria, start_wall=datetime(2026, 12, 3, 17))
    first = client.get(FEED)
    assert list(events_in(first.data)) == ["[ΝΕΑ ΩΡΑ] Α"]
    time_.pass_by(days=6, hours=23)
    assert titles(client) == ["[ΝΕΑ ΩΡΑ] Α"]
    time_.pass_by(hours=1)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert titles(client, FEED, **since) == ["Α"]
    time_.at = db.session.get_one(Event, event.id).ends_at
    time_.pass_by(days=365, hours=23)
    assert titles(client) == ["Α"]
    time_.pass_by(hours=1)
    assert titles(client) == []


def test_those_whom_the_cache_answers_are_counted_too(
    client: Browser, pages_kept: PageCache, work: Callable[[], int], time_: Clock
) -> None:
    make_event()
    work()
    thunderbird = {"User-Agent": "Thunderbird/128"}
    for _time in range(4):
        client.get(FEED, headers=thunderbird)
    client.get(FEED, headers={"User-Agent": "Google-Calendar-Importer"})
    assert work() == 2
    time_.pass_by(minutes=61)
    client.get(FEED, headers=thunderbird)
    work()
    assert fetched() == {("all", "Thunderbird"): 5, ("all", "Google"): 1}


def test_a_personal_calendar_is_never_kept(
    client: Browser, as_ada: Browser, pages_kept: PageCache
) -> None:
    from tests.events.test_personal_calendar import make_address

    address = make_address(as_ada)
    pages_kept.clear()
    client.get(address)
    client.get("/events/themes/no.ics")
    assert pages_kept.kept == {}


def facts(client: Browser) -> dict[str, tuple[Any, ...]]:
    """What calendars go by: where, in which version, changed when."""
    found = icalendar.Calendar.from_ical(client.get(FEED).data).walk("VEVENT")
    return {
        str(e["UID"]): (str(e["LOCATION"]), e["SEQUENCE"], e["DTSTAMP"].dt, e["LAST-MODIFIED"].dt)
        for e in found
    }


def test_another_address_of_a_place_is_a_change_of_each_event_there(
    client: Browser,
    pages_kept: PageCache,
    make: Callable[..., Any],
    administrator: Person,
    time_: Clock,
) -> None:
    here, there = (make(Venue, slug=slug, name_el=slug) for slug in ("Εδώ", "Εκεί"))
    make_event("2026-11-01 18:00", uid="past", venue_id=here.id)
    make_event("2026-12-01 18:00", uid="ahead", venue_id=here.id)
    make_event("2026-12-02 18:00", uid="elsewhere", venue_id=there.id)
    before = facts(client)
    time_.pass_by(hours=1)
    with transaction():
        venue = db.session.get_one(Venue, here.id)
        change_venue(venue, administrator, {"access_el": "Ράμπα"}, venue.revision)
    assert facts(client) == before  # calendars do not say how one gets in
    with transaction():
        venue = db.session.get_one(Venue, here.id)
        change_venue(venue, administrator, {"address": "Οδός 5"}, venue.revision)
    after = facts(client)
    assert after["ahead"] == ("Εδώ, Οδός 5", 1, time_.at, time_.at)
    assert after["past"] == ("Εδώ, Οδός 5", *before["past"][1:])
    assert after["elsewhere"] == before["elsewhere"]


def test_another_name_of_a_theme_changes_events_and_moves_none(
    client: Browser,
    pages_kept: PageCache,
    make: Callable[..., Any],
    administrator: Person,
    time_: Clock,
) -> None:
    theme = make(Theme, slug="nomika", name_el="Νομικά")
    make_event(uid="a", theme_id=theme.id)
    before = facts(client)["a"]
    time_.pass_by(hours=1)
    with transaction():
        theme = db.session.get_one(Theme, theme.id)
        change_theme(theme, administrator, {"name_el": "Δίκαιο"}, 1)
    assert facts(client)["a"] == (before[0], 0, time_.at, time_.at)
    assert "CATEGORIES:Εργαστήριο,Δίκαιο" in client.get(FEED).text
