"""The same moment from many sides: one version, one word, no draft lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.learning.models import LearningEvent, Submission, Verdict, Work
from tests.factories.learning import new_act
from tests.learning.tasks.conftest import Task, hand_in, judge


def at_once(app: Flask, calls: list[Callable[[], Any]]) -> Counter[int]:
    """Do all of it at the same moment; answers how often each status came."""

    def do(call: Callable[[], Any]) -> int:
        with app.app_context():
            status: int = call().status_code
            db.session.remove()
            return status

    with ThreadPoolExecutor(len(calls)) as pool:
        found = Counter(pool.map(do, calls))
    db.session.rollback()
    return found


def test_ten_presses_are_one_version(app: Flask, as_person: Any, ada: Person, task: Task) -> None:
    act = new_act()
    browsers = [as_person(ada) for _press in range(10)]
    calls = [lambda browser=browser: hand_in(browser, task, act=act) for browser in browsers]
    assert at_once(app, calls) == {303: 10}
    assert db.session.scalars(select(Submission.number)).all() == [1]
    assert len(db.session.scalars(select(LearningEvent.id)).all()) == 1


def test_ten_versions_from_ten_windows_have_ten_numbers(
    app: Flask, as_person: Any, ada: Person, task: Task
) -> None:
    browsers = [as_person(ada) for _window in range(10)]
    calls = [
        lambda n=n, browser=browser: hand_in(browser, task, f"κείμενο {n}")
        for n, browser in enumerate(browsers)
    ]
    assert at_once(app, calls) == {303: 10}
    rows = db.session.execute(select(Submission.number, Submission.state)).all()
    assert sorted(number for number, _state in rows) == list(range(1, 11))
    assert Counter(state for _number, state in rows) == {"waiting": 1, "replaced": 9}


def test_of_eight_facilitators_one_is_first(
    app: Flask, as_person: Any, ada: Person, make_person: Any, task: Task
) -> None:
    hand_in(as_person(ada), task)
    team = [make_person(f"Helper {letter}", roles={"facilitator"}) for letter in "abcdefgh"]
    browsers = [as_person(person) for person in team]
    calls = [
        lambda n=n, browser=browser: judge(browser, 1, "return", words=f"Λέω {n}.")
        for n, browser in enumerate(browsers)
    ]
    assert at_once(app, calls) == {303: 1, 409: 7}
    assert db.session.scalars(select(Verdict.revision)).all() == [1]


def test_of_eight_windows_one_draft_is_first_and_the_others_are_shown_it(
    app: Flask, as_person: Any, ada: Person, task: Task
) -> None:
    browsers = [as_person(ada) for _window in range(8)]
    calls = [
        lambda n=n, browser=browser: browser.post(
            task.at("draft"), data={"body": f"παράθυρο {n}", "revision": 0}
        )
        for n, browser in enumerate(browsers)
    ]
    assert at_once(app, calls) == {303: 1, 409: 7}
    assert db.session.scalars(select(Work.revision)).all() == [1]
