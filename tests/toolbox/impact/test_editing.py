"""The indicator bank as editors change it: a card that is added can be chosen at once."""

from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit.db import transaction
from kalo.kit.once import fresh_key
from kalo.toolbox.actions.facts import import_facts
from tests.conftest import Browser

SET = "/toolbox/facts/impact-indicators"
AT = "/toolbox/tools/impact/"
BOTH = ("name", "formula", "frequency", "document", "caution")


def typed(**more: Any) -> dict[str, Any]:
    words = {f"about_{name}_{language}": f"{name} {language}" for name in BOTH
             for language in ("el", "en")}  # fmt: skip
    return {
        **words,
        **{"about_name_el": "Παιδιά σε φύλαξη", "about_name_en": "Children in care"},
        **{"about_shows": "change", "about_people": "y", "about_for": ["other", "collective"]},
        **{"about_sdg": ["4", "5"], "unit_el": "παιδιά", "unit_en": "children"},
        **{"key": "children-in-care-after-school", "text_el": "Πόσα παιδιά.", "mark": "general"},
        **{"text_en": "How many children.", "checked": "2026-11-25", "reason": "Λείπει"},
        **{"once": fresh_key()},
        **more,
    }


@pytest.fixture
def as_editor(
    app: Any, make_person: Callable[..., Person], as_person: Callable[..., Any]
) -> Browser:
    with transaction():
        import_facts()
    browser: Browser = as_person(make_person("Edna", roles={"editor"}))
    return browser


def test_a_card_that_is_added_is_in_the_bank_and_can_be_chosen(
    as_editor: Browser, client: Browser
) -> None:
    assert as_editor.post(f"{SET}/new", data=typed()).status_code == 303
    page = client.get(f"/en{AT}").text
    assert "The indicator bank: 23 cards" in page
    assert "Children in care" in page
    card = "children-in-care-after-school"
    chosen = client.post(f"/en{AT}", data={"kind": "other", "press": f"card {card}"})
    assert chosen.status_code == 200
    assert f'<option value="{card}" selected>Children in care</option>' in chosen.text
    more = {"indicators.a._": "1", "indicators.a.card": card, "indicators.a.baseline": "3"}
    made = client.post(f"{AT}result", data={"kind": "other", **more})
    assert (made.status_code, "Παιδιά σε φύλαξη" in made.text) == (200, True)
    assert "λιγότερα από πέντε" in made.text  # it counts people, so three are not told


def test_two_cards_with_long_names_are_two_rows(as_editor: Browser, client: Browser) -> None:
    keys = [f"children-in-care-after-school-{each}" for each in ("a", "b")]
    said: dict[str, Any] = {"kind": "other"}
    for key in keys:
        as_editor.post(f"{SET}/new", data=typed(key=key))
    first = client.post(AT, data={**said, "press": f"card {keys[0]}"}).text
    row = first.partition('name="indicators.')[2].partition(".")[0]
    said |= {f"indicators.{row}._": "1", f"indicators.{row}.card": keys[0]}
    both = client.post(AT, data={**said, "press": f"card {keys[1]}"}).text
    assert [f'value="{key}" selected' in both for key in keys] == [True, True]


def test_cards_are_changed_but_not_retired_and_the_page_says_why(as_editor: Browser) -> None:
    page = as_editor.get(f"/en{SET}/").text
    assert "people&#39;s works name it" in page
    number = page.partition("/toolbox/facts/")[2]
    number = page.partition('class="edit"')[2].partition("/facts/")[2].partition('"')[0]
    assert "Retire it" not in as_editor.get(f"/en/toolbox/facts/{number}").text
    gone = {"why": "x", "revision": "1", "once": fresh_key()}
    assert as_editor.post(f"/toolbox/facts/{number}/retirement", data=gone).status_code == 403


def test_a_set_that_rules_ask_by_name_takes_none_and_says_why(as_editor: Browser) -> None:
    for name in ("legal-forms", "founding", "procurement", "impact-figures"):
        page = as_editor.get(f"/en/toolbox/facts/{name}/").text
        assert ("none is added or retired" in page, f"{name}/new" in page) == (True, False)
        assert as_editor.get(f"/toolbox/facts/{name}/new").status_code == 404
