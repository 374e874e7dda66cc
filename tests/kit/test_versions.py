"""Versions of what guests see: counted with the change, summed with the page, never going back."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from kalo.kit import ageing, clock
from kalo.kit.db import db, drop, transaction
from kalo.kit.versions import bump, sum_now, sum_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def sums(*scopes: str) -> tuple[int, int]:
    db.session.rollback()
    return sum_of(scopes), sum_now(db.engine, scopes)


def test_a_change_counts_each_of_its_scopes_once(app: Flask) -> None:
    with transaction():
        bump("topic:1", "forum")
        bump("forum")
    assert sums("topic:1") == (1, 1)
    assert sums("topic:1", "forum", "people") == (2, 2)
    with transaction():
        bump("forum")
    assert sums("topic:1", "forum", "people") == (3, 3)
    assert sums("people") == (0, 0)


def test_a_change_that_is_dropped_counts_nothing(app: Flask) -> None:
    bump("forum")
    drop()
    with transaction():
        bump("people")
    assert sums("forum") == (0, 0)
    assert sums("people") == (1, 1)


def test_versions_are_written_last_and_in_one_statement(app: Flask, queries_run: list[str]) -> None:
    with transaction():
        bump("b")
        bump("a", "c")
        queries_run.clear()
    assert len(queries_run) == 1
    assert queries_run[0].startswith("INSERT INTO kit_version")


@given(st.integers(min_value=0, max_value=8 * 86_400), st.floats(min_value=0, max_value=1))
def test_words_of_time_hold_until_the_moment_that_they_note(age: int, part: float) -> None:
    """Anywhere before that moment the same words are said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_locale", lambda: "el")
        patch.setattr(clock, "now", lambda: NOW)
        moment = NOW - timedelta(seconds=age)
        with ageing.span() as span:
            said = clock.when_words(moment)
        last = (span.until or NOW + timedelta(days=400)) - timedelta(microseconds=1)
        later = NOW + max(timedelta(0), last - NOW) * part
        patch.setattr(clock, "now", lambda: later)
        assert clock.when_words(moment) == said


def test_a_span_inside_another_tells_it_when_its_words_change() -> None:
    soon, later = NOW + timedelta(minutes=1), NOW + timedelta(hours=1)
    with ageing.span() as outer:
        ageing.changes_at(later)
        with ageing.span() as inner:
            ageing.changes_at(soon)
        with ageing.span() as silent:
            pass
    assert (outer.until, inner.until, silent.until) == (soon, soon, None)
