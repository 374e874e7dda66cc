"""Reading pages: what is in content/ is on the shelves, in both languages, with no dead link."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import func, select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.shelves.actions import import_shelves
from kalo.shelves.files import CONTENT, WrongContent
from kalo.shelves.models import Leaf
from tests.conftest import Browser
from tests.factories.forum import shelf, talk

SITE_MAP = {
    "toolbox": 22,
    "library": 5,
    "participation": 7,
    "site": 4,
}


@pytest.fixture
def laid(app: Flask) -> int:
    with transaction():
        return import_shelves()


def leaves() -> list[Leaf]:
    return list(db.session.scalars(select(Leaf).order_by(Leaf.id)))


def test_every_leaf_of_the_site_map_is_a_page_in_both_languages(laid: int, client: Browser) -> None:
    counted = db.session.execute(select(Leaf.room, func.count()).group_by(Leaf.room)).all()
    assert dict(map(tuple, counted)) == SITE_MAP

    for leaf in leaves():
        for prefix, title in (("", leaf.title_el), ("/en", leaf.title_en)):
            page = client.get(f"{prefix}{leaf.path}")
            assert page.status_code == 200, leaf.path
            assert f"<h1>{title}</h1>" in page.text.replace("&amp;", "&").replace("&#39;", "'")


def test_a_room_shows_all_its_leaves(laid: int, client: Browser) -> None:
    for room in ("toolbox", "library", "participation"):
        page = client.get(f"/{room}/").text
        shown = {leaf.path for leaf in leaves() if leaf.room == room}
        assert shown
        assert {path for path in shown if f'href="{path}"' not in page} == set()


def test_legal_pages_say_that_they_are_no_legal_advice_and_their_date(
    laid: int, client: Browser
) -> None:
    legal = [leaf for leaf in leaves() if leaf.legal]
    assert legal
    for leaf in legal:
        assert "δεν αποτελεί νομική συμβουλή" in client.get(leaf.path).text
        assert "this is not legal advice" in client.get(f"/en{leaf.path}").text


def test_reading_again_changes_nothing_and_keeps_identities(laid: int) -> None:
    before = {leaf.path: leaf.id for leaf in leaves()}
    with transaction():
        assert import_shelves() == 0
    assert {leaf.path: leaf.id for leaf in leaves()} == before


def test_a_changed_text_is_the_same_leaf_and_a_missing_one_is_withdrawn(
    laid: int, tmp_path: Path, client: Browser
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    text = content / "library/statistics/el.md"
    text.write_text(text.read_text().replace("## ", "## Νέα: ", 1))
    shutil.rmtree(content / "toolbox/funding-private")
    before = {leaf.path: leaf.id for leaf in leaves()}

    with transaction():
        assert import_shelves(content) == 1

    assert {leaf.path: leaf.id for leaf in leaves()} == before
    assert "Νέα: " in client.get("/library/statistics/").text
    assert client.get("/toolbox/funding-private/").status_code == 404


@pytest.mark.parametrize(
    "broken", ["no front matter", "---\ntitle: [\n---\nx", "---\na: b\n---\nx"]
)
def test_a_broken_file_is_named_and_nothing_is_changed(
    laid: int, tmp_path: Path, broken: str
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "library/statistics/el.md").write_text(broken)

    with pytest.raises(WrongContent, match=r"library/statistics/el\.md"), transaction():
        import_shelves(content)

    assert len(leaves()) == sum(SITE_MAP.values())


def test_no_link_between_leaves_is_dead(laid: int, client: Browser) -> None:
    known = {leaf.path for leaf in leaves()}
    targets: dict[str, str] = {}
    for leaf in leaves():
        for link in re.findall(r'href="(/[^"#?]*)', leaf.html_el) + leaf.related:
            targets.setdefault(link.split("?")[0], leaf.path)
    ours = {link for link in targets if link.split("/")[1] in SITE_MAP and link.count("/") == 3}
    assert ours
    assert {link: targets[link] for link in ours - known} == {}


@pytest.mark.parametrize("room", ["toolbox", "library"])
def test_pages_cost_the_same_however_many_leaves_there_are(
    laid: int, client: Browser, queries_run: list[str], room: str
) -> None:
    for url in (f"/{room}/", next(leaf.path for leaf in leaves() if leaf.room == room)):
        db.session.rollback()
        queries_run.clear()
        client.get(url)
        asked = [q for q in queries_run if "shelves_" in q]
        assert len(asked) == 2


def test_a_discussion_shows_the_leaf_it_is_about(laid: int, client: Browser, ada: Person) -> None:
    here = shelf()
    for leaf in leaves()[:3]:
        topic = talk(here, ada, subject=f"{leaf.room}:{leaf.id}")
        for prefix, title in (("", leaf.title_el), ("/en", leaf.title_en)):
            page = client.get(f"{prefix}{topic.path}").text
            assert f'<a class="title" href="{prefix}{leaf.path}">{escape(title)}</a>' in page
            there = client.get(f"{prefix}{leaf.path}").text
            assert f'href="{prefix}{topic.path}"' in there
    for odd in ("toolbox:0", "toolbox:x", "toolbox:99999999999", "toolbox:"):
        page = client.get(talk(here, ada, subject=odd).path)
        assert (page.status_code, "about-leaf" in page.text) == (200, False)


def test_leaves_are_found(laid: int, client: Browser, work: Callable[[], int]) -> None:
    work()
    page = client.get("/search?q=typologies+foreon").text
    assert 'href="/toolbox/legal-forms/"' in page
