"""What stood before: seats get their tickets and who was there is present; tracks keep names."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import JSON, column, select, text
from sqlalchemy import table as sa_table

from kalo.app import create_app
from kalo.events.models import AgendaItem, AgendaRelease, Announcement, Registration
from kalo.kit.db import db
from tests.conftest import ON_POSTGRES, settings_for
from tests.learning.test_migration import NINE, NOON, moment, put


@pytest.fixture
def before(tmp_path: Path, postgres_address: str) -> Iterator[Flask]:
    """A database as it stood before, on either kind of server."""
    address = ""
    if ON_POSTGRES:
        with psycopg.connect(postgres_address, autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS grown")
            server.execute("CREATE DATABASE grown")
        address = postgres_address.replace("/postgres", "/grown")
    app = create_app(settings_for(tmp_path, address))
    with app.app_context():
        upgrade(revision="0004")
        yield app
        db.session.remove()
        db.engine.dispose()


def test_old_seats_have_tickets_and_what_was_noted_of_them(before: Flask) -> None:
    at = moment(NINE)
    put("accounts_person", *({"id": n, "handle": f"p{n}", "name": f"Π{n}"} for n in (1, 2, 3)))
    later = moment(NINE + timedelta(hours=2))
    put("events_event", {"id": 1, "uid": "u", "state": "published", "ends_at": later})
    seats = [
        {"id": 1, "person_id": 1, "state": "seat", "attended_at": moment(NOON)},
        {"id": 2, "person_id": 2, "state": "seat"},
        {"id": 3, "person_id": 3, "state": "given-up", "given_up_at": moment(NOON)},
    ]
    put("events_registration", *({"event_id": 1, "taken_at": at, **seat} for seat in seats))
    upgrade()
    rows = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    assert [row.presence for row in rows] == ["present", "", ""]
    tickets = [row.ticket for row in rows]
    shape = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")
    assert [bool(shape.fullmatch(ticket or "")) for ticket in tickets] == [True, True, False]
    assert (len(set(tickets)), tickets[2]) == (3, None)


def test_tracks_keep_their_names_in_plans_and_in_what_was_published(before: Flask) -> None:
    upgrade(revision="0005")
    later = moment(NINE + timedelta(hours=2))
    put("events_event", {"id": 1, "uid": "u", "state": "published", "ends_at": later})
    put("events_agenda_item", {"id": 1, "event_id": 1, "minutes": 30, "track": "Φροντίδα"})
    line = {"key": "a", "track": "Φροντίδα", "title_el": "Α", "speakers": []}
    differing = {"what": "track", "key": "a", "before": {"track": ""}}
    differing["after"] = {"track": "Φροντίδα"}
    put("events_agenda_release", {"event_id": 1, "lines": [line], "differences": [differing]})
    moved = ["time", ["a", "b"], ["c", "d"]]
    news = {"agenda": [differing], "moved": [moved]}
    for number, (word, kept) in enumerate(news.items()):
        row = {"id": number + 1, "event_id": 1, "news": word, "differences": kept}
        put("events_announcement", row)
    upgrade()
    item = db.session.scalars(select(AgendaItem)).one()
    assert (item.track_el, item.track_en) == ("Φροντίδα", "")
    release = db.session.scalars(select(AgendaRelease)).one()
    both = {"track_el": "Φροντίδα", "track_en": ""}
    assert release.lines == [{"key": "a", "title_el": "Α", "speakers": [], **both}]
    none = {"track_el": "", "track_en": ""}
    now = {"what": "track", "key": "a", "before": none, "after": both}
    assert release.differences == [now]
    told = db.session.scalars(select(Announcement.differences).order_by(Announcement.id)).all()
    assert told == [[now], [moved]]
    db.session.remove()

    downgrade(revision="0005")
    with db.engine.connect() as connection:
        track = connection.execute(text("SELECT track FROM events_agenda_item")).scalar()
        release_then = sa_table("events_agenda_release", column("lines", JSON))
        lines = connection.execute(select(release_then.c.lines)).scalar()
    assert (track, lines) == ("Φροντίδα", [line])
