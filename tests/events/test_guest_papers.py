"""What a guest opens of an event's papers from their own page: what their seat opens, no more."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.events.actions import guest_token
from kalo.events.models import AUDIENCES, CANCELLED, REPORTED, Event, Material, Registration
from kalo.events.permissions import may_open_as_guest
from kalo.events.queries import papers
from kalo.kit import files
from kalo.kit.db import db, transaction
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.factories.events import make_event, seat

FILE = "private/materials/20261123/a.txt"
WORDS = "Όσα είπαμε".encode()


@pytest.fixture
def event(make: Any, time_: Clock) -> Event:
    """With a paper for each audience, in order, and one that was taken out."""
    event = make_event(capacity=9)
    for position, audience in enumerate(AUDIENCES):
        lay_out(make, event, time_, audience, audience=audience, position=position)
    lay_out(make, event, time_, "gone", removed_at=time_.at)
    return event


def lay_out(make: Any, event: Event, time_: Clock, title: str, **values: Any) -> Material:
    files.write(FILE, WORDS)
    known = {"kind": "handout", "file": FILE, "file_name": "Λόγια.txt", "size": len(WORDS)}
    known |= {"media_type": "text/plain; charset=utf-8", "made_at": time_.at}
    material: Material = make(Material, event_id=event.id, title_el=title, **{**known, **values})
    return material


def stand(make: Any, event: Event, time_: Clock, state: str = "seat", **values: Any) -> str:
    """The address of a guest's page."""
    known = {"guest_name": "Ρόζα", "guest_email": "rosa@example.org", "state": state}
    known |= {"made_at": time_.at, "changed_at": time_.at, "queued_at": time_.at}
    row = make(Registration, event_id=event.id, **{**known, **values})
    return f"/events/guest/{guest_token(row)}"


def shown(page: str) -> list[str]:
    return re.findall(r'<a class="file"[^>]*>.*?<span>([^<]*)<', page)


def numbers(event: Event) -> dict[str, int]:
    rows = db.session.scalars(select(Material).where(Material.event_id == event.id))
    return {row.title_el: row.id for row in rows}


def opened(browser: Browser, event: Event, page: str) -> list[str]:
    """Which of the papers the addresses behind this link hand over."""
    answers = {
        title: browser.get(f"{page}/materials/{number}/file").status_code
        for title, number in numbers(event).items()
    }
    assert set(answers.values()) <= {200, 404}
    return [title for title, status in answers.items() if status == 200]


EVERYBODYS, SEATED, ALL = ["everybody"], ["everybody", "seated"], [*AUDIENCES]


@pytest.mark.parametrize(
    ("state", "there", "opens"),
    [
        ("seat", False, SEATED),
        ("seat", True, ALL),
        ("waiting", False, EVERYBODYS),
        ("offered", False, EVERYBODYS),
        ("asked", False, EVERYBODYS),
        ("invited", False, EVERYBODYS),
        ("unconfirmed", False, EVERYBODYS),
        ("given-up", False, EVERYBODYS),
        ("refused", True, EVERYBODYS),
    ],
)
def test_a_guest_opens_what_their_seat_opens_and_the_rest_does_not_exist(
    client: Browser, make: Any, event: Event, time_: Clock, state: str, there: bool, opens: Any
) -> None:
    page = stand(make, event, time_, state, attended_at=time_.at if there else None)
    assert opened(client, event, page) == opens
    assert shown(client.get(page).text) == (opens if state == "seat" else [])
    row = db.session.scalars(select(Registration)).one()
    assert [paper.title_el for paper in papers.open_to(row)] == opens
    assert [each for each in AUDIENCES if may_open_as_guest(row, each)] == opens


@pytest.mark.parametrize("state", [REPORTED, CANCELLED])
def test_the_papers_stay_on_the_page_when_it_is_over_or_called_off(
    client: Browser, make: Any, event: Event, time_: Clock, state: str
) -> None:
    page = stand(make, event, time_)
    with transaction():
        db.session.get_one(Event, event.id).state = state
    time_.pass_by(days=30)
    assert shown(client.get(page).text) == opened(client, event, page) == SEATED


def test_a_file_is_handed_over_kept_nowhere_and_named_to_nobody(
    client: Browser, make: Any, event: Event, time_: Clock
) -> None:
    page = stand(make, event, time_)
    way = f"{page}/materials/{numbers(event)['seated']}/file"
    assert f'href="{way}"' in client.get(page).text
    assert f'href="/en{way}"' in client.get(f"/en{page}").text
    answer = client.get(way)
    assert answer.data == WORDS
    for name, value in {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }.items():
        assert answer.headers[name] == value
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_link_of_the_papers_leads_out_by_itself(
    client: Browser, make: Any, event: Event, time_: Clock
) -> None:
    video = {"file": "", "url": "https://video.example.org/v/1", "audience": "seated"}
    material = lay_out(make, event, time_, "Βίντεο", position=9, **video)
    page = stand(make, event, time_)
    assert 'href="https://video.example.org/v/1"' in client.get(page).text
    assert client.get(f"{page}/materials/{material.id}/file").status_code == 404
    stranger = stand(make, event, time_, "waiting", guest_email="stranger@example.org")
    assert "video.example.org" not in client.get(stranger).text


def test_a_letter_opens_papers_of_its_own_event_alone(
    client: Browser, as_maria: Browser, make: Any, event: Event, time_: Clock
) -> None:
    other = make_event(title_el="Άλλη", uid="other")
    foreign = lay_out(make, other, time_, "Ξένο")
    page = stand(make, event, time_)
    number = numbers(event)["seated"]
    for browser in (client, as_maria):  # a role opens nothing behind somebody's letter
        assert browser.get(f"{page}/materials/{foreign.id}/file").status_code == 404
        assert browser.get(f"{page}/materials/{numbers(event)['attended']}/file").status_code == 404
        assert browser.get(f"{page}x/materials/{number}/file").status_code == 404
    old = stand(make, event, time_, "unconfirmed", guest_email="late@example.org")
    time_.pass_by(hours=49)
    assert client.get(f"{old}/materials/{number}/file").status_code == 410


def test_who_became_a_member_is_led_to_the_papers_of_the_event(
    client: Browser, make: Any, event: Event, ada: Person
) -> None:
    seat(event, ada)
    row = db.session.scalars(select(Registration)).one()
    page, number = f"/events/guest/{guest_token(row)}", numbers(event)["seated"]
    answer = client.get(f"{page}/materials/{number}/file")
    assert (answer.status_code, answer.location) == (303, f"{event.path}#materials")
    assert papers.open_to(row) == []
    assert not may_open_as_guest(row, "everybody")
