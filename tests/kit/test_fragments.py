"""Parts of pages that are kept: made once for their facts, within the memory they may take."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kalo.kit import clock, fragments
from kalo.kit.clock import when_words
from kalo.kit.fragments import kept_part, kept_parts


@pytest.fixture
def made(app: Any) -> Any:
    """made(fact): the part for a fact; `made.calls` is what was really made."""

    def _made(fact: Any) -> str:
        def caller() -> str:
            calls.append(fact)
            return f"<p>{fact}</p>"

        with app.test_request_context("/"):
            return kept_part("test", fact, caller=caller)

    calls: list[Any] = []
    app.extensions.pop("kalo_parts", None)  # what other tests have kept
    _made.calls = calls  # type: ignore[attr-defined]
    return _made


def test_a_part_is_made_once_for_its_facts(made: Any) -> None:
    assert [made(1), made(2), made(1)] == ["<p>1</p>", "<p>2</p>", "<p>1</p>"]
    assert made.calls == [1, 2]


def test_what_cannot_be_compared_is_made_each_time(made: Any) -> None:
    assert [made([1]), made([1])] == ["<p>[1]</p>"] * 2
    assert made.calls == [[1], [1]]


def test_the_oldest_go_where_they_take_too_much_memory(
    app: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(1)
    parts = app.extensions["kalo_parts"]
    one = parts.size
    monkeypatch.setattr(fragments, "MOST", 3 * one)
    for fact in (2, 3, 4, 1):
        made(fact)
    assert made.calls == [1, 2, 3, 4, 1]
    assert [key[1][1] for key in parts] == [3, 4, 1]
    assert parts.size == 3 * one


def test_each_part_of_a_list_is_kept_for_itself(app: Any) -> None:
    made: list[int] = []

    def caller(row: int) -> str:
        made.append(row)
        return f"<p>{row}</p>"

    app.extensions.pop("kalo_parts", None)
    with app.test_request_context("/"):
        assert kept_parts("row", [1, 2], "root", caller=caller) == "<p>1</p><p>2</p>"
        assert kept_parts("row", [2, 3, 1], "root", caller=caller) == "<p>2</p><p>3</p><p>1</p>"
        assert made == [1, 2, 3]
        kept_parts("row", [1], "another", caller=caller)  # a fact more makes it another
    with app.test_request_context("/", environ_overrides={"kalo.language": "en"}):
        kept_parts("row", [1], "root", caller=caller)  # and so does the language
    assert made == [1, 2, 3, 1, 1]


def test_what_says_how_long_ago_is_made_anew_once_it_is_no_longer_so(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = datetime(2026, 3, 1, 12, tzinfo=UTC)
    said: list[str] = []

    def caller(row: datetime) -> str:
        said.append(when_words(row))
        return said[-1]

    app.extensions.pop("kalo_parts", None)
    with app.test_request_context("/"):
        for seconds in (600, 610, 3000):
            now = then + timedelta(seconds=seconds)
            monkeypatch.setattr(clock, "now", lambda now=now: now)
            shown = kept_parts("row", [then], caller=caller)
    assert said == ["πριν από 10 λεπτά", "πριν από 50 λεπτά"]
    assert shown == said[-1]
