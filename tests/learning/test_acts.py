"""What browsers send: each act is kept by itself and named, and nothing else is."""

import random
import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db, transaction
from kalo.learning.actions import acts
from kalo.learning.actions.acts import Act, take_all
from kalo.learning.actions.log import hold
from kalo.learning.models import (
    VIDEO,
    Block,
    BlockProgress,
    Enrolment,
    LearningEvent,
    LessonProgress,
)
from tests.factories.learning import make_block, make_path
from tests.learning.conftest import Course
from tests.learning.test_progress import NEW, check_of


def act(kind: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": kind, "value": value or {}, **more}


def send(browser: Any, person: Any, *sent: Any, status: int = 200, **more: Any) -> Any:
    answer = browser.post("/learning/acts", json={"person": person.id, "acts": sent, **more})
    assert answer.status_code == status
    return answer.get_json()


def ids(named: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in named]


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def progress(block: Block) -> BlockProgress:
    mine = select(BlockProgress).filter_by(block_id=block.id).execution_options(**NEW)
    return db.session.scalars(mine).one()


def test_what_is_kept_is_named_with_its_receipt(
    as_ada: Any, ada: Any, course: Course, noon: datetime
) -> None:
    lesson = course.lessons[0]
    sent = [
        act("opened", lesson=lesson.id),
        act("answered", {"answer": "b"}, block=check_of(lesson).id, seq=5),
        act("done", lesson=lesson.id),
    ]
    named = send(as_ada, ada, *sent)
    assert ids(named["kept"]) == ids(sent)
    assert named["refused"] == []
    code = sent[1]["id"][:8]
    assert named["kept"][1] == {
        "id": sent[1]["id"],
        "receipt": code,
        "at": noon.isoformat(),
        "words": f"Αποθηκεύτηκε 10:42 · κωδικός {code}",
        "told": "",
    }
    assert db.session.scalars(select(LessonProgress)).one().read_at == noon
    assert progress(check_of(lesson)).right_at == noon
    assert count(Enrolment) == 1


def test_one_bad_act_stops_no_other(as_ada: Any, ada: Any, course: Course) -> None:
    block = check_of(course.lessons[0])
    good = act("answered", {"answer": "a"}, block=block.id)
    bad = [
        act("answered", {"answer": "z"}, block=block.id),
        act("answered", {}, block=block.id),
        act("answered", {"answer": "a"}, block=0),
        act("answered", {"answer": "a"}, block="1"),
        act("done", lesson=99),
        act("done", block=block.id),
        act("played", {"position": 3}, block=block.id),
        act("danced", lesson=1),
        {"id": "no id", "kind": "done"},
        {"id": str(uuid.uuid4())},
    ]
    named = send(as_ada, ada, *bad, good, "nonsense", None)
    assert ids(named["kept"]) == [good["id"]]
    assert sorted(ids(named["refused"])) == sorted(["", *ids(bad)])
    assert all(one["sentence"] for one in named["refused"])
    assert count(LearningEvent) == 1


def test_what_comes_again_is_named_again_and_changes_nothing(
    as_ada: Any, ada: Any, course: Course
) -> None:
    block = check_of(course.lessons[0])
    sent = [act("answered", {"answer": key}, block=block.id, seq=n) for n, key in enumerate("abab")]
    first = send(as_ada, ada, *sent)
    for _ in range(2):
        again = send(as_ada, ada, *reversed(sent))
        assert sorted(ids(again["kept"])) == sorted(ids(first["kept"]))
    found = progress(block)
    assert (found.tries, found.answer) == (4, {"answer": "b"})


def test_what_was_kept_is_named_although_its_question_changed_since(
    as_ada: Any, ada: Any, course: Course
) -> None:
    block = check_of(course.lessons[0])
    sent = act("answered", {"answer": "b"}, block=block.id)
    send(as_ada, ada, sent)
    with transaction():
        changed = db.session.get_one(Block, block.id)
        options = [{"key": "c", "text": "Άλλο", "feedback": ""}]
        changed.said = {"el": {**changed.said["el"], "options": options}}
        changed.withdrawn_at = ada.joined_at
    assert ids(send(as_ada, ada, sent)["kept"]) == [sent["id"]]


def test_a_fault_of_ours_keeps_nothing_and_refuses_nothing(
    as_ada: Any, ada: Any, course: Course, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    lesson, other = course.lessons[:2]

    def fail(person: Any, act: Act) -> Any:
        raise ZeroDivisionError

    monkeypatch.setitem(acts._takers, "opened", fail)
    sent = [
        act("opened", lesson=lesson.id),
        act("done", lesson=lesson.id),
        act("done", lesson=other.id),
    ]
    named = send(as_ada, ada, *sent)
    # What belongs to the same lesson keeps its order: it waits too.
    assert (ids(named["kept"]), named["refused"]) == ([sent[2]["id"]], [])
    assert "an act of kind opened was not taken" in caplog.text
    monkeypatch.undo()
    assert ids(send(as_ada, ada, *sent)["kept"]) == [sent[2]["id"], sent[0]["id"], sent[1]["id"]]


def test_who_is_signed_out_keeps_everything_on_the_device(
    client: Any, as_person: Any, ada: Any, mallory: Any, course: Course
) -> None:
    sent = act("done", lesson=course.lessons[0].id)
    send(client, ada, sent, status=401)
    send(as_person(mallory), ada, sent, status=409)
    assert count(LearningEvent) == 0
    assert client.get("/learning/acts/token").get_json()["person"] is None
    token = as_person(mallory).get("/learning/acts/token")
    assert token.get_json()["person"] == mallory.id
    assert token.headers["Cache-Control"] == "no-store"


def test_an_act_of_another_person_is_not_taken_over(
    as_person: Any, ada: Any, mallory: Any, course: Course
) -> None:
    sent = act("done", lesson=course.lessons[0].id)
    send(as_person(ada), ada, sent)
    named = send(as_person(mallory), mallory, sent)
    assert (named["kept"], ids(named["refused"])) == ([], [sent["id"]])
    assert db.session.scalars(select(LearningEvent.person_id)).all() == [ada.id]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"no json", b'{"acts": 5}'])
