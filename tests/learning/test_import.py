"""Bringing content/learning in: identities stay, nothing is lost, mistakes are named."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import undefer_group

from kalo import signals
from kalo.kit.db import db, transaction
from kalo.learning import actions
from kalo.learning.actions import BadContent, import_programmes
from kalo.learning.models import Block, Lesson, LessonProgress, Module, Programme
from tests.factories.learning import ENGLISH, GREEK, write_lesson, write_programme

KNOWN_ROOMS = ("forum", "learning", "events", "toolbox", "library", "participation", "site")


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    """A programme of two lessons, the first with its texts."""
    home = write_programme(tmp_path / "content", l1="first", l2="second")
    write_lesson(home, "first")
    return home


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What search has heard of."""
    heard: list[str] = []

    def hear(subject: str, **_: Any) -> None:
        heard.append(subject)

    with signals.thing_changed.connected_to(hear):
        yield heard


def bring(home: Path) -> actions.Imported:
    with transaction():
        return import_programmes(home.parent)


def blocks(key: str) -> dict[str, Block]:
    """The standing blocks of a lesson by their own names, in their order."""
    query = select(Block).join(Block.lesson).where(Lesson.key == key, Block.withdrawn_at.is_(None))
    fresh = query.order_by(Block.position).execution_options(populate_existing=True)
    return {block.name: block for block in db.session.scalars(fresh)}


def lesson(key: str) -> Lesson:
    query = select(Lesson).options(undefer_group("text")).where(Lesson.key == key)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_the_first_import_makes_everything(home: Path, told: list[str]) -> None:
    done = bring(home)
    assert (done.added, done.changed) == (["p1", "p1-m1", "p1-l1", "p1-l2"], [])
    first, second = lesson("p1-l1"), lesson("p1-l2")
    assert (first.has_text, second.has_text) == (True, False)
    made = blocks("p1-l1")
    assert [(b.key, b.kind, b.required) for b in made.values()] == [
        ("p1-l1/text-1", "text", False),
        ("p1-l1/check", "question", False),
    ]
    assert made["text-1"].said == {
        "el": {"html": '<p>Το κείμενο με <a href="/toolbox/basics/">σύνδεσμο</a>.</p>\n'},
        "en": {"html": '<p>The text with a <a href="/en/toolbox/basics/">link</a>.</p>\n'},
    }
    assert made["check"].said["en"] == {
        "text": "<p>Who decides?</p>\n",
        "options": [
            {"key": "a", "text": "One", "feedback": "No."},
            {"key": "b", "text": "All", "feedback": "Yes."},
        ],
    }
    assert made["check"].made == {"kind": "single", "key": {"right": "b"}, "points": 1}
    assert [source["date"] for source in first.sources] == ["2016-10-31", ""]
    assert told == ["programme:1", f"lesson:{first.id}", f"lesson:{second.id}"]


