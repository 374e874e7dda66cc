"""Seats that were taken before events grew: each has a ticket, and who was there is present."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from kalo.app import create_app
from kalo.events.models import Registration
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
