"""What of our list goes elsewhere: a feed, machines' words, a list for other sites, paper."""

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from kalo import signals
from kalo.events.actions import series as series_verbs
from kalo.events.actions import venues
from kalo.events.models import CANCELLED, DRAFT, Series, Theme, Venue
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.jobs import run_waiting
from kalo.kit.text import render
from tests.conftest import Browser
from tests.factories.events import NOON, at, make_event

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(answer: Any) -> list[dict[str, str]]:
    root = ET.fromstring(answer.data)
    assert root.tag == f"{ATOM}feed"
    return [
        {child.tag.removeprefix(ATOM): child.text or child.get("href") or "" for child in entry}
        for entry in root.findall(f"{ATOM}entry")
    ]


def test_the_feed_holds_what_was_announced_last(client: Browser) -> None:
    make_event(title_el="Πρώτη", published_at=NOON - timedelta(days=2), html_el=render("**Λόγια**"))
    make_event("2026-12-01 18:00", title_el="Δεύτερη & <b>", published_at=NOON, kind="focus-group")
    make_event(title_el="Κρυφή", state=DRAFT, published_at=NOON)
    answer = client.get("/events/feed")
    assert answer.mimetype == "application/atom+xml"
    found = entries(answer)
    assert [entry["title"] for entry in found] == ["Δεύτερη & <b>", "Πρώτη"]
    assert "<strong>Λόγια</strong>" in found[1]["content"]
    assert "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00 2026" in found[1]["content"]
    assert [e["title"] for e in entries(client.get("/events/feed?kind=workshop"))] == ["Πρώτη"]
    assert entries(client.get("/en/events/feed"))[1]["title"] == "Workshop on the statutes"
    assert client.get("/events/feed?kind=party").status_code == 404


def test_a_cancelled_event_says_so_in_the_feed_with_its_reason(client: Browser) -> None:
    make_event(state=CANCELLED, reason="Πλημμύρα & <χιόνι>", published_at=NOON)
    entry = entries(client.get("/events/feed"))[0]
    assert entry["title"] == "Ακυρώθηκε: Εργαστήριο για το καταστατικό"
    assert entry["content"].startswith("<p>Πλημμύρα &amp; &lt;χιόνι&gt;</p>")


def test_the_feed_is_the_same_until_something_changes(client: Browser) -> None:
    make_event(published_at=NOON)
    first = client.get("/events/feed")
    again = client.get("/events/feed", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def machine_words(page: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S)
    event: dict[str, Any] = json.loads(found[0])[0]
    assert event["@type"] == "Event"
    return event


def test_machines_are_told_when_where_and_whether(client: Browser, make: Any, maria: Any) -> None:
    hall = make(Venue, slug="hall", name_el="Θέατρο", area_el="Περιστέρι", address="Πλατεία 1",
                latitude=38.01, longitude=23.69)  # fmt: skip
    series = make(Series, slug="s", title_el="Σειρά", made_at=clock.now())
    theme = make(Theme, slug="t", name_el="Θέμα", name_en="Theme")
    event = make_event(
        venue_id=hall.id, series_id=series.id, series_number=1, theme_id=theme.id, mode="hybrid",
        online_link="https://call.example.org/secret", spoken="el-en", capacity=20, seats_taken=3,
        facilitator_id=maria.id, organiser="Δήμος", summary_el="Με λίγα </script> λόγια",
        published_at=NOON,
    )  # fmt: skip
    told = machine_words(client.get(event.path).text)
    url = f"http://localhost{event.path}"
    hall_said, online = told.pop("location")
    assert told.pop("image")[0].startswith("http://localhost/static/build/preview")
    assert told == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": "Εργαστήριο για το καταστατικό",
        "description": "Με λίγα </script> λόγια",
        "startDate": "2026-12-03T18:00:00+02:00",
        "endDate": "2026-12-03T20:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "inLanguage": ["el", "en"],
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "url": url,
            "validFrom": "2026-11-23T12:00:00+02:00",
        },
        "organizer": {"@type": "Organization", "name": "Δήμος", "url": "http://localhost/"},
        "performer": {
            "@type": "Person",
            "name": "Maria",
            "url": "http://localhost/people/maria",
        },
        "about": "Θέμα",
        "superEvent": {
            "@type": "EventSeries",
            "name": "Σειρά",
            "url": "http://localhost/events/series/s/",
        },
        "maximumAttendeeCapacity": 20,
        "remainingAttendeeCapacity": 17,
    }
    assert (hall_said["name"], hall_said["address"]["addressLocality"]) == ("Θέατρο", "Περιστέρι")
    assert hall_said["geo"]["latitude"] == 38.01
    assert online == {"@type": "VirtualLocation", "url": url}
    english = machine_words(client.get(f"/en{event.path}").text)
    assert (english["name"], english["about"], english["@id"]) == (
        "Workshop on the statutes", "Theme", url,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "status", "offers"),
    [
        ({"moved_at": NOON - timedelta(days=30)}, "EventRescheduled", "InStock"),
        ({"state": CANCELLED}, "EventCancelled", ""),
        ({"capacity": 1, "seats_taken": 1}, "EventScheduled", "SoldOut"),
        ({"entry_opens_at": at("2026-11-30 09:00")}, "EventScheduled", "SoldOut"),
    ],
)
def test_machines_are_told_of_moves_and_of_what_will_not_be(
    client: Browser, values: dict[str, Any], status: str, offers: str
) -> None:
    told = machine_words(client.get(make_event(**values).path).text)
    assert told["eventStatus"] == f"https://schema.org/{status}"
    assert (
        told.get("offers", {}).get("availability", "").removeprefix("https://schema.org/") == offers
    )


