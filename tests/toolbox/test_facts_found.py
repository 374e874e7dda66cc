"""Facts in the search and on the map for search engines, and their figures in the questions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.kit.jobs import run_waiting
from kalo.search.actions import rebuild
from kalo.search.kinds import kinds
from kalo.shelves.files import CONTENT
from kalo.toolbox.actions.facts import change_fact, import_facts, retire_fact
from kalo.toolbox.models.facts import FactRow
from tests.conftest import Browser

SETS = (
    *("unions/facts/networks", "legal-forms/facts/legal-forms", "funding/facts/funding-public"),
    *("procurement/facts/procurement", "impact-tool/facts/impact-figures"),
)


@pytest.fixture
def laid(app: Flask, tmp_path: Path) -> None:
    """Some facts of the platform."""
    for name in SETS:
        there = tmp_path / "toolbox" / f"{name}.yaml"
        there.parent.mkdir(parents=True)
        there.write_bytes((CONTENT / "toolbox" / f"{name}.yaml").read_bytes())
    with transaction():
        import_facts(tmp_path)


@pytest.fixture
def indexed(laid: None) -> None:
    """And an index of them."""
    rebuild()


def row(name: str, key: str) -> FactRow:
    here = select(FactRow).where(FactRow.set_name == name, FactRow.key == key)
    return db.session.scalars(here).one()


UNION = "/toolbox/facts/networks/#pokoispe"
FORMS = "/toolbox/facts/legal-forms/"
ATTICA = "/toolbox/tools/funding/directory/public/attica-2021-2027/"


ASKED = [
    ("πανελληνια ομοσπονδια κοισπε", UNION),
    ("panellinia omospondia koispe", UNION),
    ("υποχρεωτική μερίδα 100 ευρώ", FORMS),
    ("ypoxreotiki merida", FORMS),
    ("αττ112", ATTICA),
    ("υποστηριξη υφισταμενων φορεων αττικη", ATTICA),
]


def test_facts_are_found_as_people_type_by_guests_and_members(
    indexed: None, client: Browser, as_person: Callable[..., Any], ada: Person
) -> None:
    for browser in (client, as_person(ada)):
        for asked, path in ASKED:
            page = browser.get("/search", query_string={"q": asked}).text
            assert f'href="{path}"' in page, asked
    english = client.get("/en/search", query_string={"q": "Panhellenic Federation KoiSPE"}).text
    assert f'href="/en{UNION}"' in english


def test_what_is_retired_is_found_no_more_and_what_changed_by_its_new_words(
    indexed: None, app: Flask, client: Browser, administrator: Person
) -> None:
    def found(asked: str, path: str) -> bool:
        run_waiting(app)
        return f'href="{path}"' in client.get("/search", query_string={"q": asked}).text

    with transaction():
        fact, by = row("networks", "pokoispe"), db.session.get_one(Person, administrator.id)
        retire_fact(fact, by, "Έκλεισε", fact.revision)
        share = row("legal-forms", "koinsep-share")
        change_fact(share, by, {"text_el": "Μερίδα ξυλόφωνο."}, "Δοκιμή", share.revision)
    assert not found("πανελλήνια ομοσπονδία κοισπε", UNION)
    assert found("ξυλόφωνο", FORMS)


def test_every_set_of_which_something_stands_is_on_the_map(
    laid: None, client: Browser, queries_run: list[str]
) -> None:
    names = set(db.session.scalars(select(FactRow.set_name)))
    queries_run.clear()
    page = client.get("/sitemap/facts-0.xml").text
    assert len(queries_run) == 1
    paths = {each.split("</loc>")[0] for each in page.split("<loc>")[1:]}
    wanted = {"", *(f"{name}/" for name in names)}
    assert {each.split("/toolbox/facts/")[1] for each in paths} == wanted
    for path in paths:
        assert client.get("/" + path.split("/", 3)[3]).status_code == 200
    assert "facts-0.xml" in client.get("/sitemap.xml").text


def test_all_of_a_kind_cost_as_many_statements_as_one(laid: None, queries_run: list[str]) -> None:
    for kind in ("fact", "facts", "funding"):
        counts, found = [], list(kinds[kind].documents(None))
        everything = sorted({document.id for document in found})
        for ids in (everything[:1], everything):
            queries_run.clear()
            assert {document.id for document in kinds[kind].documents(ids)} == set(ids)
            counts.append(len(queries_run))
        queries_run.clear()
        assert kinds[kind].visible(None, everything) == set(everything)
        assert [*counts, len(queries_run)] == [1, 1, 1], kind


# A question takes its figure from the fact.

FIGURES = [
    ("procurement", "procurement", "reserved-other", 41, "πάνω από το 41%"),
    ("procurement", "procurement", "weight-proposal", {"least": 12, "most": 17}, "12% ως 17%"),
    ("legal-forms", "legal-forms", "koinsep-share", 130, "130 ευρώ"),
    ("impact", "impact-figures", "discount-rate", 4.25, "4,25%"),
]


@pytest.mark.parametrize(("tool", "name", "key", "value", "words"), FIGURES)
def test_the_words_of_a_question_follow_its_fact(
    laid: None,
    client: Browser,
    administrator: Person,
    queries_run: list[str],
    tool: str,
    name: str,
    key: str,
    value: Any,
    words: str,
) -> None:
    here = f"/toolbox/tools/{tool}/"
    assert words not in client.get(here).text
    with transaction():
        fact, by = row(name, key), db.session.get_one(Person, administrator.id)
        change_fact(fact, by, {"value": value}, "Άλλαξε", fact.revision)
    queries_run.clear()
    assert words in client.get(here).text
    assert len([said for said in queries_run if "FROM toolbox_fact" in said]) == 1


def test_a_figure_that_was_taken_away_leaves_a_gap_and_no_fault(
    laid: None, client: Browser, administrator: Person
) -> None:
    with transaction():
        for name, key in (("procurement", "reserved-other"), ("impact-figures", "discount-rate")):
            fact, by = row(name, key), db.session.get_one(Person, administrator.id)
            change_fact(fact, by, {"value": None}, "Δεν ισχύει πια", fact.revision)
    assert "…%" in client.get("/toolbox/tools/procurement/").text
    sums = client.post("/toolbox/tools/impact/", data={"inputs": "1000"})
    assert sums.status_code == 200
    assert "προεξοφλητικό επιτόκιο (r)" in sums.text
