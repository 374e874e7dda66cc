"""Unions and networks from facts: by level, role and members; a claim is the body's own."""

import re

import pytest

from kalo.network.views.unions import KINDS
from kalo.toolbox.facts import facts_in_file
from tests.conftest import Browser


def shown(page: str) -> list[str]:
    return re.findall(r'id="body-([a-z-]+)"', page)


def test_every_body_of_the_file_has_what_the_page_needs() -> None:
    facts = facts_in_file("networks", "el")
    assert facts
    for key, fact in facts.items():
        about = fact.about
        assert about["level"] in KINDS["level"], key
        assert set(about["role"]) <= set(KINDS["role"]), key
        assert set(about["members"]) <= set(KINDS["members"]), key
        assert set(about["name"]) == {"el", "en"}, key
        if fact.mark != "general":
            assert fact.source, key
            assert fact.address, key


def test_all_are_there_and_can_be_chosen(client: Browser) -> None:
    everyone = shown(client.get("/network/unions/").text)
    assert sorted(everyone) == sorted(facts_in_file("networks", "el"))
    cities = shown(client.get("/network/unions/?level=european&members=municipalities").text)
    assert cities == ["reves"]
    assert shown(client.get("/network/unions/?level=world&members=people&role=finance").text) == []


@pytest.mark.parametrize("asked", ["?level=x", "?role=%27", "?members=all"])
def test_a_word_that_does_not_exist_is_no_page(client: Browser, asked: str) -> None:
    assert client.get(f"/network/unions/{asked}").status_code == 404


def test_a_claim_is_quoted_and_what_is_generally_said_is_to_be_checked(client: Browser) -> None:
    for prefix, own, check in (
        ("", "Όπως το λέει το ίδιο", "Από γενική γνώση"),
        ("/en", "In its own words", "From general knowledge"),
    ):
        page = client.get(f"{prefix}/network/unions/").text
        chamber = re.search(r'id="body-chamber">(.*?)</li>', page, re.S)
        attica = re.search(r'id="body-attica">(.*?)</li>', page, re.S)
        assert chamber
        assert attica
        assert own in chamber[1]
        assert check in attica[1]
        assert check not in chamber[1]
