"""Lessons with every kind of block, as their pages show them in both languages."""

import re
from typing import Any

import pytest

from tests.factories.content import AllKinds
from tests.factories.learning import new_act
from tests.learning.test_pages import main, page


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("slug", ["everything", "greek-only", "quiz-and-task"])
def test_every_block_has_its_place_on_the_page(
    all_kinds: AllKinds, client: Any, as_ada: Any, prefix: str, slug: str
) -> None:
    wanted = [
        block.name
        for block in all_kinds.blocks()
        if block.key.startswith({"e": "all-l1/", "g": "all-l2/", "q": "all-l3/"}[slug[0]])
        and block.kind != "text"
    ]
    for visitor in (client, as_ada):
        html = main(page(visitor.get(prefix + all_kinds.url(slug))))
        ids = re.findall(r' id="([^"]+)"', html)
        assert [name for name in ids if name in wanted] == wanted
        assert len(set(ids)) == len(ids)


def test_where_english_has_no_transcript_the_greek_one_shows(
    all_kinds: AllKinds, client: Any
) -> None:
    html = page(client.get(f"/en{all_kinds.url('everything')}"))
    talk = html[html.index('id="talk-transcript"') :]
    assert 'aria-label="Transcript" lang="el"' in talk[: talk.index("</details>")]
    assert "Ακόμη τον ακούς." in talk
    clip = html[html.index('id="clip-transcript"') : html.index('id="talk-transcript"')]
    assert "Eleni: Hello." in clip
    assert 'lang="el"' not in clip[: clip.index("</details>")]


def test_what_is_to_be_talked_over_leads_to_where_the_discussions_are(
    all_kinds: AllKinds, client: Any
) -> None:
    html = main(page(client.get(all_kinds.url("everything"))))
    assert html.count('id="discussion"') == 1
    end = html[html.index('id="discuss"') :]
    assert '<a href="#discussion">' in end[: end.index("</section>")]
    html = main(page(client.get(all_kinds.url("greek-only"))))
    assert '<a href="#discussion">' not in html


def test_nothing_that_answers_is_on_the_page(all_kinds: AllKinds, client: Any) -> None:
    for slug in ("everything", "greek-only", "quiz-and-task"):
        html = page(client.get(all_kinds.url(slug)))
        for hidden in ("Ωραία.", "Ξαναδές την πρώτη", "Ακριβώς.", "Κοίτα ξανά.", "Ναι.", "Όχι."):
            assert hidden not in html


def test_who_read_the_transcript_has_watched_the_video(
    all_kinds: AllKinds, as_ada: Any, client: Any
) -> None:
    clip = all_kinds.block("all-l1/clip")
    door = f"/learning/media/{clip.id}/watched"
    assert client.post(door).status_code == 401
    answer = as_ada.post(door, data={"act": new_act()})
    assert answer.location == f"{all_kinds.url('everything')}#clip-watched"
    html = main(page(as_ada.get(all_kinds.url("everything"))))
    assert "Μετρά ότι το είδες" in html[html.index('id="clip-watched"') :]
    assert (
        as_ada.post(f"/learning/media/{all_kinds.block('all-l1/map').id}/watched").status_code
        == 404
    )
