"""What stands in the files of funding, and what their check refuses."""

from datetime import date
from typing import Any

import pytest

from kalo.shelves.files import CONTENT
from kalo.toolbox.facts import facts_in_file, read_fact_files, what_is_wrong
from kalo.toolbox.tools.funding import rules
from kalo.toolbox.tools.funding.reading import PAPERS, SETS, entry_row
from kalo.toolbox.tools.legal_forms.kinds import FORMS

ROWS = [row for row in read_fact_files(CONTENT) if row["set"] in SETS]
GOOD = next(row for row in ROWS if row["key"] == "hdb-microcredit-fund")


def changed(**said: Any) -> dict[str, Any]:
    about = {**GOOD["about"], **said}
    return {
        **GOOD,
        "about": {name: value for name, value in about.items() if value is not Ellipsis},
    }


def test_every_family_has_its_set() -> None:
    assert {row["set"] for row in ROWS} == set(SETS)
    assert [what_is_wrong(row) for row in ROWS if what_is_wrong(row)] == []


def test_what_nobody_read_is_marked_so_and_what_was_read_names_its_source() -> None:
    for row in ROWS:
        assert bool(row["source_url"]) or row["mark"] == "general", row["key"]


def test_the_legal_forms_are_those_of_the_tool_that_chooses_one() -> None:
    assert rules.LEGAL_KEYS == FORMS


def test_each_paper_that_an_entry_needs_is_in_the_list_of_papers() -> None:
    papers = set(facts_in_file(PAPERS, "el"))
    assert {key for row in ROWS for key in row["about"].get("needs") or ()} <= papers


def test_the_call_of_attica_as_its_source_says_it() -> None:
    row = entry_row(next(row for row in ROWS if row["key"] == "attica-2021-2027"))
    assert (row["least"], row["most"]) == (25_000, 85_000)
    assert (row["opens"], row["closes"]) == (date(2025, 10, 16), date(2026, 3, 16))
    assert row["areas"] == rules.mask(["attica"], rules.REGION_KEYS)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"giver": ...}, "giver is missing"),
        ({"name": {"el": "Μόνο ελληνικά"}}, "name stands in both languages"),
        ({"family": "public"}, "family is private in this set"),
        ({"state": "perhaps"}, "state is open"),
        ({"forms": ["gift"]}, "forms: gift is not known"),
        ({"forms": "loan"}, "forms is a list"),
        ({"legal_forms": ["ltd"]}, "legal_forms: ltd is not known"),
        ({"areas": ["atlantis"]}, "areas: atlantis is not known"),
        ({"least": 30_000}, "the least amount is above the highest"),
        ({"least": "3000"}, "whole euros"),
        ({"most": 2_000_000_001}, "whole euros"),
        ({"opens": "soon"}, "days like"),
        ({"opens": "2027-01-01", "closes": "2026-01-01"}, "it would close before it opens"),
        ({"conditions": ["only Greek"]}, "conditions"),
        ({"needs": [1]}, "needs"),
        ({"sources": [{"title": "x", "url": "javascript:alert(1)"}]}, "address of a source"),
        ({"colour": "red"}, "unknown field colour"),
    ],
)
def test_an_odd_entry_is_refused_with_a_sentence(said: dict[str, Any], words: str) -> None:
    assert words in what_is_wrong(changed(**said))


PAPER = next(row for row in read_fact_files(CONTENT) if row["set"] == PAPERS)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, ""),
        ({"colour": "red"}, "unknown field colour"),
        ({"where": {"el": "Μόνο ελληνικά"}}, "name and where stand in both languages"),
        ({"stages": ["later"]}, "stages: later is not known"),
    ],
)
def test_an_odd_paper_is_refused_with_a_sentence(said: dict[str, Any], words: str) -> None:
    found = what_is_wrong({**PAPER, "about": {**PAPER["about"], **said}})
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize("sources", [1, "https://example.org", [{"title": "x"}], ["x"]])
def test_sources_that_are_no_list_are_refused(sources: Any) -> None:
    assert "sources is a list with title and url" in what_is_wrong(changed(sources=sources))
