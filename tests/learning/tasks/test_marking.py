"""The desk: what waits, in its order, whose it is, and from one to the next."""

import re
from typing import Any

import pytest
from sqlalchemy import select, update

from kalo.kit.db import db, transaction
from kalo.learning.models import PLACED, Cohort, CohortLead, Place, Submission
from tests.learning.conftest import NOON
from tests.learning.tasks.conftest import Task, hand_in, judge, main, make_task

QUEUE = "/learning/marking/"


def titles(html: str) -> list[str]:
    return re.findall(r'<a class="title" href="([^"]+)">', html)


@pytest.fixture
def crowd(as_person: Any, make_person: Any, task: Task) -> Any:
    """crowd(3) hands in three works of three more learners, a minute apart."""
    letters = iter("abcdefghijklmnopqrstuvwxyz")

    def _crowd(most: int, task: Task = task) -> None:
        for _learner in range(most):
            hand_in(as_person(make_person(f"Learner {next(letters)}")), task)
        with transaction():
            for row in db.session.scalars(select(Submission)):
                at = NOON.replace(minute=row.id % 60)
                db.session.execute(
                    update(Submission).where(Submission.id == row.id).values(made_at=at)
                )

    return _crowd


def test_the_oldest_comes_first(as_fay: Any, crowd: Any) -> None:
    crowd(3)
    html = main(as_fay.get(QUEUE))
    assert titles(html) == [f"/learning/marking/works/{n}/" for n in (1, 2, 3)]
    assert re.findall(r"Learner (\w)", html) == ["a", "b", "c"]


def test_only_those_who_mark_see_it(
    as_person: Any, ada: Any, moderator: Any, administrator: Any, fay: Any
) -> None:
    whose = (ada, moderator, fay, administrator)
    assert [as_person(who).get(QUEUE).status_code for who in whose] == [403, 403, 200, 200]
    assert as_person(None).get(QUEUE).status_code == 303


def test_the_desk_leads_to_the_other_language(as_fay: Any, crowd: Any) -> None:
    crowd(1)
    for place in (QUEUE, f"{QUEUE}works/1/"):
        assert f'href="/en{place}" lang="en"' in as_fay.get(place).text, place
        assert f'href="{place}" lang="el"' in as_fay.get(f"/en{place}").text, place


def test_it_comes_in_pages_of_which_none_repeats(as_fay: Any, crowd: Any) -> None:
    crowd(23)
    first = main(as_fay.get(QUEUE))
    onward = re.findall(r'href="([^"]*after=[^"]+)"', first)[0].replace("&amp;", "&")
    second = main(as_fay.get(onward))
    both = titles(first) + titles(second)
    assert both == [f"/learning/marking/works/{n}/" for n in range(1, 24)]
    assert "after=" not in "".join(titles(second))


@pytest.mark.parametrize("cursor", ["x", "1~work~x", "1~answer~1", "~~", "9" * 30 + "~work~1"])
def test_a_place_that_is_none_is_not_found(as_fay: Any, cursor: str) -> None:
    assert as_fay.get(f"{QUEUE}?after={cursor}").status_code == 404


def test_it_is_narrowed_to_a_programme(as_fay: Any, crowd: Any, make: Any) -> None:
    crowd(2)
    other = make_task(make, 2)
    crowd(1, other)
    html = main(as_fay.get(f"{QUEUE}?programme={other.programme_id}"))
    assert titles(html) == ["/learning/marking/works/3/?programme=2"]
    tabs = re.findall(r">([^<>]+) <span class=\"badge\">(\d)", html)
    assert tabs == [("Όλα", "3"), ("title 1 el", "2"), ("title 2 el", "1")]


def test_it_is_narrowed_to_a_cohort_that_one_leads(
    as_fay: Any, fay: Any, frank: Any, as_person: Any, ada: Any, crowd: Any, make: Any, task: Task
) -> None:
    crowd(1)
    dates = {"starts_on": NOON.date(), "ends_on": NOON.date(), "made_at": NOON}
    cohort = make(Cohort, programme_id=task.programme_id, name_el="Τμήμα Α", **dates)
    make(CohortLead, cohort_id=cohort.id, person_id=fay.id)
    make(Place, cohort_id=cohort.id, person_id=ada.id, state=PLACED, asked_at=NOON)
    hand_in(as_person(ada), task)
    html = main(as_fay.get(f"{QUEUE}?cohort={cohort.id}"))
    assert titles(html) == ["/learning/marking/works/2/?cohort=1"]
    assert "Τμήμα Α" in html
    assert "Τμήμα Α" not in main(as_person(frank).get(QUEUE))


def test_saving_opens_the_next_with_the_same_choice(as_fay: Any, crowd: Any) -> None:
    crowd(3)
    there = "/learning/marking/works/{}/verdict?programme=1"
    sent = {"decision": "accept", "revision": 0, "words": ""}
    found = [as_fay.post(there.format(n), data=sent).location for n in (2, 3, 1)]
    assert found == [
        "/learning/marking/works/3/?programme=1",
        "/learning/marking/works/1/?programme=1",
        "/learning/marking/?programme=1",
    ]


def test_a_work_knows_its_neighbours(as_fay: Any, crowd: Any) -> None:
    crowd(3)
    html = main(as_fay.get("/learning/marking/works/2/"))
    assert re.findall(r'href="([^"]+)" rel="(prev|next)"', html) == [
        ("/learning/marking/works/1/", "prev"),
        ("/learning/marking/works/3/", "next"),
    ]
    judge(as_fay, 1)
    html = main(as_fay.get("/learning/marking/works/2/"))
    assert re.findall(r'rel="(prev|next)"', html) == ["next"]


def test_the_desk_asks_the_same_however_much_waits(
    as_fay: Any, crowd: Any, queries_run: list[str]
) -> None:
    asked = []
    for more in (1, 1, 18):
        crowd(more)
        queries_run.clear()
        main(as_fay.get(QUEUE))
        asked.append(len(queries_run))
        queries_run.clear()
        main(as_fay.get("/learning/marking/works/1/"))
        asked.append(len(queries_run))
    assert asked == [asked[0], asked[1]] * 3
