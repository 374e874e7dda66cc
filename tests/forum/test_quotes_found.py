"""Whose posts a text quotes is found soon, whatever the text is made of."""

import time

import pytest

from kalo.forum.queries.telling import numbers_quoted


def test_quotes_of_this_topic_are_found() -> None:
    text = "> [Ada #3](/forum/t/7-a/3)\n> λόγια\n\n\n  > [Ada](http://x.gr/forum/t/7-b/5)\n>/forum/t/8-c/9"
    assert numbers_quoted(text, 7) == [3, 5]


@pytest.mark.parametrize("bit", ["\n", " ", ">", ">\n", ">/forum/t/1-", ">/forum/t/1-a/", "\n\t"])
def test_a_text_made_to_keep_us_busy_is_read_soon(bit: str) -> None:
    began = time.process_time()
    numbers_quoted((bit * 20_000)[:20_000], 1)
    assert time.process_time() - began < 0.5
