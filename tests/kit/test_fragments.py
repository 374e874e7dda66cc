"""Parts of pages that are kept: made once for their facts, within the memory they may take."""

from typing import Any

import pytest

from kalo.kit import fragments
from kalo.kit.fragments import kept_part


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
