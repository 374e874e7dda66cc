"""The front of the toolbox: seven cards of one look, the directory in the third place."""

import re

import pytest

from tests.conftest import Browser

SEVEN = ["legal-forms", "founding", "network", "impact", "canvas", "funding", "procurement"]


@pytest.mark.parametrize(("prefix", "minutes"), [("", "λεπτά"), ("/en", "minutes")])
def test_each_card_says_how_long_it_takes_and_what_one_holds_in_the_end(
    client: Browser, prefix: str, minutes: str
) -> None:
    page = client.get(f"{prefix}/toolbox/").text
    card = r'<li class="card tool-card" id="tool-card-([a-z-]+)">(.*?)</li>'
    cards = re.findall(card, page, re.S)
    assert [slug for slug, _words in cards] == SEVEN
    for _slug, words in cards:
        assert re.search(
            r'<div class="cover" aria-hidden="true">\s*<svg viewBox="0 0 320 120"', words
        )
        assert re.search(r'<p class="over">[^<]+</p>\s*<h3>', words)  # when somebody needs it
        said = re.search(r'<p class="meta"><span>.*?(\d+ \w+)</span><span>.*?</span></p>', words)
        assert said is not None
        assert said[1].endswith(f" {minutes}")
        assert (words.count("<svg"), words.count("<a ")) == (3, 1)
