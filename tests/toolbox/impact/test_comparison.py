"""Beside others: with consent, once, without a word, taken back, and never of a single body."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select

from kalo import signals
from kalo.accounts.models import Group, Membership, Person
from kalo.accounts.own_data import everything_of
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.marks import marks_of
from kalo.toolbox.actions.works import throw_away
from kalo.toolbox.models import Work
from kalo.toolbox.tools.impact import queries
from kalo.toolbox.tools.impact.models import Contribution, Median
from kalo.toolbox.tools.impact.questionnaires import AXES, questionnaire

Give = Callable[..., int]
NAMES = ("Αγνή", "Βάσω", "Γιάννα", "Δέσπω", "Ελένη", "Ζωή", "Ηρώ", "Θάλεια", "Ιόλη", "Κορίνα")


def answers(points: int, kind: str = "other", phase: str = "before") -> dict[str, Any]:
    """Every statement of a questionnaire with the same points, and words that must not travel."""
    said = {each.name(phase): str(points) for each in questionnaire(kind)}
    return {"name": "Μυστικό όνομα", "kind": kind, "story_who": "Μυστικά λόγια", **said}


@pytest.fixture
def work_of(make: Any) -> Callable[..., Work]:
    def _make(person: Person, said: dict[str, Any], **more: Any) -> Work:
        at = clock.now()
        work: Work = make(
            Work, tool="impact", title="Η άσκηση", owner_id=person.id, answers=said,
            made_at=at, changed_at=at, **more,
        )  # fmt: skip
        return work

    return _make


@pytest.fixture
def give(make_person: Any, as_person: Any, work_of: Any) -> Give:
    """give(points) is a body that lets its scores count; answers the number of its work."""
    names = iter(NAMES)

    def _give(points: int, kind: str = "other", person: Person | None = None) -> int:
        person = person or make_person(next(names), trust=1)
        work = work_of(person, answers(points, kind))
        got = as_person(person).post(door(work.id), data={"yes": "1"})
        assert got.status_code == 303, got.text
        return int(work.id)

    return _give


def door(work_id: int, more: str = "") -> str:
    return f"/toolbox/tools/impact/works/{work_id}/comparison{more}"


def published(kind: str = "other") -> dict[str, int] | None:
    return queries.published(kind)


def same(score: int) -> dict[str, int]:
    return {axis.key: score for axis in AXES}


def test_nothing_is_given_without_a_yes(as_person: Any, make_person: Any, work_of: Any) -> None:
    zoe = make_person("Ζωή", trust=1)
    work = work_of(zoe, answers(2))
    browser = as_person(zoe)
    assert browser.get(door(work.id)).status_code == 200
    got = browser.post(door(work.id))
    assert got.status_code == 422
    assert "Αλλιώς δεν δίνεται τίποτα" in got.text
    assert db.session.scalar(select(Contribution)) is None


def test_what_is_given_are_eight_numbers_and_a_kind(give: Give) -> None:
    give(3)
    row = db.session.scalar(select(Contribution))
    assert row is not None
    assert row.scores == {axis.key: "75.00" for axis in AXES}
    columns = {column.key for column in inspect(Contribution).columns}
    assert columns == {"work_id", "person_id", "kind", "scores", "counted", "given_at"}
    assert "Μυστικ" not in str({name: getattr(row, name) for name in columns})


def test_four_bodies_make_no_comparison_and_the_fifth_does(give: Give, client: Any) -> None:
    for points in (0, 1, 2, 4):
        give(points)
    assert published() is None
    page = client.post("/toolbox/tools/impact/", data=answers(1)).text
    assert "Διάμεσος άλλων φορέων" not in page
    assert "λιγότεροι από πέντε φορείς" in page
    give(4)
    assert published() == same(50)
    page = client.post("/toolbox/tools/impact/", data=answers(1)).text
    assert page.count(">Διάμεσος άλλων φορέων<") == 2  # in the drawing and in the table
    assert page.count("Διάμεσος άλλων φορέων: Αποστολή 50, Εργασία 50") == 1  # and in words
    assert 'class="im-others-line"' in page


def test_another_kind_is_compared_with_its_own(give: Give) -> None:
    for points in (0, 1, 2, 3, 4):
        give(points, "collective")
    assert published("collective") == same(50)
    assert (published("other"), published("integration"), published("")) == (None, None, None)


def test_a_work_counts_once_however_often_it_is_sent(
    give: Give, as_person: Any, make_person: Any
) -> None:
    ada = make_person("Άντα", trust=1)
    work = give(4, person=ada)
    for _ in range(5):
        assert as_person(ada).post(door(work), data={"yes": "1"}).status_code == 303
    assert len(db.session.scalars(select(Contribution)).all()) == 1
    assert published() is None


def test_a_member_counts_once_for_a_kind(
    give: Give, as_person: Any, make_person: Any, work_of: Any
) -> None:
    ada = make_person("Άντα", trust=1)
    give(4, person=ada)
    second = work_of(ada, answers(0))
    got = as_person(ada).post(door(second.id), data={"yes": "1"})
    assert got.status_code == 422
    assert "μετράει ήδη άλλο έργο σου" in got.text
    assert give(1, "collective", person=ada)


def test_taking_back_is_at_once_and_below_five_nothing_is_shown(
    give: Give, as_person: Any, make_person: Any
) -> None:
    ada = make_person("Άντα", trust=1)
    mine = give(4, person=ada)
    for points in (0, 1, 2, 3):
        give(points)
    assert published() == same(50)
    assert as_person(ada).post(door(mine, "/undo")).status_code == 303
    assert db.session.get(Contribution, mine) is None
    assert published() is None
    assert "δεν υπάρχει ακόμη διάμεσος" in as_person(ada).get(door(mine)).text


def test_nobody_finds_one_body_by_subtracting(
    give: Give, as_person: Any, make_person: Any, work_of: Any
) -> None:
    """The median moves only when five in it are new; that one comes and goes moves nothing."""
    ada = make_person("Άντα", trust=1)
    mine = give(4, person=ada)
    for points in (1, 1, 1, 4):
        give(points)
    assert published() == same(25)
    give(4)  # the median of the six would be 62.5
    assert published() == same(25)
    for _ in range(6):  # one body that comes and goes moves nothing
        as_person(ada).post(door(mine, "/undo"))
        as_person(ada).post(door(mine), data={"yes": "1"})
    assert published() == same(25)
    for points in (4, 4, 4):
        give(points)
    assert published() == same(100)  # now five are new: the one above, Ada, and these three
    assert all(row.counted for row in db.session.scalars(select(Contribution)))


def test_scores_that_changed_count_when_they_are_given_again(
    give: Give, as_person: Any, make_person: Any
) -> None:
    ada = make_person("Άντα", trust=1)
    mine = give(1, person=ada)
    with transaction():
        work = db.session.get(Work, mine)
        assert work is not None
        work.answers = {**work.answers, **answers(3, phase="after"), "again": True}
    page = as_person(ada).get(door(mine)).text
    assert "Από τότε οι βαθμοί σου άλλαξαν" in page
    row = db.session.get(Contribution, mine)
    assert row is not None
    assert row.scores["work"] == "25.00"
    as_person(ada).post(door(mine), data={"yes": "1"})
    row = db.session.get(Contribution, mine)
    assert row is not None
    assert Decimal(row.scores["work"]) == 75


def test_half_an_exercise_cannot_count(as_person: Any, make_person: Any, work_of: Any) -> None:
    """An axis that few have would be of fewer bodies than the others."""
    ada = make_person("Άντα", trust=1)
    said = answers(2)
    for each in AXES[3].asked_of("other")[1:]:
        said[each.name("before")] = "na"
    for odd in (said, {"kind": "other"}, {}):
        work = work_of(ada, odd)
        got = as_person(ada).post(door(work.id), data={"yes": "1"})
        assert got.status_code == 422
        assert "και στους οκτώ άξονες" in got.text


def test_a_copy_of_the_example_counts_for_nobody(as_person: Any, make_person: Any) -> None:
    browser = as_person(make_person("Άντα", trust=1))
    sent = {"title": "Δοκιμή", "answers": json.dumps(answers(2))}
    for mark, status, rows in (({"_example": "1"}, 422, 0), ({}, 303, 1)):
        browser.post("/toolbox/tools/impact/works", data={**sent, **mark})
        number = db.session.scalar(select(func.max(Work.id)))
        page = browser.get(door(number)).text
        assert ("με επινοημένα νούμερα" in page, 'name="yes"' in page) == (rows == 0, rows == 1)
        assert browser.post(door(number), data={"yes": "1"}).status_code == status
        assert db.session.scalar(select(func.count()).select_from(Contribution)) == rows


# door, method, then what a guest, a stranger, the administrator, somebody who may change it, its
# owner whom nobody knows yet, and its owner are answered
DOORS = [
    ("", "GET", 404, 404, 404, 403, 200, 200),
    ("", "POST", 404, 404, 404, 403, 403, 303),
    ("/undo", "POST", 404, 404, 404, 403, 303, 303),
    ("/undo", "GET", 303, 303, 303, 303, 303, 303),
]


@pytest.mark.parametrize("known", [0, 1])
def test_who_may(
    client: Any, as_person: Any, make_person: Any, work_of: Any, make: Any, known: int
) -> None:
    """Its owner alone; whom nobody knows yet not today; others do not learn that it is there."""
    ada, carl = make_person("Άντα", trust=known), make_person("Καρλ", trust=2)
    group = make(Group, slug="omada", name="Ομάδα", made_at=clock.now())
    make(Membership, group_id=group.id, person_id=carl.id, since=clock.now())
    work = work_of(ada, answers(2), group_id=group.id, group_can="edit")
    browsers = [
        client,
        as_person(make_person("Μάλο", trust=2)),
        as_person(make_person("Αντέλ", roles={"administrator"}, trust=3)),
        as_person(carl),
        as_person(ada),
    ]
    for more, method, *codes in DOORS:
        wanted = [*codes[:4], codes[4 + known]]
        sent = {"yes": "1"} if method == "POST" else None
        got = [b.open(door(work.id, more), method=method, data=sent).status_code for b in browsers]
        assert got == wanted, (more, method)


def test_a_work_of_another_tool_has_no_such_door(
    as_person: Any, make_person: Any, make: Any
) -> None:
    ada, at = make_person("Άντα", trust=1), clock.now()
    facts = {"title": "x", "owner_id": ada.id, "answers": {}, "made_at": at, "changed_at": at}
    work = make(Work, tool="canvas", **facts)
    assert as_person(ada).get(door(work.id)).status_code == 404


def test_works_thrown_away_and_members_who_left_do_not_count(
    give: Give, make_person: Any, as_person: Any
) -> None:
    ada, grace = make_person("Άντα", trust=1), make_person("Γκρέις", trust=1)
    mine, hers = give(4, person=ada), give(4, person=grace)
    for points in (4, 4, 4, 4):
        give(points)
    assert published() == same(100)
    with transaction():
        signals.person_left.send(grace)
        work = db.session.get(Work, mine)
        assert work is not None
        throw_away(work, ada)
    assert db.session.get(Contribution, hers) is db.session.get(Contribution, mine) is None
    assert published() is None
    assert give(2, person=ada)  # the thrown away one makes room


def test_a_kept_page_shows_a_median_as_soon_as_it_is_out_and_no_longer_than_it_stands(
    give: Give, pages_kept: Any, client: Any, as_person: Any, make_person: Any
) -> None:
    ada, page = make_person("Άντα", trust=1), "/toolbox/tools/impact/example"
    mine = give(4, "integration", person=ada)
    for points in (4, 4, 4):
        give(points, "integration")
    shown = []
    for act in (
        None,
        lambda: give(4, "integration"),
        lambda: as_person(ada).post(door(mine, "/undo")),
    ):
        if act:
            act()
        shown += ["Διάμεσος άλλων φορέων" in client.get(page).text for _ in range(2)]
    assert shown == [False, False, True, True, False, False]


def test_my_own_copy_has_what_i_let_count(give: Give, make_person: Any, app: Flask) -> None:
    ada = make_person("Άντα", trust=1)
    mine = give(4, person=ada)
    with app.test_request_context():
        held = everything_of(ada)["impact-comparison"]
    row = held["contributions"][0]
    assert (row["work"], row["kind"]) == (mine, "other")
    assert row["scores"] == {axis.key: "100.00" for axis in AXES}


def test_an_organisation_may_show_that_the_exercise_was_done_and_nothing_of_it(
    make_person: Any, work_of: Any, app: Flask
) -> None:
    ada, grace = make_person("Άντα"), make_person("Γκρέις")
    whole = work_of(ada, {**answers(3), "before_on": "2026-05-02"})
    work_of(ada, {"kind": "other"})
    work_of(grace, answers(3), deleted_at=clock.now())
    found = marks_of(ada)
    assert [(each.subject, each.kind, each.on.isoformat()) for each in found] == [
        (f"work:{whole.id}", "impact", "2026-05-02")
    ]
    assert found[0].title_el == "Άσκηση αυτοαξιολόγησης κοινωνικού αντικτύπου"
    assert marks_of(grace) == []


def test_a_median_row_holds_no_body(give: Give) -> None:
    for points in (0, 1, 2, 3, 4):
        give(points)
    row = db.session.scalar(select(Median))
    assert row is not None
    assert (row.kind, row.scores, row.bodies) == ("other", same(50), 5)