def test_machines_hear_nothing_of_a_draft(as_maria: Browser) -> None:
    assert "ld+json" not in as_maria.get(make_event(state=DRAFT).path).text


def test_a_link_that_is_shared_says_when_and_where(client: Browser) -> None:
    event = make_event(summary_el="Με λίγα λόγια.")
    said = "Πέμπτη 3 Δεκεμβρίου, 18:00–20:00 · Δημαρχείο Περιστερίου · Με λίγα λόγια."
    page = client.get(event.path).text
    assert f'<meta property="og:description" content="{said}">' in page
    assert '<meta property="og:title" content="Εργαστήριο για το καταστατικό">' in page
    cancelled = make_event("2026-12-04 18:00", state=CANCELLED)
    assert 'og:description" content="Ακυρώθηκε · Παρασκευή' in client.get(cancelled.path).text


EMBEDDED = re.compile(r'<a href="http://localhost(?:/en)?/events/\d+-[^"]*"[^>]*>([^<]+)</a>')


def test_a_list_for_other_sites_has_no_script_and_no_cookie_and_stands_in_any_frame(
    client: Browser, as_maria: Browser
) -> None:
    make_event(title_el="Ανοιχτή")
    make_event(title_el="Κρυφή", state=DRAFT)
    for browser in (client, as_maria):
        answer = browser.get("/events/embed")
        assert EMBEDDED.findall(answer.text) == ["Ανοιχτή"]
        assert "Set-Cookie" not in answer.headers
        assert not re.search(r"<script|<style|style=|<form|<img|Maria", answer.text)
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
            " frame-ancestors *"
        )


@pytest.mark.parametrize("path", ["/events/", "/events/embed/code", "/events/print", "event"])
def test_only_that_list_may_stand_in_a_frame(client: Browser, path: str) -> None:
    event = make_event()
    answer = client.get(event.path if path == "event" else path)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_list_for_other_sites_shows_what_its_address_asks_for(client: Browser) -> None:
    for number in range(12):
        make_event(f"2026-12-{number + 1:02} 18:00", title_el=f"Α{number}")
    make_event("2026-11-30 18:00", title_el="Ομάδα", kind="focus-group")
    assert len(EMBEDDED.findall(client.get("/events/embed").text)) == 5
    assert len(EMBEDDED.findall(client.get("/events/embed?most=10&kind=workshop").text)) == 10
    assert EMBEDDED.findall(client.get("/events/embed?kind=focus-group").text) == ["Ομάδα"]
    assert '<html lang="el" data-theme="dark">' in client.get("/events/embed?look=dark").text
    assert "Nothing is planned" in client.get("/en/events/embed?place=online").text
    for nonsense in ("most=6", "look=red", "kind=party"):
        assert client.get(f"/events/embed?{nonsense}").status_code == 404