def test_what_is_no_list_of_acts_is_turned_away(as_ada: Any, ada: Any, body: bytes) -> None:
    sent = body.replace(b"{", f'{{"person": {ada.id},'.encode(), 1).replace(b",}", b"}")
    answer = as_ada.post("/learning/acts", data=sent, content_type="application/json")
    assert answer.status_code in (400, 409)


def test_the_later_act_wins_by_the_count_of_the_browser(
    as_ada: Any, ada: Any, course: Course, noon: datetime
) -> None:
    block = check_of(course.lessons[0])
    late = act("answered", {"answer": "b"}, block=block.id, seq=20, made_at=noon.isoformat())
    early = act("answered", {"answer": "a"}, block=block.id, seq=10, made_at=noon.isoformat())
    send(as_ada, ada, late)
    send(as_ada, ada, early)
    assert (progress(block).answer, progress(block).tries) == ({"answer": "b"}, 2)


def test_a_clock_that_goes_wrong_is_put_right(
    as_ada: Any, ada: Any, course: Course, noon: datetime
) -> None:
    wrong = noon - timedelta(days=9000)
    made = (wrong - timedelta(minutes=5)).isoformat()
    sent = act("done", lesson=course.lessons[0].id, made_at=made, seq=1)
    send(as_ada, ada, sent, sent_at=wrong.isoformat())
    kept = db.session.scalars(select(LearningEvent)).one()
    assert kept.made_at == noon - timedelta(minutes=5)
    ahead = noon + timedelta(days=9000)
    sent = act("opened", lesson=course.lessons[0].id, made_at=ahead.isoformat(), seq=2_000_000_000)
    send(as_ada, ada, sent)
    kept = db.session.get_one(LearningEvent, uuid.UUID(sent["id"]))
    assert kept.made_at == noon
    assert kept.seq is not None
    assert kept.seq < 100_000_000


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_that_no_clock_shows_is_as_good_as_missing(
    as_ada: Any, ada: Any, course: Course, noon: datetime, moment: str
) -> None:
    sent = act("opened", lesson=course.lessons[0].id, made_at=moment)
    for more in ({}, {"sent_at": moment}):
        assert ids(send(as_ada, ada, sent, **more)["kept"]) == [sent["id"]]
    assert [one.made_at for one in db.session.scalars(select(LearningEvent))] == [noon]


