"""Guests' pages of learning are kept, and each is always the page that would be made now."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum import actions
from kalo.forum.models import Category, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.page_cache import PageCache
from kalo.learning.actions import import_programmes
from kalo.learning.models import WORKSHOP, Lesson
from tests.conftest import Browser
from tests.factories.forum import answer, done, shelf, talk
from tests.factories.learning import (
    make_lesson,
    make_module,
    make_programme,
    new_act,
    write_lesson,
    write_programme,
)

FRESH = re.compile(r'nonce="[^"]+"|name="since" value="\d+"|[?&;]since=\d+|data-since="\d+"')
TERMS = (
    'terms:\n  - key: a\n    term: {el: "Άλφα", en: "Alpha"}\n    means: {el: "Ένα.", en: "One."}\n'
)
LIST, PROGRAMME, FIRST, SECOND = "", "p1/", "p1/first/", "p1/second/"
GLOSSARY, TERM = "glossary", "glossary/a/term"
PAGES = {LIST, PROGRAMME, FIRST, SECOND, GLOSSARY, TERM}
Same = Callable[[], set[str]]


def bring(home: Path) -> None:
    with transaction():
        import_programmes(home.parent)


def rewrite(path: Path, old: str, new: str) -> None:
    said = path.read_text()
    assert old in said
    path.write_text(said.replace(old, new, 1))


@pytest.fixture
def home(app: Any, tmp_path: Path) -> Path:
    """A programme of two lessons, and a glossary."""
    home = write_programme(tmp_path / "content", l1="first", l2="second")
    write_lesson(home, "first")
    write_lesson(home, "second")
    (home.parent / "glossary.yaml").write_text(TERMS)
    bring(home)
    return home


@pytest.fixture
def lesson(home: Path) -> Lesson:
    return db.session.scalars(select(Lesson).where(Lesson.key == "p1-l1")).one()


@pytest.fixture
def same(
    client: Browser, pages_kept: PageCache, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Same:
    """same() compares every kept page with one made anew; answers those that changed."""
    later = clock.now() + timedelta(hours=2)  # and there it stands: words of time do not move
    monkeypatch.setattr(clock, "now", lambda: later)
    known: dict[str, tuple[int, str]] = {}

    def page(address: str) -> tuple[int, str]:
        found = client.get(address)
        return found.status_code, FRESH.sub("", found.text)

    def look() -> set[str]:
        changed = set()
        for there in sorted(PAGES):
            for address in (f"/learning/{there}", f"/en/learning/{there}"):
                pages_kept.on = True
                kept = page(address)
                pages_kept.on = False
                assert kept == page(address), f"stale: {address}"
                if known.get(address) != kept:
                    changed.add(there)
                known[address] = kept
        pages_kept.on = True
        return changed

    assert look() == PAGES
    assert {status for status, _text in known.values()} == {200}
    assert look() == set()
    return look


def test_all_of_them_are_kept_and_a_kept_one_asks_once(
    client: Browser, pages_kept: PageCache, same: Same, queries_run: list[str]
) -> None:
    assert len(pages_kept.kept) == 2 * len(PAGES)
    queries_run.clear()
    before = pages_kept.asked
    for there in PAGES:
        assert client.get(f"/learning/{there}").status_code == 200
    assert pages_kept.asked - before == len(PAGES)
    assert [asked for asked in queries_run if "learning_" in asked] == []


IMPORTS: dict[str, tuple[str, str, str, set[str]]] = {
    "a text": ("p1/first/el.md", "Το κείμενο", "Το άλλο", {FIRST}),
    "a question": ("p1/second/el.md", "Ποιος αποφασίζει;", "Ποιοι μαζί;", {SECOND}),
    "a goal": ("p1/first/el.md", "Ο στόχος.", "Άλλος στόχος.", {FIRST}),
    "a title of a lesson": (
        "p1/programme.yaml", "Μάθημα first", "Άλλο", {PROGRAMME, FIRST, SECOND},
    ),
    "a title of a module": ("p1/programme.yaml", "Μέρος", "Ενότητα", {PROGRAMME, FIRST, SECOND}),
    "a title of a programme": (
        "p1/programme.yaml", "Τίτλος p1", "Άλλος", {LIST, PROGRAMME, FIRST, SECOND},
    ),
    "a word": ("glossary.yaml", "Ένα.", "Πρώτο.", {GLOSSARY, TERM}),
}  # fmt: skip


@pytest.mark.parametrize("what", IMPORTS)
def test_after_an_import_guests_read_what_it_brought(what: str, home: Path, same: Same) -> None:
    path, old, new, touched = IMPORTS[what]
    rewrite(home.parent / path, old, new)
    bring(home)
    assert same() == touched
    assert same() == set()


def test_a_lesson_that_was_taken_away_is_gone(home: Path, same: Same, client: Browser) -> None:
    rmtree(home / "second")
    bring(home)
    assert same() == {PROGRAMME, FIRST, SECOND}
    assert client.get(f"/learning/{SECOND}").status_code == 404


def test_discussions_of_a_lesson_are_seen_at_once_and_gone_when_they_go(
    lesson: Lesson, same: Same, ada: Person, grace: Person, moderator: Person
) -> None:
    topic: Topic = talk(shelf(), ada, "Για το μάθημα", subject=lesson.subject)
    assert same() == {FIRST}
    answer(topic, grace)
    assert same() == {FIRST}
    done(actions.delete_topic, topic, moderator)
    assert same() == {FIRST}
    talk(shelf("Άλλη", members_only=True), ada, "Των μελών", subject=lesson.subject)
    assert same() == set()


def test_a_category_that_guests_may_not_see_any_more_takes_its_discussions_along(
    lesson: Lesson, same: Same, ada: Person, as_person: Any, administrator: Person
) -> None:
    category: Category = shelf()
    talk(category, ada, "Για το μάθημα", subject=lesson.subject)
    assert same() == {FIRST}
    hidden = {"title_el": "Αγορά", "see": "members", "reply": "members", "start": "members"}
    answered = as_person(administrator).post(f"/forum/categories/{category.id}/edit", data=hidden)
    assert answered.status_code == 303
    assert same() == {FIRST}


def test_a_member_never_meets_what_is_kept(
    same: Same, as_ada: Browser, pages_kept: PageCache
) -> None:
    kept = dict(pages_kept.kept)
    for there in (LIST, PROGRAMME, FIRST):
        html = as_ada.get(f"/learning/{there}").text
        assert "Ada" in html
        assert "accounts/out" in html or "Αποσύνδεση" in html
    assert pages_kept.kept.keys() == kept.keys()
    assert all(pages_kept.kept[key] is kept[key] for key in kept)
    assert same() == set()


def test_an_answer_that_a_guest_tries_is_shown_to_nobody_else(
    same: Same, client: Browser, pages_kept: PageCache
) -> None:
    count = len(pages_kept.kept)
    assert "Όχι." in client.get(f"/learning/{FIRST}?check=a").text
    assert "Όχι." not in client.get(f"/learning/{FIRST}").text
    assert len(pages_kept.kept) == count


def test_a_lesson_with_a_workshop_is_not_kept(
    make: Any, client: Browser, pages_kept: PageCache
) -> None:
    module = make_module(make, make_programme(make))
    make_lesson(make, module, 1)
    make_lesson(make, module, 2, blocks=(WORKSHOP,))
    for number, kept in ((1, 1), (2, 1)):
        assert client.get(f"/learning/programme-1/lesson-{number}/").status_code == 200
        assert len(pages_kept.kept) == kept


STEPS = re.compile(r'<li class="(\w*)[ \w]*"> *<a class="title" href="(?:/en)?/learning/p1/(\w+)/')


def steps(browser: Browser, address: str) -> dict[str, str]:
    """How each lesson of a list looks to somebody: done, here, or neither."""
    html = re.sub(r"\s+", " ", browser.get(address).text)
    return {slug: look for look, slug in STEPS.findall(html)}


def test_what_is_kept_of_a_list_of_lessons_shows_everybody_their_own_place(
    home: Path, client: Browser, as_ada: Browser, as_person: Any, grace: Person
) -> None:
    neither, other = {"first": "", "second": ""}, as_person(grace)
    for spoken in ("", "/en"):
        assert steps(client, f"{spoken}/learning/{PROGRAMME}") == neither
    as_ada.post(f"/learning/{FIRST}completion", data={"act": new_act()})
    other.post("/learning/p1/enrolment")
    for spoken in ("", "/en"):
        there, beside = f"{spoken}/learning/{PROGRAMME}", f"{spoken}/learning/{SECOND}"
        assert steps(as_ada, there) == {"first": "done", "second": "here"}
        assert steps(other, there) == {"first": "here", "second": ""}
        assert steps(client, there) == neither
        assert steps(as_ada, beside)["first"] == "done"
        assert steps(other, beside)["first"] == ""
        assert steps(client, beside)["first"] == ""
    assert "Part" in as_ada.get(f"/en/learning/{PROGRAMME}").text
    assert ">Lesson" in as_ada.get(f"/en/learning/{PROGRAMME}").text
    assert ">Μάθημα" in as_ada.get(f"/learning/{PROGRAMME}").text
