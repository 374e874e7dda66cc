"""Cohorts: who makes them, what they say, and what happens when two write at once."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import Cohort, CohortLead
from tests.conftest import Browser
from tests.factories.cohorts import fresh, place, stand_cohort
from tests.learning.cohorts.conftest import LIST, address
from tests.learning.conftest import Course
from tests.learning.test_pages import main, page


def typed(*leads: Person, **values: Any) -> dict[str, Any]:
    """The form of a cohort as it is sent."""
    known = {
        "name_el": "Φθινόπωρο 2026",
        "name_en": "Autumn 2026",
        "starts_on": "2026-10-05",
        "ends_on": "2026-12-20",
        "joining_until": "2026-10-12",
        "capacity": "20",
        "leads": [str(person.id) for person in leads],
        "revision": "1",
    }
    return {**known, **values}


def test_a_facilitator_makes_a_cohort_and_everybody_finds_it(
    as_maria: Browser, maria: Person, petros: Person, client: Browser, course: Course
) -> None:
    answer = as_maria.post(f"{LIST}new", data=typed(maria, petros))
    cohort = db.session.scalars(select(Cohort)).one()
    assert (answer.status_code, answer.location) == (303, address(cohort))
    assert (cohort.name_el, cohort.capacity) == ("Φθινόπωρο 2026", 20)
    assert (cohort.starts_on, cohort.joining_until) == (date(2026, 10, 5), date(2026, 10, 12))
    assert set(db.session.scalars(select(CohortLead.person_id))) == {maria.id, petros.id}
    assert [act.verb for act in db.session.scalars(select(StaffAct))] == ["made a cohort"]
    html = main(page(client.get(LIST)))
    assert re.findall(r'<a class="title" href="([^"]+)">([^<]+)', html) == [
        (address(cohort), "Φθινόπωρο 2026")
    ]
    html = main(page(client.get(address(cohort))))
    assert "5 Οκτωβρίου 2026 έως 20 Δεκεμβρίου 2026" in html
    assert "Maria" in html
    assert "Petros" in html


def test_a_cohort_speaks_english(client: Browser, maria: Person, course: Course) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=3)
    html = main(page(client.get(f"/en{address(cohort)}")))
    assert "Autumn" in html
    assert "0 of 3 taken" in html


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name_el": "  "}, "Συμπλήρωσέ το."),
        ({"ends_on": "2026-10-01"}, "Δεν μπορεί να τελειώνει πριν αρχίσει."),
        ({"joining_until": "2027-01-01"}, "Αυτό είναι μετά το τέλος."),
        ({"starts_on": "αύριο"}, "Γράψε μια μέρα"),
        ({"starts_on": "0026-10-05"}, "Διάλεξε μια μέρα από το 2000 έως το 2100."),
        ({"ends_on": "9999-12-31"}, "Διάλεξε μια μέρα από το 2000 έως το 2100."),
        ({"capacity": "0"}, "Γράψε έναν αριθμό από 1 έως 10000."),
        ({"leads": []}, "Διάλεξε τουλάχιστον ένα άτομο."),
    ],
)
def test_what_is_odd_comes_back_with_its_error_and_the_typed_words(
    as_maria: Browser, maria: Person, course: Course, values: dict[str, Any], words: str
) -> None:
    sent = typed(maria, name_en="Kept as typed", **values)
    html = page(as_maria.post(f"{LIST}new", data=sent), 422)
    assert words in html
    assert 'value="Kept as typed"' in html
    assert db.session.scalars(select(Cohort)).all() == []


def test_a_form_sent_twice_makes_one_cohort(
    as_maria: Browser, maria: Person, course: Course
) -> None:
    sent = typed(maria, once="a-key-of-its-own")
    answers = [as_maria.post(f"{LIST}new", data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(db.session.scalars(select(Cohort)).all()) == 1


def test_a_change_is_kept_and_counts_itself(
    as_maria: Browser, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria)
    html = page(as_maria.get(address(cohort, "edit")))
    assert 'value="Φθινόπωρο"' in html
    answer = as_maria.post(address(cohort, "edit"), data=typed(maria, name_el="Χειμώνας"))
    assert answer.status_code == 303
    assert (fresh(cohort).name_el, fresh(cohort).revision) == ("Χειμώνας", 2)


def test_a_change_that_a_double_press_sends_twice_is_no_conflict(
    as_maria: Browser, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria)
    sent = typed(maria, name_el="Χειμώνας", once="k" * 20)
    answers = [as_maria.post(address(cohort, "edit"), data=sent) for _press in range(2)]
    assert [answer.location for answer in answers] == [address(cohort)] * 2
    assert fresh(cohort).revision == 2


def test_two_who_write_at_once_see_both_versions(
    as_maria: Browser, maria: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria)
    as_maria.post(address(cohort, "edit"), data=typed(maria, name_el="Της Μαρίας"))
    answer = as_maria.post(address(cohort, "edit"), data=typed(maria, name_el="Του Πέτρου"))
    html = page(answer, 409)
    assert "Της Μαρίας" in html
    assert 'value="Του Πέτρου"' in html
    assert 'name="revision" type="hidden" value="2"' in html
    assert fresh(cohort).name_el == "Της Μαρίας"
    again = typed(maria, name_el="Του Πέτρου", revision="2")
    assert as_maria.post(address(cohort, "edit"), data=again).status_code == 303
    assert fresh(cohort).name_el == "Του Πέτρου"


def test_there_cannot_be_fewer_places_than_are_taken(
    as_maria: Browser, maria: Person, ada: Person, grace: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=2)
    place(cohort, ada, grace)
    html = page(as_maria.post(address(cohort, "edit"), data=typed(maria, capacity="1")), 422)
    assert "2 θέσεις έχουν δοθεί ήδη" in html
    assert fresh(cohort).capacity == 2


def test_a_closed_cohort_is_there_for_its_people_alone_until_it_is_opened_again(
    as_maria: Browser, maria: Person, as_person: Any, ada: Person, grace: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria)
    place(cohort, ada)
    assert as_maria.post(address(cohort, "closure")).status_code == 303
    seen = [as_person(who).get(address(cohort)).status_code for who in (None, grace, ada, maria)]
    assert seen == [404, 404, 200, 200]
    assert "Φθινόπωρο" not in main(page(as_person(grace).get(LIST)))
    assert as_maria.post(address(cohort, "closure/undo")).status_code == 303
    assert as_person(None).get(address(cohort)).status_code == 200


def test_only_those_who_lead_it_change_it(
    as_person: Any, maria: Person, petros: Person, ada: Person, course: Course
) -> None:
    cohort = stand_cohort(course.programme, maria)
    for door in ("edit", "closure", "closure/undo"):
        sent = typed(maria, name_el="Άλλο")
        answers = [as_person(p).post(address(cohort, door), data=sent) for p in (None, ada, petros)]
        assert [answer.status_code for answer in answers] == [401, 403, 403]
    assert fresh(cohort).name_el == "Φθινόπωρο"
    assert as_person(maria).post(address(cohort, "edit"), data=typed(maria)).status_code == 303


def test_facilitators_find_the_cohorts_they_lead_and_administrators_all(
    as_person: Any, maria: Person, petros: Person, administrator: Person, course: Course
) -> None:
    stand_cohort(course.programme, maria, name_el="Της Μαρίας")
    stand_cohort(course.programme, petros, name_el="Του Πέτρου")
    found = [
        re.findall(r"(Της Μαρίας|Του Πέτρου)</a>", page(as_person(who).get("/learning/cohorts/")))
        for who in (maria, petros, administrator)
    ]
    assert found == [["Της Μαρίας"], ["Του Πέτρου"], ["Της Μαρίας", "Του Πέτρου"]]


def test_whoever_is_no_facilitator_any_more_leads_nothing(
    as_person: Any, make_person: Any, course: Course
) -> None:
    former = make_person("Fani", roles={"facilitator"})
    cohort = stand_cohort(course.programme, former)
    assert as_person(former).get(address(cohort, "edit")).status_code == 200
    former.roles = frozenset()
    db.session.commit()
    assert as_person(former).get(address(cohort, "edit")).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(
    as_ada: Browser,
    maria: Person,
    ada: Person,
    course: Course,
    learning_queries: Callable[[], int],
    many: int,
) -> None:
    for _ in range(many):
        stand_cohort(course.programme, maria)
    learning_queries()
    assert as_ada.get(LIST).status_code == 200
    assert learning_queries() == 3  # the programme, its cohorts, who leads them


@pytest.mark.parametrize("many", [1, 3])
def test_a_cohort_asks_the_same_however_many_wait(
    as_maria: Browser,
    maria: Person,
    make_person: Any,
    course: Course,
    learning_queries: Callable[[], int],
    many: int,
) -> None:
    cohort = stand_cohort(course.programme, maria, capacity=1)
    place(cohort, *(make_person(f"P{'x' * n}") for n in range(many + 1)))
    here = address(cohort)
    learning_queries()
    html = page(as_maria.get(here))
    assert html.count(", ζήτησε") == many
    assert learning_queries() == 5  # it, its leads, the queue, deadlines, whether one may ask


def test_what_ended_stands_apart(
    client: Browser, maria: Person, course: Course, noon: datetime
) -> None:
    today = clock.today()
    long_ago = {"starts_on": today - timedelta(days=90), "ends_on": today - timedelta(days=30)}
    stand_cohort(course.programme, maria, name_el="Παλιό", **long_ago)
    stand_cohort(course.programme, maria, name_el="Νέο")
    html = main(page(client.get(LIST)))
    assert html.index("Νέο") < html.index("Προηγούμενα") < html.index("Παλιό")