def test_a_count_is_never_below_nothing(
    as_ada: Any, ada: Any, course: Course, noon: datetime
) -> None:
    ahead = (noon + timedelta(days=60_000)).isoformat()
    sent = act("opened", lesson=course.lessons[0].id, made_at=ahead, seq=5)
    send(as_ada, ada, sent, sent_at=ahead)
    assert db.session.scalars(select(LearningEvent.seq)).all() == [0]


def test_watching_adds_up_whatever_the_order(
    as_ada: Any, ada: Any, course: Course, make: Any
) -> None:
    lesson = course.lessons[0]
    video = make_block(make, lesson, VIDEO)
    make_path(make, course.lessons[:3], lesson_1={"watched": video.id, "percent": 80})
    as_ada.post("/learning/programme-1/enrolment")
    sent = [
        act(
            "played",
            {"position": end, "segments": [[start, end]]},
            block=video.id,
            seq=seq,
        )
        for seq, (start, end) in enumerate([(0, 30), (20, 55), (55, 70), (10, 12), (90, 140)])
    ]
    random.Random(5).shuffle(sent)
    send(as_ada, ada, *sent)
    found = progress(video)
    assert (found.segments, found.watched) == ([[0, 70], [90, 100]], 80)
    assert found.position == 100  # within the length that there is
    done = db.session.get_one(LessonProgress, (ada.id, lesson.id), populate_existing=True)
    assert done.done_at is not None


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"position": "x"},
        {"position": float("nan")},
        {"position": 1, "segments": [[0, float("inf")]]},
        {"position": 1, "segments": [3]},
        {"position": 1, "segments": 3},
    ],
)
def test_watching_that_makes_no_sense_is_refused(
    as_ada: Any, ada: Any, course: Course, make: Any, value: Any
) -> None:
    video = make_block(make, course.lessons[0], VIDEO)
    named = send(as_ada, ada, act("played", value, block=video.id))
    assert (named["kept"], len(named["refused"])) == ([], 1)


def test_the_transcript_is_another_way_to_take_a_video_in(
    as_ada: Any, ada: Any, course: Course, make: Any, noon: datetime
) -> None:
    video = make_block(make, course.lessons[0], VIDEO)
    send(as_ada, ada, act("done", block=video.id))
    assert progress(video).done_at == noon
    # The block is read, the lesson is not.
    assert db.session.scalars(select(LessonProgress)).one().read_at is None


def test_characters_that_no_database_keeps_are_left_out(
    as_ada: Any, ada: Any, course: Course
) -> None:
    block = check_of(course.lessons[0])
    body = '{"person": %d, "acts": [{"id": "%s", "kind": "answered", "block": %d, "value": {"answer": "b\\u0000", "x\\ud800": "\\ud83d"}}]}'  # noqa: E501
    sent = body % (ada.id, uuid.uuid4(), block.id)
    answer = as_ada.post("/learning/acts", data=sent, content_type="application/json")
    assert len(answer.get_json()["kept"]) == 1
    assert progress(block).answer == {"answer": "b"}


def test_a_save_asks_the_same_however_many_came_before(
    as_ada: Any, ada: Any, course: Course, learning_queries: Callable[[], int]
) -> None:
    block = check_of(course.lessons[0])
    as_ada.post("/learning/programme-1/enrolment")
    send(as_ada, ada, act("answered", {"answer": "a"}, block=block.id))
    asked = []
    for number in range(4):
        send(as_ada, ada, *(act("opened", lesson=course.lessons[0].id) for _ in range(9 * number)))
        learning_queries()
        send(as_ada, ada, act("answered", {"answer": "a"}, block=block.id))
        asked.append(learning_queries())
    assert asked == [8, 8, 8, 8]