def test_an_import_of_the_same_files_writes_nothing(
    home: Path, told: list[str], queries_run: list[str]
) -> None:
    bring(home)
    told.clear()
    queries_run.clear()
    assert not bring(home)
    assert [q for q in queries_run if q.startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert told == []


def test_a_changed_text_keeps_the_lesson_and_its_progress(
    home: Path, ada: Any, make: Any, told: list[str]
) -> None:
    bring(home)
    before = lesson("p1-l1")
    make(LessonProgress, person_id=ada.id, lesson_id=before.id)
    told.clear()
    write_lesson(home, "first", GREEK.replace("Το κείμενο", "Άλλο κείμενο"))
    assert bring(home).changed == ["p1-l1"]
    after = lesson("p1-l1")
    html = blocks("p1-l1")["text-1"].said["el"]["html"]
    assert (after.id, html[:15]) == (before.id, "<p>Άλλο κείμενο")
    assert db.session.scalar(select(LessonProgress.lesson_id)) == before.id
    assert told == [f"lesson:{before.id}"]


def test_slugs_titles_and_order_change_and_the_lessons_stay_the_same(home: Path) -> None:
    write_lesson(home, "second")
    bring(home)
    ids = {key: lesson(key).id for key in ("p1-l1", "p1-l2")}
    write_programme(home.parent, l2="first", l1="second")  # swapped addresses and places
    bring(home)
    assert {key: lesson(key).id for key in ids} == ids
    assert [(lesson(k).slug, lesson(k).position) for k in ids] == [("second", 2), ("first", 1)]


def test_a_lesson_moves_to_another_module_and_stays_the_same(home: Path) -> None:
    bring(home)
    before = lesson("p1-l2").id
    path = home / "programme.yaml"
    more = '  - key: p1-m2\n    title: {el: "Άλλο"}\n    lessons:\n'
    path.write_text(path.read_text().replace("      - {key: p1-l2", f"{more}      - {{key: p1-l2"))
    bring(home)
    second = db.session.scalars(select(Module).where(Module.key == "p1-m2")).one()
    assert (lesson("p1-l2").id, lesson("p1-l2").module_id) == (before, second.id)


def test_what_disappears_is_withdrawn_and_can_come_back(home: Path, ada: Any, make: Any) -> None:
    bring(home)
    gone = lesson("p1-l2").id
    make(LessonProgress, person_id=ada.id, lesson_id=gone)
    write_programme(home.parent, l1="first")
    assert bring(home).withdrawn == ["p1-l2"]
    assert lesson("p1-l2").withdrawn_at is not None
    assert db.session.scalar(select(func.count()).select_from(LessonProgress)) == 1
    write_programme(home.parent, l1="first", l2="second")
    assert bring(home).changed == ["p1-l2"]
    assert (lesson("p1-l2").id, lesson("p1-l2").withdrawn_at) == (gone, None)


def test_a_programme_that_disappears_takes_its_lessons_out_of_search(
    home: Path, told: list[str]
) -> None:
    write_programme(home.parent, "p2", 2, l1="other")
    bring(home)
    told.clear()
    (home.parent / "p2" / "programme.yaml").unlink()
    (home.parent / "p2").rmdir()
    assert bring(home).withdrawn == ["p2", "p2-m1", "p2-l1"]
    assert told == ["programme:2", f"lesson:{lesson('p2-l1').id}"]


def test_an_address_of_a_withdrawn_lesson_is_free(home: Path) -> None:
    bring(home)
    write_programme(home.parent, l1="first", l3="second")
    done = bring(home)
    assert (done.added, done.withdrawn) == (["p1-l3"], ["p1-l2"])


def test_a_lesson_without_english_has_only_greek(home: Path) -> None:
    (home / "first" / "en.md").unlink()
    bring(home)
    assert lesson("p1-l1").goal_en == ""
    assert [list(block.said) for block in blocks("p1-l1").values()] == [["el"], ["el"]]


@pytest.mark.parametrize(
    ("old", "new", "where", "sentence"),
    [
        ("hours: 25", "hours: soon", 1, "hours: a whole number is wanted"),
        ("hours: 25", "", 1, "hours: a whole number is wanted"),
        ("hours: 25", "hours: 25\ncolour: red", 1, "unknown: colour"),
        ("hours: 25", "hours: [25", 4, "did not find"),
        ("key: p1-l2, ", "", 14, "key: a text is wanted"),
        ("slug: second", "slug: Δεύτερο", 14, "slug: 'Δεύτερο' cannot stand in an address"),
        ("slug: second", "slug: first", 14, "the lesson p1-l2 (first) stands here twice"),
        ("order: 1", "order: 1\norder: 2", 1, "a name is given twice"),
        ('aim: {el: "Σκοπός"}', 'aim: {en: "Aim"}', 5, "el: a text is wanted"),
        ('aim: {el: "Σκοπός"}', "", 1, "aim: is missing"),
    ],
)
def test_a_mistake_in_the_outline_is_named(
    home: Path, old: str, new: str, where: int, sentence: str
) -> None:
    path = home / "programme.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    assert_refused(home, f"{path}:{where}: {sentence}")


@pytest.mark.parametrize(
    ("old", "new", "where", "sentence"),
    [
        ('goal: "Ο στόχος."\n', "", 2, "goal: a text is wanted"),
        ("right: true", "right: false", 9, "check: exactly one option is right"),
        ("{key: b,", "{key: a,", 9, "check: wants two options or more"),
        ("https://example.org/", "javascript:alert(1)", 6, "url: begins with https://"),
        ("updated: 2026-11-22", "updated: χθες", 2, "updated: wants a date"),
        ("legal: true", "legal: !!python/object:os.system x", 3, "could not determine"),
        ("---\ngoal", "goal", 1, "begins with front matter between two lines of ---"),
        ("Το κείμενο με [σύνδεσμο](/toolbox/basics/).\n", "", 2, "has no text"),
    ],
)
def test_a_mistake_in_a_text_is_named(
    home: Path, old: str, new: str, where: int, sentence: str
) -> None:
    write_lesson(home, "first", GREEK.replace(old, new, 1))
    assert_refused(home, f"{home / 'first' / 'el.md'}:{where}: {sentence}")


def test_an_answer_that_differs_between_languages_is_named(home: Path) -> None:
    write_lesson(home, "first", GREEK, ENGLISH.replace("key: b", "key: c"))
    assert_refused(home, f"{home / 'first' / 'en.md'}:2: check: has other options than el.md")


def test_a_text_without_its_lesson_is_named(home: Path) -> None:
    write_lesson(home, "frist")
    assert_refused(home, f"{home / 'frist'}:1: no lesson of programme.yaml has this text")


def test_a_key_of_another_programme_is_named(home: Path) -> None:
    path = write_programme(home.parent, "p2", 2, l1="other") / "programme.yaml"
    path.write_text(path.read_text().replace("p2-l1", "p1-l1"))
    assert_refused(home, f"{path}:1: another programme has the key p1-l1 too")


def test_an_empty_folder_withdraws_nothing(home: Path, tmp_path: Path) -> None:
    bring(home)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(BadContent, match="there is no programme here"), transaction():
        import_programmes(empty)


def assert_refused(home: Path, message: str) -> None:
    with pytest.raises(BadContent, match=re.escape(message)), transaction():
        import_programmes(home.parent)
    assert db.session.scalar(select(func.count()).select_from(Programme)) == 0
