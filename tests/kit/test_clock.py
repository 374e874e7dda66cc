"""How a moment is said: the year stands there where it is not this one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from markupsafe import Markup

from kalo.kit import ageing, clock
from kalo.kit.clock import ATHENS, day_words, moment_words, span_words
from kalo.kit.locales import speaking
from kalo.kit.page import letter_hours, whole_hours

PARTY = datetime(2026, 12, 31, 22, 0, tzinfo=ATHENS)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=ATHENS)


def stand_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment.astimezone(UTC))


def test_another_year_is_said_once_and_this_one_never(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning, hours = NEW_YEAR + timedelta(days=9, hours=10), timedelta(hours=2)
    stand_at(monkeypatch, NEW_YEAR - timedelta(seconds=1))
    with speaking("el"):
        assert day_words(PARTY) == "Πέμπτη 31 Δεκεμβρίου"
        assert day_words(NEW_YEAR.date()) == "Παρασκευή 1 Ιανουαρίου 2027"
        assert day_words(NEW_YEAR, bare=True) == "Παρασκευή 1 Ιανουαρίου"
        assert moment_words(PARTY) == "Πέμ 31 Δεκεμβρίου, 22:00"
        assert span_words(morning, morning + hours) == "Κυριακή 10 Ιανουαρίου 2027, 10:00–12:00"
        two_days = span_words(morning, morning + 15 * hours)
        assert two_days == "Κυρ 10 Ιανουαρίου, 10:00 – Δευ 11 Ιανουαρίου 2027, 16:00"
        night = span_words(PARTY, PARTY + 2 * hours)
        assert night == "Πέμ 31 Δεκεμβρίου, 22:00 – Παρ 1 Ιανουαρίου 2027, 02:00"
    stand_at(monkeypatch, NEW_YEAR)
    with speaking("en"):
        assert day_words(PARTY) == "Thursday 31 December 2026"
        assert day_words(NEW_YEAR) == "Friday 1 January"
        assert moment_words(PARTY) == "Thu 31 December 2026, 22:00"
        night = span_words(PARTY, PARTY + 2 * hours)
        assert night == "Thu 31 December 2026, 22:00 – Fri 1 January, 02:00"


@pytest.mark.parametrize("say", [day_words, moment_words])
def test_what_is_kept_knows_that_the_year_turns(
    app: Flask, monkeypatch: pytest.MonkeyPatch, say: Callable[[datetime], str]
) -> None:
    stand_at(monkeypatch, PARTY)
    with ageing.span() as span:
        say(PARTY)
    assert span.until == NEW_YEAR


def test_hours_are_kept_together_in_words_never_inside_a_tag() -> None:
    said = whole_hours("<b> 18:00–20:00")
    assert said == '&lt;b&gt; <span class="unbroken">18:00–20:00</span>'
    link = letter_hours(Markup('<a title="18:00–20:00">08:00–09:00</a>'))
    assert link == (
        '<a title="18:00–20:00"><span style="white-space:nowrap">08:00–09:00</span></a>'
    )
