"""The glossary: it is no legal advice, said once at its head and where a word stands alone."""

from typing import Any

import pytest

from tests.conftest import Browser
from tests.learning.test_pages import main, page

SAID = {
    "": "Γενική πληροφορία· δεν αποτελεί νομική συμβουλή.",
    "/en": "General information; it is not legal advice.",
}


@pytest.mark.parametrize("prefix", SAID)
def test_the_head_of_the_glossary_says_it_once(
    client: Browser, all_kinds: Any, prefix: str
) -> None:
    html = main(page(client.get(f"{prefix}/learning/glossary")))
    head, _end, words = html.partition("</header>")
    assert (head.count(SAID[prefix]), words.count(SAID[prefix])) == (1, 0)
    assert 'id="assembly"' in words


@pytest.mark.parametrize("prefix", SAID)
def test_a_word_of_the_law_says_it_where_it_stands_alone(
    client: Browser, all_kinds: Any, prefix: str
) -> None:
    alone = {key: page(client.get(f"{prefix}/learning/glossary/{key}/term")) for key in KEYS}
    assert {key: html.count(SAID[prefix]) for key, html in alone.items()} == KEYS


KEYS = {"assembly": 1, "commons": 0}
