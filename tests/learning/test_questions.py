"""Questions in lessons, of every kind: answered plainly and through the queue, never given away."""

import re
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db
from kalo.learning.models import QUESTION, Block, BlockProgress, LearningEvent
from tests.factories.learning import make_block, new_act
from tests.factories.questions import ALL, PARTLY, RIGHT, WRONG
from tests.learning.conftest import Course
from tests.learning.test_pages import main, page
from tests.learning.test_progress import NEW

KINDS = sorted(set(ALL) - {"open"})  # an open one is for a quiz: there a person marks it


def put(make: Any, course: Course, kind: str) -> Block:
    """A question of a kind in the first lesson."""
    body = ALL[kind]
    said = {language: body[language] for language in ("el", "en") if language in body}
    made = {name: body[name] for name in ("kind", "points", "key")}
    return make_block(make, course.lessons[0], QUESTION, "asked", said=said, made=made)


def fields(kind: str, answer: Any) -> dict[str, Any]:
    """What a browser sends for an answer."""
    if kind == "ordering":
        return {f"asked-{key}": str(place) for place, key in enumerate(answer, 1)}
    if isinstance(answer, dict):
        return {f"asked-{key}": value for key, value in answer.items()}
    return {"asked": str(answer).lower() if isinstance(answer, bool) else answer}


def progress(block: Block) -> BlockProgress:
    mine = select(BlockProgress).filter_by(block_id=block.id).execution_options(**NEW)
    return db.session.scalars(mine).one()


def kept(block: Block) -> list[Any]:
    acts = select(LearningEvent).filter_by(block_id=block.id).order_by(LearningEvent.received_at)
    return [act.answer for act in db.session.scalars(acts)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_and_a_wrong_answer_are_told_apart_and_kept(
    as_ada: Any, course: Course, make: Any, kind: str
) -> None:
    block = put(make, course, kind)
    door = course.url(door="asked/answers")
    for answer, hue in ((WRONG[kind], "alarm"), (RIGHT[kind], "good")):
        sent = {"act": new_act(), **fields(kind, answer)}
        assert as_ada.post(door, data=sent).location == f"{course.url()}#asked"
        html = main(page(as_ada.get(course.url())))
        part = html[html.index('id="asked"') :]
        assert f'class="verdict" data-hue="{hue}"' in part[: part.index("</form>")]
    assert kept(block) == [WRONG[kind], RIGHT[kind]]
    assert (progress(block).tries, progress(block).best) == (2, 100)


@pytest.mark.parametrize("kind", sorted(PARTLY))
def test_what_is_partly_right_is_not_right(
    as_ada: Any, course: Course, make: Any, kind: str
) -> None:
    block = put(make, course, kind)
    sent = {"act": new_act(), **fields(kind, PARTLY[kind])}
    as_ada.post(course.url(door="asked/answers"), data=sent)
    assert progress(block).right_at is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_queue_sends_the_same_fields(
    as_ada: Any, ada: Any, course: Course, make: Any, kind: str
) -> None:
    block = put(make, course, kind)
    sent = []
    for name, value in fields(kind, RIGHT[kind]).items():
        sent += [[name, one] for one in (value if isinstance(value, list) else [value])]
    act = {"id": str(uuid.uuid4()), "kind": "answered", "block": block.id}
    body = {"person": ada.id, "acts": [{**act, "value": {"fields": sent}}]}
    named = as_ada.post("/learning/acts", json=body).get_json()
    assert [one["id"] for one in named["kept"]] == [act["id"]]
    assert kept(block) == [RIGHT[kind]]
    assert progress(block).right_at is not None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_on_the_page_gives_the_answer_away(
    client: Any, as_ada: Any, course: Course, make: Any, kind: str, prefix: str
) -> None:
    put(make, course, kind)
    wrong = {"act": new_act(), **fields(kind, WRONG[kind])}
    for visitor in (client, as_ada):
        html = main(page(visitor.get(prefix + course.url())))
        part = html[html.index('id="asked"') :]
        part = part[: part.index("</form>")]
        assert 'class="choice right"' not in part
        assert "feedback" not in part
        assert "selected" not in part
        assert "checked" not in part
        for text in ("Ένα μέλος, μία ψήφος.", "One member", "4430", "37,5", "Κοιν.Σ.Επ.</"):
            assert kind == "multiple" or text not in part
        if kind == "ordering":
            shown = re.findall(r'data-key="(\w)"', part)
            assert sorted(shown) == ["a", "b", "c", "d"]
            assert shown != RIGHT["ordering"]
    as_ada.post(prefix + course.url(door="asked/answers"), data=wrong)
    # After a wrong answer one tries again: what is right is still not said.
    html = main(page(as_ada.get(prefix + course.url())))
    part = html[html.index('id="asked"') :]
    assert 'data-hue="good"' not in part[: part.index("</form>")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_tries_and_nothing_is_kept(
    client: Any, course: Course, make: Any, kind: str
) -> None:
    put(make, course, kind)
    answer = client.get(course.url(), query_string=fields(kind, RIGHT[kind]))
    html = main(page(answer))
    part = html[html.index('id="asked"') :]
    assert 'class="verdict" data-hue="good"' in part
    assert "Η απάντησή σου δεν κρατιέται." in part
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_is_none_comes_back_with_a_sentence(
    as_ada: Any, course: Course, make: Any, kind: str
) -> None:
    put(make, course, kind)
    html = page(as_ada.post(course.url(door="asked/answers"), data={"act": new_act()}), 422)
    assert 'id="asked-error" role="alert"' in html
    assert db.session.scalar(select(func.count()).select_from(LearningEvent)) == 0


def test_a_number_that_cannot_be_read_comes_back_as_it_was_typed(
    as_ada: Any, course: Course, make: Any
) -> None:
    put(make, course, "numeric")
    sent = {"act": new_act(), "asked": "πολλά"}
    as_ada.post(course.url(door="asked/answers"), data=sent)
    html = main(page(as_ada.get(course.url())))
    assert 'value="πολλά"' in html


def test_where_its_english_is_missing_it_is_asked_in_greek(
    as_ada: Any, course: Course, make: Any
) -> None:
    put(make, course, "short")
    html = main(page(as_ada.get(f"/en{course.url()}")))
    assert "Shown in Greek" in html
    assert '<div class="block stack" data-kind="question" lang="el"><div' in html