def test_the_code_for_ones_own_site_follows_the_choices(client: Browser) -> None:
    make_event()
    chosen = "kind=workshop&place=online&most=10&look=dark&language=en"
    page = client.get(f"/events/embed/code?{chosen}").text
    address = "/en/events/embed?kind=workshop&amp;place=online&amp;most=10&amp;look=dark"
    assert f'<iframe class="embed-preview" src="{address}"' in page
    code = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[0]
    assert "src=&#34;http://localhost/en/events/embed?kind=workshop&amp;amp;" in code
    assert "title=&#34;Events · e-ΚΑΛΟ&#34;" in code
    plain = client.get("/events/embed/code").text
    assert "src=&#34;http://localhost/events/embed&#34;" in plain


def test_a_month_on_paper_holds_what_takes_place_in_it(client: Browser) -> None:
    make_event("2026-12-03 18:00", title_el="Ένα", address="Πλατεία 1")
    make_event("2026-12-04 18:00", title_el="Ακυρωμένο", state=CANCELLED)
    make_event("2027-01-04 18:00", title_el="Άλλος μήνας")
    page = client.get("/events/print?month=2026-12").text
    assert re.findall(r'<p class="what">([^<]+)</p>', page) == ["Ένα"]
    assert "Δημαρχείο Περιστερίου, Πλατεία 1" in page
    assert "<b>localhost/events/</b>" in page
    assert "Nothing takes place" in client.get("/en/events/print?month=2027-03").text


def test_what_does_not_fit_on_the_sheet_is_counted(
    client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kalo.events.views.elsewhere.ON_PAPER", 2)
    for number in range(5):
        make_event(f"2026-12-0{number + 1} 18:00", title_el=f"Α{number}")
    page = client.get("/events/print?month=2026-12").text
    assert re.findall(r'<p class="what">([^<]+)</p>', page) == ["Α0", "Α1"]
    assert "Και 3 ακόμη." in page


def test_themes_series_and_places_are_found_by_search_without_accents(
    client: Browser, make: Any, app: Flask
) -> None:
    hall = make(Venue, slug="hall", name_el="Δημοτικό Θέατρο", area_el="Αιγάλεω")
    series = make(Series, slug="s", title_el="Κύκλος αυτοδιαχείρισης", made_at=clock.now())
    theme = make(Theme, slug="t", name_el="Χρηματοδότηση", name_en="Funding")
    event = make_event(venue_id=hall.id, series_id=series.id, theme_id=theme.id)
    make_event("2026-12-09 18:00", title_el="Άλλο")
    with transaction():
        signals.thing_changed.send(event.subject)
    run_waiting(app)
    for words in ("δημοτικο θεατρο", "ΑΙΓΑΛΕΩ", "κυκλος αυτοδιαχειρισης", "χρηματοδοτηση"):
        found = client.get("/search", query_string={"q": words}).text
        assert event.path in found, words
    assert event.path in client.get("/en/search?q=funding").text
    assert event.path not in client.get("/search?q=τραινο").text


def test_under_another_name_events_are_found_anew(
    client: Browser, make: Any, app: Flask, maria: Any
) -> None:
    hall = make(Venue, slug="hall", name_el="Θέατρο")
    series = make(Series, slug="s", title_el="Κύκλος", made_at=clock.now())
    theme = make(Theme, slug="t", name_el="Χρήμα")
    past = make_event("2026-10-01 18:00", venue_id=hall.id, series_id=series.id, theme_id=theme.id)
    with transaction():
        hall, series, theme = (db.session.merge(each) for each in (hall, series, theme))
        venues.change_venue(hall, maria, {"name_el": "Αμφιθέατρο"}, 1)
        series_verbs.change_series(series, maria, {"title_el": "Σπείρα"}, 1)
        series_verbs.change_theme(theme, maria, {"name_el": "Δανεισμός"}, 1)
    run_waiting(app)
    for words in ("αμφιθεατρο", "σπειρα", "δανεισμος"):
        assert past.path in client.get("/search", query_string={"q": words}).text, words
    assert past.path not in client.get("/search", query_string={"q": "κυκλος"}).text
