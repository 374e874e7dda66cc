"""A guide that begins with the run sheet of the workshop that an event is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.events.actions.guide import LONGEST_PROBES, LONGEST_QUESTION, MOST
from kalo.events.models import GuideStep
from kalo.events.queries import papers as queries
from kalo.kit.steps import Step, Turn
from tests.conftest import Browser
from tests.factories.events import make_event

BEGIN = "Ξεκίνα με το πλάνο του εργαστηρίου"
ONE = {
    "el": "<p>Πείτε <b>ένα</b> πράγμα.</p><p>Όλα τα άτομα.</p>",
    "en": "<p>Say <b>one</b> thing.</p><p>Everybody.</p>",
}
SHEET = (
    Turn(10, {"el": "Αρχή", "en": "Start"}, ONE),
    Turn(50, {"el": "Μέση"}, {"el": "<p>Μιλήστε.</p>"}),
)


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch, step: Step) -> Callable[..., Step]:
    """sheet(*turns): the step of the other room has this run sheet."""

    def _sheet(*turns: Turn) -> Step:
        written = replace(step, sheet=turns)

        def find(subjects: Any) -> list[Step]:
            return [written] if subjects is None or written.subject in subjects else []

        monkeypatch.setattr("kalo.kit.steps._finders", {"block": find})
        return written

    return _sheet


def begin(browser: Browser, event: Any, prefix: str = "") -> Any:
    return browser.post(f"{prefix}{event.path}guide", data={"with": "sheet"})


def test_one_press_lays_down_what_the_programme_has_written(
    as_maria: Browser, sheet: Callable[..., Step]
) -> None:
    event = make_event(serves=sheet(*SHEET).subject)
    page = as_maria.get(f"{event.path}guide").text
    assert f"{BEGIN} «Ζωντανό εργαστήριο»" in page
    assert "Ξεκίνα με μια διαδρομή για αυτό το είδος" in page  # the other way stays
    assert "Begin with the run sheet of “" in as_maria.get(f"/en{event.path}guide").text
    answer = as_maria.post(f"{event.path}guide", data={"with": "sheet"}, follow_redirects=True)
    assert "Το πλάνο του εργαστηρίου είναι εδώ, και το αλλάζεις όπως θέλεις." in answer.text
    assert BEGIN not in answer.text
    first, second = queries.guide_of(event)
    assert (first.question_el, first.question_en, first.minutes) == ("Αρχή", "Start", 10)
    assert first.probes_el == ("Πείτε ένα πράγμα.", "Όλα τα άτομα.")
    assert first.probes_en == ("Say one thing.", "Everybody.")
    assert (second.question_el, second.question_en, second.minutes) == ("Μέση", "", 50)


def test_only_where_nothing_is_written_yet(as_maria: Browser, sheet: Callable[..., Step]) -> None:
    event = make_event(serves=sheet(*SHEET).subject)
    assert as_maria.post(f"{event.path}guide").status_code == 303  # the route of its kind
    before = queries.guide_of(event)
    answer = begin(as_maria, event)
    assert (answer.status_code, queries.guide_of(event)) == (422, before)
    assert "Υπάρχει ήδη οδηγός." in answer.text


@pytest.mark.parametrize("serves", ["", "block:99", "block:17"])
def test_without_a_run_sheet_there_is_no_such_button_and_a_late_press_is_told(
    as_maria: Browser, sheet: Callable[..., Step], serves: str
) -> None:
    sheet()
    event = make_event(serves=serves)
    assert BEGIN not in as_maria.get(f"{event.path}guide").text
    answer = begin(as_maria, event)
    assert (answer.status_code, queries.guide_of(event)) == (422, [])
    assert "Το εργαστήριο δεν έχει πια πλάνο." in answer.text
    assert "The workshop has no run sheet any more." in begin(as_maria, event, "/en").text


def test_whoever_does_not_plan_it_lays_down_nothing(
    as_person: Callable[..., Browser], ada: Person, sheet: Callable[..., Step]
) -> None:
    event = make_event(serves=sheet(*SHEET).subject)
    assert begin(as_person(ada), event).status_code == 403
    assert queries.guide_of(event) == []


def test_a_sheet_that_is_longer_than_a_guide_is_cut_to_it(
    as_maria: Browser, sheet: Callable[..., Step]
) -> None:
    long = Turn(1, {"el": "α" * 900}, {"el": f"<p>{'β' * 9000}</p>"})
    event = make_event(serves=sheet(*[long] * (MOST + 1)).subject)
    assert begin(as_maria, event).status_code == 303
    steps = queries.guide_of(event)
    assert len(steps) == MOST
    assert len(steps[0].question_el) == LONGEST_QUESTION == GuideStep.question_el.type.length
    assert len(steps[0].probes_el[0]) == LONGEST_PROBES == GuideStep.probes_el.type.length