def test_a_receipt_is_looked_up_by_facilitators_alone(
    as_person: Any, ada: Any, make_person: Any, course: Course, noon: datetime
) -> None:
    block = check_of(course.lessons[0])
    sent = act("answered", {"answer": "b"}, block=block.id)
    made = (noon - timedelta(hours=3)).isoformat()
    send(as_person(ada), ada, {**sent, "made_at": made})
    dora = as_person(make_person("Dora", roles={"facilitator"}))
    for code in (sent["id"][:8], sent["id"][:8].upper(), sent["id"]):
        html = dora.get(f"/learning/receipts?code={code}").get_data(as_text=True)
        assert "Ada" in html
        assert "Μάθημα 1, title 1 el" in html
        assert sent["id"] in html
        assert "Αποθηκεύτηκε 10:42" in html
        assert "07:42" in html
    for code in ("abc", "zzzzzzzz", "00000000", f"{sent['id'][:7]}%"):
        html = dora.get(f"/learning/receipts?code={code}").get_data(as_text=True)
        assert "Ada" not in html
        assert "δεν κρατήθηκε τίποτα" in html
    assert as_person(ada).get("/learning/receipts").status_code == 403


def deliver(who: Any, batch: list[Act]) -> None:
    with transaction():
        taken = take_all(who, batch)
        assert not taken.refused
        assert {one.id for one in taken.kept} == {one.id for one in batch}


def test_eight_writers_end_in_the_state_of_one(
    app: Any, course: Course, make: Any, ada: Any, grace: Any, noon: datetime
) -> None:
    lessons = course.lessons[:3]
    make_path(make, lessons)
    blocks = [check_of(lesson).id for lesson in lessons]
    once = _acts(random.Random(11), [lesson.id for lesson in lessons], blocks, noon)
    whose = SimpleNamespace(id=ada.id), SimpleNamespace(id=grace.id)
    for one in once:
        deliver(whose[1], [one])
    other = {one.id: uuid.UUID(int=one.id.int ^ 1 << 100) for one in once}
    failures: list[BaseException] = []

    def write(seed: int) -> None:
        mine = [Act(**{**vars(one), "id": other[one.id]}) for one in once] * 3
        random.Random(seed).shuffle(mine)
        try:
            with app.app_context():
                for start in range(0, len(mine), 7):
                    deliver(whose[0], mine[start : start + 7])
        except BaseException as error:
            failures.append(error)

    db.session.rollback()
    writers = [threading.Thread(target=write, args=(seed,)) for seed in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert count(LearningEvent) == 2 * len(once)
    assert state_of(ada) == state_of(grace)


def _acts(rng: random.Random, lessons: list[int], blocks: list[int], noon: datetime) -> list[Act]:
    made = []
    for number in range(40):
        kind = rng.choice(["opened", "answered", "done"])
        place = rng.randrange(len(lessons))
        answered = kind == "answered"
        made.append(
            Act(
                id=uuid.UUID(int=rng.getrandbits(128)),
                kind=kind,
                value={"answer": rng.choice("ab")} if answered else {},
                block=blocks[place] if answered else None,
                lesson=None if answered else lessons[place],
                seq=rng.choice([None, number // 3]),
                made_at=noon - timedelta(minutes=rng.randrange(9)),
            )
        )
    return made


def state_of(person: Any) -> list[Any]:
    """Everything that acts add up to, without ids and moments of arrival."""
    lessons = select(LessonProgress.lesson_id, LessonProgress.seen_at, LessonProgress.read_at)
    lessons = lessons.add_columns(LessonProgress.done_at)
    blocks = select(BlockProgress.block_id, BlockProgress.done_at, BlockProgress.right_at)
    blocks = blocks.add_columns(BlockProgress.tries, BlockProgress.best, BlockProgress.seen_at)
    enrolment = select(Enrolment.met, Enrolment.required, Enrolment.percent)
    asked = (lessons, LessonProgress), (blocks, BlockProgress), (enrolment, Enrolment)
    return [
        sorted(map(tuple, db.session.execute(query.where(model.person_id == person.id))))
        for query, model in asked
    ]


def test_a_learner_is_held_once_in_a_transaction_and_anew_after_a_savepoint(
    ada: Any, queries_run: list[str]
) -> None:
    person = ada.id

    def held() -> int:
        hold(person)
        asked, queries_run[:] = [q for q in queries_run if q.startswith("SELECT acc")], []
        return len(asked)

    for _ in range(2):
        with transaction():
            queries_run.clear()
            inside = db.session.begin_nested()
            counts = [held(), held()]
            inside.rollback()  # and what it held is let go of
            counts += [held(), held(), held()]
            with db.session.begin_nested():
                counts.append(held())
        assert counts == [1, 1, 1, 0, 0, 0]
