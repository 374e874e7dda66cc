"""Words to some of a cohort: looked at first, sent once, to exactly those who were shown."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import CohortMessage, CohortMessageTo
from kalo.notifications.models import Notification
from tests.conftest import Browser
from tests.factories.cohorts import place
from tests.learning.cohorts.conftest import Class, board
from tests.learning.cohorts.doing import did, set_back
from tests.learning.test_pages import main, page


def typed(*people: Person, **values: str) -> dict[str, Any]:
    """The form as it is sent."""
    known = {
        "people": [str(person.id) for person in people],
        "subject": "Το κουίζ",
        "text": "Μένει **λίγο**.",
    }
    return {**known, **values}


def looked(browser: Browser, class_: Class, sent: dict[str, Any]) -> dict[str, Any]:
    """The same after it was looked at."""
    html = page(browser.post(board(class_.cohort, "messages/preview"), data=sent))
    found = re.findall(r'name="(looked|once)" type="hidden" value="([^"]+)"', html)
    return {**sent, **dict(found)}


def reached() -> list[int]:
    db.session.rollback()
    return sorted(db.session.scalars(select(CohortMessageTo.person_id)))


def ticked(html: str) -> list[str]:
    return re.findall(r'name="people" value="\d+" checked><span>([^<]+)', html)


def test_the_filter_of_the_board_says_who_is_ticked(
    as_maria: Browser, ada: Person, grace: Person, mallory: Person, class_: Class
) -> None:
    place(class_.cohort, ada, grace, mallory)
    did(ada, class_.quiz, "submitted", percent=90, passed=True)
    set_back(mallory, paused_at=clock.now())
    there = board(class_.cohort, "messages/new")
    assert ticked(page(as_maria.get(there))) == ["Ada", "Grace"]
    assert ticked(page(as_maria.get(f"{there}?lacking=block:{class_.quiz.id}"))) == ["Grace"]
    assert ticked(page(as_maria.get(f"{there}?to=mallory")))[0].startswith("Mallory")


def test_where_nobody_has_a_place_it_says_so(as_maria: Browser, ada: Person, class_: Class) -> None:
    there, words = (
        board(class_.cohort, "messages/new"),
        "Στο τμήμα δεν έχει μπει ακόμη κάποιο άτομο",
    )
    assert words in page(as_maria.get(there))
    place(class_.cohort, ada)
    assert words not in page(as_maria.get(there))


def test_what_is_looked_at_goes_to_those_who_were_shown_and_is_written_down(
    as_maria: Browser,
    as_person: Any,
    ada: Person,
    grace: Person,
    mallory: Person,
    maria: Person,
    class_: Class,
) -> None:
    place(class_.cohort, ada, grace, mallory)
    lacking = f"block:{class_.quiz.id}"
    sent = typed(ada, grace, lacking=lacking)
    html = page(as_maria.post(board(class_.cohort, "messages/preview"), data=sent))
    assert "Πηγαίνει σε αυτά τα 2 άτομα: <b>Ada, Grace</b>" in html
    assert "<p>Μένει <strong>λίγο</strong>.</p>" in html
    assert (reached(), "Μήνυμα για σένα από Maria: «Το κουίζ»" in html) == ([], True)
    answer = as_maria.post(
        board(class_.cohort, "messages/new"), data=looked(as_maria, class_, sent)
    )
    assert (answer.status_code, answer.location) == (303, board(class_.cohort, "messages/"))
    assert reached() == [ada.id, grace.id]
    message = db.session.scalars(select(CohortMessage)).one()
    assert message.chosen["lacking"] == lacking
    assert message.chosen["words"] == "Όλα τα άτομα, χωρίς «Κουίζ»"
    html = main(page(as_maria.get(board(class_.cohort, "messages/"))))
    assert "Ada, Grace" in html
    assert "Όλα τα άτομα, χωρίς «Κουίζ»" in html
    told = db.session.scalars(select(Notification.person_id)).all()
    assert sorted(told) == [ada.id, grace.id]
    seen = [
        as_person(who).get(f"/learning/messages/{message.id}/").status_code
        for who in (None, ada, mallory, maria)
    ]
    assert seen == [303, 200, 404, 200]


def test_a_message_sent_twice_goes_once(as_maria: Browser, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    sent = looked(as_maria, class_, typed(ada))
    for _ in range(2):
        assert as_maria.post(board(class_.cohort, "messages/new"), data=sent).status_code == 303
    assert len(db.session.scalars(select(CohortMessage)).all()) == 1


@pytest.mark.parametrize("change", [{"text": "Άλλα λόγια"}, {"subject": "Άλλο"}, {"people": "all"}])
def test_what_was_not_looked_at_is_shown_and_not_sent(
    as_maria: Browser, ada: Person, grace: Person, class_: Class, change: dict[str, str]
) -> None:
    place(class_.cohort, ada, grace)
    sent = looked(as_maria, class_, typed(ada))
    other = typed(ada, grace)["people"] if "people" in change else None
    sent = {**sent, **change, **({"people": other} if other else {})}
    html = page(as_maria.post(board(class_.cohort, "messages/new"), data=sent), 422)
    assert "δεν στάλθηκε ακόμη" in html
    assert reached() == []
    looked_again = dict(re.findall(r'name="(looked)" type="hidden" value="([^"]+)"', html))
    again = {**sent, **looked_again}
    assert as_maria.post(board(class_.cohort, "messages/new"), data=again).status_code == 303
    assert reached() == sorted([ada.id] + ([grace.id] if other else []))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"people": []}, "Δεν έχει επιλεγεί κανείς."),
        ({"subject": " "}, "Συμπλήρωσέ το."),
        ({"text": ""}, "Συμπλήρωσέ το."),
        ({"text": "α" * 5001}, "Το πολύ 5000 χαρακτήρες."),
    ],
)
def test_what_is_missing_comes_back_with_its_error(
    as_maria: Browser, ada: Person, class_: Class, values: dict[str, Any], words: str
) -> None:
    place(class_.cohort, ada)
    for door in ("messages/preview", "messages/new"):
        html = page(as_maria.post(board(class_.cohort, door), data=typed(ada, **values)), 422)
        assert words in html
    assert reached() == []


def test_nobody_outside_the_cohort_is_written_to(
    as_maria: Browser, ada: Person, mallory: Person, class_: Class
) -> None:
    place(class_.cohort, ada)
    html = page(
        as_maria.post(board(class_.cohort, "messages/preview"), data=typed(ada, mallory)), 422
    )
    assert "Mallory" not in main(html)


def test_hostile_words_are_words(as_maria: Browser, ada: Person, class_: Class) -> None:
    place(class_.cohort, ada)
    sent = typed(ada, text="<script>alert(1)</script> [x](javascript:alert(1))", subject="<b>")
    html = main(page(as_maria.post(board(class_.cohort, "messages/preview"), data=sent)))
    assert "<script>alert" not in html
    assert 'href="javascript' not in html


def test_writing_has_a_limit(
    as_maria: Browser, ada: Person, class_: Class, limits_on: None
) -> None:
    place(class_.cohort, ada)
    answers = [
        as_maria.post(board(class_.cohort, "messages/new"), data=typed(ada)).status_code
        for _ in range(11)
    ]
    assert answers == [422] * 10 + [429]


@pytest.mark.parametrize("many", [1, 3])
def test_the_log_asks_the_same_however_long_it_is(
    as_maria: Browser, ada: Person, class_: Class, learning_queries: Any, many: int
) -> None:
    place(class_.cohort, ada)
    for number in range(many):
        sent = looked(as_maria, class_, typed(ada, subject=f"Θέμα {number}"))
        as_maria.post(board(class_.cohort, "messages/new"), data=sent)
    there = board(class_.cohort, "messages/")
    learning_queries()
    html = page(as_maria.get(there))
    assert html.count("Θέμα") == many
    assert learning_queries() == 4  # the cohort, its leads, the messages, whom they reached
