"""One person's whole story, and what a facilitator arranges there: always with a reason."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import Allowance, BlockProgress, Completion, LearningEvent
from kalo.learning.queries.allowances import Allowed, allowed_for
from tests.conftest import Browser
from tests.factories.cohorts import place, states
from tests.factories.learning import new_act
from tests.learning.cohorts.conftest import Class, board
from tests.learning.cohorts.doing import did, enrolment_of, read, set_back
from tests.learning.cohorts.test_board import due
from tests.learning.test_pages import main, page


def at(class_: Class, person: Person, door: str = "") -> str:
    return board(class_.cohort, f"people/{person.handle}/{door}")


def allowance() -> Allowance:
    db.session.rollback()
    return db.session.scalars(select(Allowance)).one()


def verbs() -> list[str]:
    db.session.rollback()
    skipped = "made a cohort"
    found = select(StaffAct.verb).where(StaffAct.verb != skipped).order_by(StaffAct.id)
    return list(db.session.scalars(found))


def test_everything_that_somebody_did_stands_there_with_its_receipt(
    as_maria: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    did(ada, class_.quiz, "submitted", percent=60)
    html = main(page(as_maria.get(at(class_, ada))))
    receipts = {act.receipt for act in db.session.scalars(select(LearningEvent))}
    assert set(re.findall(r'<span class="receipt">(\w+)', html)) == receipts
    assert len(receipts) == 2
    assert html.index("παράδοση κουίζ") < html.index("δήλωση ότι τελείωσε")


def test_the_log_comes_in_pages(as_maria: Browser, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    start = clock.now() - timedelta(days=1)
    for number in range(23):
        did(ada, class_.quiz, "submitted", at=start + timedelta(minutes=number), percent=number)
    html = main(page(as_maria.get(at(class_, ada))))
    assert html.count('class="receipt"') == 20
    (onwards,) = re.findall(r'href="([^"]+)" rel="next"', html)
    assert main(page(as_maria.get(onwards.replace("&amp;", "&")))).count('class="receipt"') == 3
    assert as_maria.get(at(class_, ada) + "?after=nonsense").status_code == 404


def test_nobody_else_has_a_story_here(as_maria: Browser, mallory: Person, class_: Class) -> None:
    assert as_maria.get(at(class_, mallory)).status_code == 404
    place(class_.cohort, mallory)
    assert as_maria.get(at(class_, mallory)).status_code == 200


def test_versions_stand_there_those_too_that_a_newer_one_replaced(
    as_maria: Browser, as_ada: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    door = f"/learning/work/{class_.task.id}/versions"
    for words in ("Η πρώτη.", "Η δεύτερη."):
        as_ada.post(door, data={"body": words, "act": new_act(), "revision": "0"})
    html = main(page(as_maria.get(at(class_, ada))))
    works = html[html.index('id="works"') : html.index('id="finished"')]
    assert re.findall(r"<span>(εκδοχή \d)</span>.+?<span>([^<]+)</span></span></li>", works) == [
        ("εκδοχή 2", "περιμένει τη συντονιστική ομάδα"),
        ("εκδοχή 1", "αντικαταστάθηκε από νεότερη"),
    ]


def test_extra_days_move_a_deadline_for_one_person_who_sees_why(
    as_maria: Browser, as_ada: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    assert "Κανόνισέ το" in page(as_maria.get(at(class_, ada, "allowances")))
    sent = {"block": "0", "extra_days": "5", "reason": "Νυχτερινή βάρδια."}
    answer = as_maria.post(at(class_, ada, "allowances"), data=sent)
    assert (answer.status_code, answer.location) == (303, at(class_, ada) + "#arranged")
    assert (allowance().extra_days, allowance().reason) == (5, "Νυχτερινή βάρδια.")
    assert verbs() == ["made an allowance"]
    assert "Νυχτερινή βάρδια." in main(page(as_maria.get(at(class_, ada))))
    mine = main(page(as_ada.get("/learning/programme-1/")))
    assert "5 μέρες παραπάνω" in mine
    assert "Νυχτερινή βάρδια." in mine
    as_maria.post(at(class_, ada, f"allowances/{allowance().id}/undo"))
    assert allowance().undone_at is not None
    assert verbs() == ["made an allowance", "took back an allowance"]
    assert "5 μέρες παραπάνω" not in page(as_ada.get("/learning/programme-1/"))


def test_a_moved_deadline_is_said_of_the_learner_to_whoever_leads(
    as_maria: Browser, as_ada: Browser, ada: Person, maria: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    due(class_.cohort, maria, **{f"block_{class_.quiz.id}": 2})
    days = {"block": "0", "extra_days": "5", "reason": "Νυχτερινή βάρδια."}
    as_maria.post(at(class_, ada, "allowances"), data=days)
    moved, lesson = r"\([^()]*μετατέθηκε κατά 5 μέρες\)", class_.course.url()
    theirs = re.findall(moved, page(as_maria.get(at(class_, ada))))
    own = re.findall(moved, page(as_ada.get(lesson)))
    assert theirs == ["(μετατέθηκε κατά 5 μέρες)"]
    assert own == ["(για σένα μετατέθηκε κατά 5 μέρες)"]


def test_time_and_attempts_add_up_for_the_quiz(
    as_maria: Browser, as_ada: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    block = str(class_.quiz.id)
    for sent in (
        {"block": block, "extra_percent": "50", "extra_attempts": "1", "reason": "Α"},
        {"block": "0", "extra_percent": "100", "extra_attempts": "2", "reason": "Β"},
        {"block": str(class_.task.id), "extra_attempts": "9", "reason": "Γ"},
    ):
        assert as_maria.post(at(class_, ada, "allowances"), data=sent).status_code == 303
    found = allowed_for(ada.id, class_.course.programme.id, class_.quiz.id)
    assert found == Allowed(percent=100, days=0, attempts=3, excused=False)
    mine = main(page(as_ada.get("/learning/programme-1/")))
    arranged = mine[mine.index("Τι έχει κανονιστεί για σένα") : mine.index('id="pause"')]
    assert re.findall(r"<li>(?:<b>([^<]+)</b>)?", arranged) == ["Κουίζ", "", "Εργασία"]


def test_an_excuse_counts_as_done_and_can_be_taken_back(
    as_maria: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    read(ada, class_.course.lessons[0])
    heard = enrolment_of(ada).last_act_at
    sent = {"block": str(class_.quiz.id), "excused": "y", "reason": "Το διδάσκει."}
    as_maria.post(at(class_, ada, "allowances"), data=sent)
    progress = db.session.get(BlockProgress, (ada.id, class_.quiz.id))
    assert progress is not None
    assert progress.excused_at is not None
    assert (enrolment_of(ada).met, enrolment_of(ada).percent) == (2, 33)
    assert enrolment_of(ada).last_act_at == heard  # it was not the learner
    assert db.session.get(Completion, (ada.id, f"lesson:{class_.course.lessons[0].id}"))
    assert "απαλλαγή" in main(page(as_maria.get(at(class_, ada))))
    as_maria.post(at(class_, ada, f"allowances/{allowance().id}/undo"))
    progress = db.session.get(BlockProgress, (ada.id, class_.quiz.id), populate_existing=True)
    assert progress is not None
    assert progress.excused_at is None
    assert enrolment_of(ada).percent == 33  # a percent never falls


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"extra_days": "3", "reason": " "}, "Συμπλήρωσέ το."),
        ({"reason": "Γιατί έτσι."}, "Πες τι κανονίζεται"),
        ({"excused": "y", "block": "0", "reason": "Α"}, "Η απαλλαγή είναι για ένα πράγμα."),
        ({"extra_days": "-3", "reason": "Α"}, "Γράψε έναν αριθμό από 1 έως 365."),
        ({"extra_percent": "4000", "reason": "Α"}, "Γράψε έναν αριθμό από 1 έως 400."),
        ({"block": "999", "extra_days": "3", "reason": "Α"}, 'class="error"'),
    ],
)
def test_what_is_odd_comes_back(
    as_maria: Browser, ada: Person, class_: Class, values: dict[str, str], words: str
) -> None:
    place(class_.cohort, ada)
    html = page(as_maria.post(at(class_, ada, "allowances"), data={"block": "0", **values}), 422)
    assert words in html
    assert db.session.scalars(select(Allowance)).all() == []


def test_somebody_elses_allowance_is_not_found(
    as_maria: Browser, ada: Person, grace: Person, class_: Class
) -> None:
    place(class_.cohort, ada, grace)
    sent = {"block": "0", "extra_days": "5", "reason": "Α"}
    as_maria.post(at(class_, ada, "allowances"), data=sent)
    door = f"allowances/{allowance().id}/undo"
    assert as_maria.post(at(class_, grace, door)).status_code == 404
    assert allowance().undone_at is None
    assert as_maria.post(at(class_, ada, door)).status_code == 303


def test_a_facilitator_says_that_something_is_finished_and_takes_it_back(
    as_maria: Browser, ada: Person, maria: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    thing = f"module:{class_.course.modules[0].id}"
    sent = {"thing": thing, "reason": "Το έκανε αλλού."}
    assert as_maria.post(at(class_, ada, "completions"), data=sent).status_code == 303
    done = db.session.get(Completion, (ada.id, thing), populate_existing=True)
    assert done is not None
    assert (done.how, done.by_id, done.reason) == ("override", maria.id, "Το έκανε αλλού.")
    html = main(page(as_maria.get(at(class_, ada))))
    assert "Λόγος: Το έκανε αλλού." in html
    (back,) = re.findall(r'href="([^"]*completions/undo[^"]*)"', html)
    assert f'<option selected value="{thing}">' in page(as_maria.get(back))
    undo = {"thing": thing, "reason": "Λάθος άτομο."}
    assert as_maria.post(at(class_, ada, "completions/undo"), data=undo).status_code == 303
    done = db.session.get(Completion, (ada.id, thing), populate_existing=True)
    assert done is not None
    assert done.revoked_at is not None
    again = {"thing": thing, "reason": "Από άλλη καρτέλα."}
    as_maria.post(at(class_, ada, "completions/undo"), data=again)
    assert verbs() == ["gave a completion", "took back a completion"]
    assert db.session.get_one(Completion, (ada.id, thing)).reason == "Λάθος άτομο."


def test_a_completion_needs_a_reason_and_a_thing(
    as_maria: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    thing = f"module:{class_.course.modules[0].id}"
    for sent in ({"thing": thing, "reason": ""}, {"thing": "module:999", "reason": "Α"}):
        assert as_maria.post(at(class_, ada, "completions"), data=sent).status_code == 422
    never = {"thing": thing, "reason": "Α"}
    assert as_maria.post(at(class_, ada, "completions/undo"), data=never).status_code == 404
    assert db.session.scalars(select(Completion)).all() == []


def test_a_lead_takes_somebody_out_with_a_reason(
    as_maria: Browser, ada: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    assert as_maria.post(at(class_, ada, "removal"), data={"reason": ""}).status_code == 422
    sent = {"reason": "Το ζήτησε.", "once": "k" * 20}
    for _press in range(2):  # the second one, of a double press, does nothing more
        answer = as_maria.post(at(class_, ada, "removal"), data=sent)
        assert (answer.status_code, answer.location) == (303, board(class_.cohort))
    assert states(class_.cohort) == {ada.id: "gone"}


def test_other_facilitators_arrange_nothing(
    as_person: Any, ada: Person, petros: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    sent = {"block": "0", "extra_days": "5", "reason": "Α", "thing": "module:1"}
    for door in ("allowances", "completions", "completions/undo", "removal"):
        answers = [
            as_person(who).post(at(class_, ada, door), data=sent).status_code
            for who in (None, ada, petros)
        ]
        assert answers == [401, 404, 404]


@pytest.mark.parametrize("many", [1, 3])
def test_a_story_asks_the_same_however_long_it_is(
    as_maria: Browser, ada: Person, class_: Class, learning_queries: Any, many: int
) -> None:
    place(class_.cohort, ada)
    for _ in range(many):
        did(ada, class_.quiz, "submitted", percent=10)
        sent = {"block": "0", "extra_days": "5", "reason": "Α"}
        as_maria.post(at(class_, ada, "allowances"), data=sent)
    there = at(class_, ada)
    learning_queries()
    assert main(page(as_maria.get(there))).count('class="receipt"') == many
    assert learning_queries() == 16


def test_a_pause_shows_on_the_story(as_maria: Browser, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    set_back(ada, paused_at=clock.now())
    assert "σε παύση" in main(page(as_maria.get(at(class_, ada))))
