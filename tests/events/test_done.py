"""What took place, in numbers: counted once for each version, right after every change."""

from collections import OrderedDict

import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.events.models import Event
from tests.conftest import Browser
from tests.events.conftest import Clock
from tests.events.test_finding import numbers
from tests.events.test_planning import typed
from tests.factories.events import make_event, seat

PAST = "/events/?when=past"


@pytest.fixture
def event() -> Event:
    """A workshop of today, from three to five."""
    return make_event("2026-11-23 15:00", title_el="Σήμερα", has_room=False)


def test_numbers_are_right_after_every_change_in_every_process(
    app: Flask, client: Browser, as_maria: Browser, ada: Person, event: Event, time_: Clock
) -> None:
    elsewhere: OrderedDict[object, object] = OrderedDict()  # what another process remembers

    def said(query: str = "") -> list[str]:
        here = numbers(client.get(PAST + query).text)
        assert here == numbers(as_maria.get(PAST + query).text)
        mine, app.extensions["kalo_done"] = app.extensions["kalo_done"], elsewhere
        assert here == numbers(client.get(PAST + query).text)
        app.extensions["kalo_done"] = mine
        return here

    assert said() == []
    seat(event, ada)
    time_.pass_by(hours=5, seconds=-1)
    assert said() == []
    time_.pass_by(seconds=1)  # nobody writes: the clock ends it
    assert said() == ["1 εργαστήριο, 1 θέση πιάστηκε"]
    let_in = {"name": "Ρόζα Λ.", "once": "r" * 40}
    assert as_maria.post(f"{event.path}door/people", data=let_in).status_code == 303
    assert said() == ["1 εργαστήριο, 2 θέσεις πιάστηκαν"]
    other = typed(start_wall="2026-11-23T15:00", end_wall="2026-11-23T17:00", revision="1")
    assert as_maria.post(f"{event.path}edit", data=other).status_code == 303
    assert said() == ["1 ομάδα εστίασης, 2 θέσεις πιάστηκαν"]
    assert said("&kind=workshop") == said("&year=2025") == []
    assert said("&kind=focus-group&year=2026") == ["1 ομάδα εστίασης, 2 θέσεις πιάστηκαν"]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("count", [1, 40])
def test_what_was_counted_is_not_counted_again(
    client: Browser, as_maria: Browser, queries_run: list[str], count: int, ada: Person
) -> None:
    for number in range(count):
        make_event(f"2026-11-01 {number % 24:02}:00", title_el=f"{number}")
    later = make_event("2026-12-03 18:00")

    def counted() -> tuple[int, int]:
        """Statements of the page, and how many of them go through all that was."""
        queries_run.clear()
        assert len(numbers(client.get(PAST).text)) == 1
        return len(queries_run), sum("sum(events_event.seats_taken)" in q for q in queries_run)

    assert counted() == (6, 1)
    assert counted() == (5, 0)
    queries_run.clear()
    as_maria.get(PAST)
    assert [q for q in queries_run if "seats_taken)" in q] == []  # the same for everybody
    seat(later, ada)
    assert counted() == (6, 1)
    assert counted() == (5, 0)
