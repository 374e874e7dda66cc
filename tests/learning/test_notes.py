"""A learner's own notes and bookmarks."""

from typing import Any

from sqlalchemy import select

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.models import Bookmark, Lesson, Note
from tests.factories.learning import new_act
from tests.learning.conftest import Course


def write(visitor: Any, course: Course, words: str = "Να ρωτήσω τη λογίστρια.") -> Any:
    return visitor.post(course.url(1, "notes"), data={"note": words, "once": new_act()})


def notes() -> list[tuple[str, int]]:
    return [(note.text, note.revision) for note in db.session.scalars(select(Note))]


def test_a_note_stands_beside_its_lesson_for_its_own_alone(
    course: Course, as_ada: Any, as_person: Any, mallory: Any
) -> None:
    answer = write(as_ada, course)
    note = db.session.scalars(select(Note)).one()
    assert (answer.status_code, answer.location) == (303, f"{course.url()}#note-{note.id}")
    words = "Να ρωτήσω τη λογίστρια."
    seen = [words in as_person(who).get(course.url()).text for who in (mallory, None)]
    assert [words in as_ada.get(course.url()).text, *seen] == [True, False, False]


def test_the_same_note_sent_twice_is_one(course: Course, as_ada: Any) -> None:
    sent = {"note": "Μία φορά", "once": new_act()}
    for _time in range(2):
        assert as_ada.post(course.url(1, "notes"), data=sent).status_code == 303
    assert notes() == [("Μία φορά", 1)]


def test_an_empty_note_comes_back_with_its_error(course: Course, as_ada: Any) -> None:
    answer = write(as_ada, course, "")
    assert (answer.status_code, "Γράψε πρώτα κάτι." in answer.text) == (422, True)
    assert notes() == []


def test_too_long_a_note_comes_back_whole(course: Course, as_ada: Any) -> None:
    words = "μακρύ " * 2000
    answer = write(as_ada, course, words)
    assert (answer.status_code, words.strip() in answer.text) == (422, True)


def test_a_note_is_changed_and_both_texts_are_shown_where_it_was_changed_elsewhere(
    course: Course, as_ada: Any
) -> None:
    write(as_ada, course, "Πρώτα λόγια")
    at = f"/learning/mine/notes/{db.session.scalars(select(Note.id)).one()}"
    assert as_ada.post(at, data={"note": "Δεύτερα λόγια", "revision": 1}).status_code == 303
    answer = as_ada.post(at, data={"note": "Άλλα λόγια", "revision": 1})
    assert answer.status_code == 409
    assert ["Δεύτερα λόγια" in answer.text, "Άλλα λόγια" in answer.text] == [True, True]
    assert notes() == [("Δεύτερα λόγια", 2)]
    assert as_ada.post(at, data={"note": "Άλλα λόγια", "revision": 2}).status_code == 303
    assert notes() == [("Άλλα λόγια", 3)]


def test_a_note_that_is_changed_or_removed_twice_by_a_double_press_is_so_once(
    course: Course, as_ada: Any
) -> None:
    write(as_ada, course)
    at = f"/learning/mine/notes/{db.session.scalars(select(Note.id)).one()}"
    sent = {"note": "Άλλα λόγια", "revision": 1, "once": new_act()}
    answers = [as_ada.post(at, data=sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert notes() == [("Άλλα λόγια", 2)]
    assert as_ada.get(at).text.count('name="once"') == 2
    gone = {"once": new_act()}
    answers = [as_ada.post(f"{at}/removal", data=gone) for _time in range(2)]
    assert [answer.location for answer in answers] == [f"{course.url()}#notes"] * 2
    assert notes() == []


def test_a_lesson_that_went_is_named_and_nothing_leads_to_it(course: Course, as_ada: Any) -> None:
    write(as_ada, course)
    as_ada.post(course.url(1, "bookmark"))
    as_ada.post(course.url(1, "completion"), data={"act": new_act()})
    with transaction():
        db.session.get_one(Lesson, course.lessons[0].id).withdrawn_at = clock.now()
    page = as_ada.get("/learning/mine/notes/").text
    assert page.count("δεν είναι πια εδώ") == 2
    mine = as_ada.get("/learning/mine/").text
    assert "<b>Μάθημα 1</b>" in mine
    assert [course.url() in each for each in (page, mine)] == [False, False]
    at = f"/learning/mine/notes/{db.session.scalars(select(Note.id)).one()}"
    assert course.url() not in as_ada.get(at).text
    changed = as_ada.post(at, data={"note": "Άλλα λόγια", "revision": 1})
    assert (changed.status_code, changed.location) == (303, "/learning/mine/notes/")


def test_nobody_reaches_anothers_note(
    course: Course, as_ada: Any, as_person: Any, mallory: Any
) -> None:
    write(as_ada, course)
    at = f"/learning/mine/notes/{db.session.scalars(select(Note.id)).one()}"
    stranger = as_person(mallory)
    found = [
        stranger.get(at).status_code,
        stranger.post(at, data={"note": "Κλεμμένο", "revision": 1}).status_code,
        stranger.post(f"{at}/removal").status_code,
    ]
    assert found == [404, 404, 404]
    assert notes() == [("Να ρωτήσω τη λογίστρια.", 1)]
    assert as_ada.post(f"{at}/removal").status_code == 303
    assert notes() == []


def test_a_lesson_is_bookmarked_found_again_and_let_go(course: Course, as_ada: Any) -> None:
    for _time in range(2):
        as_ada.post(course.url(1, "bookmark"))
    assert len(db.session.scalars(select(Bookmark)).all()) == 1
    page = as_ada.get("/learning/mine/notes/").text
    assert f'href="{course.url()}">Μάθημα 1<' in page
    as_ada.post(course.url(1, "bookmark/undo"))
    assert "Μάθημα 1" not in as_ada.get("/learning/mine/notes/").text


def test_the_page_of_notes_costs_the_same_at_one_and_at_three(
    course: Course, as_ada: Any, learning_queries: Any
) -> None:
    counted = []
    for _time in range(2):
        write(as_ada, course)
        learning_queries()
        as_ada.get("/learning/mine/notes/")
        counted.append(learning_queries())
        write(as_ada, course)
    assert counted == [2, 2]


def test_notes_are_in_ones_own_copy_and_go_with_the_person(
    course: Course, as_ada: Any, ada: Any, make: Any
) -> None:
    from kalo.learning.actions import forget
    from kalo.learning.own_data import collect

    write(as_ada, course)
    as_ada.post(course.url(1, "bookmark"))
    held = collect(ada)
    assert [note["text"] for note in held["notes"]] == ["Να ρωτήσω τη λογίστρια."]
    assert held["bookmarks"] == ["Μάθημα 1"]
    with transaction():
        forget(ada)
    assert (notes(), db.session.scalars(select(Bookmark)).all()) == ([], [])
