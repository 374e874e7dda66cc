"""What the head of a topic's page tells machines: addresses, previews, schema.org."""

import json
import re
from typing import Any

import pytest

from kalo.forum.models import Category, Topic
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, talk

LD = re.compile(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', re.DOTALL)


def graph(browser: Any, address: str) -> list[dict[str, Any]]:
    [found] = LD.findall(browser.get(address).text)
    said: list[dict[str, Any]] = json.loads(found)
    return said


def head(browser: Any, address: str) -> str:
    text: str = browser.get(address).text
    return text[: text.index("</head>")]


def test_a_discussion_says_what_it_is(client: Any, topic: Any, grace: Any) -> None:
    answer(topic, grace, "Με μια **ομάδα**")
    main, way = graph(client, topic.path)
    assert (main["@type"], main["headline"]) == ("DiscussionForumPosting", "Πώς ξεκινάμε;")
    assert main["url"] == f"http://localhost{topic.path}"
    assert main["author"] == {
        "@type": "Person",
        "name": "Ada",
        "url": "http://localhost/people/ada",
    }
    assert main["text"] == "Η πρώτη ανάρτηση"
    [comment] = main["comment"]
    assert (comment["text"], comment["url"]) == ("Με μια ομάδα", f"http://localhost{topic.path}2")
    assert main["interactionStatistic"][0]["userInteractionCount"] == 1
    assert [step["name"] for step in way["itemListElement"]] == ["Συζητήσεις", "Αγορά", topic.title]


def test_a_later_page_names_the_first_post_by_its_address(
    client: Any, category: Any, ada: Any
) -> None:
    topic = talk(category, ada, replies=21)
    main = graph(client, f"{topic.path}?page=2")[0]
    assert (main["url"], main["headline"]) == (f"http://localhost{topic.path}", topic.title)
    assert "text" not in main
    assert [c["url"].rsplit("/", 1)[1] for c in main["comment"]] == ["21", "22"]


def test_a_question_says_which_answer_was_accepted(client: Any, topic: Any, grace: Any) -> None:
    with transaction():
        db.session.get_one(Category, topic.category_id).asks = True
    answer(topic, grace, "Έτσι")
    answer(topic, grace, "Ή αλλιώς")
    with transaction():
        db.session.get_one(Topic, topic.id).answer_number = 2
    main = graph(client, topic.path)[0]
    question = main["mainEntity"]
    assert (main["@type"], question["name"], question["answerCount"]) == ("QAPage", topic.title, 2)
    assert question["acceptedAnswer"]["text"] == "Έτσι"
    assert [a["text"] for a in question["suggestedAnswer"]] == ["Ή αλλιώς"]


def test_no_text_breaks_out_of_the_script(client: Any, topic: Any) -> None:
    nasty = "</script><script>alert(1)</script> <!-- & \u2028"
    with transaction():
        db.session.get_one(Topic, topic.id).title = nasty
    page = client.get(topic.path).text
    assert "<script>alert(1)" not in page
    assert graph(client, topic.path)[0]["headline"] == nasty


def test_what_guests_may_not_read_says_nothing(as_ada: Any, cafe: Any, ada: Any) -> None:
    hidden = talk(cafe, ada, "Μόνο για μέλη")
    page = as_ada.get(hidden.path).text
    assert LD.findall(page) == []
    assert '<meta name="robots" content="noindex">' in page


def test_a_post_whose_words_are_hidden_is_left_out(client: Any, topic: Any, grace: Any) -> None:
    from kalo.forum.models import Post
    from kalo.kit import clock

    post = answer(topic, grace, "Κρυμμένα λόγια")
    with transaction():
        db.session.get_one(Post, post.id).hidden_at = clock.now()
    assert "Κρυμμένα" not in client.get(topic.path).text


@pytest.mark.parametrize(
    ("page", "prev", "following"),
    [(1, None, "?page=2"), (2, "", "?page=3"), (3, "?page=2", None)],
)
def test_each_page_has_its_address_and_its_neighbours(
    client: Any, category: Any, ada: Any, page: int, prev: str | None, following: str | None
) -> None:
    topic = talk(category, ada, replies=45)
    query = f"?page={page}" if page > 1 else ""
    told = head(client, f"{topic.path}{query}")
    base = f"http://localhost{topic.path}"
    assert f'<link rel="canonical" href="{base}{query}">' in told
    assert f'hreflang="en" href="http://localhost/en{topic.path}{query}"' in told
    assert re.findall(r'<link rel="prev" href="([^"]+)"', told) == (
        [] if prev is None else [base + prev]
    )
    assert re.findall(r'<link rel="next" href="([^"]+)"', told) == (
        [] if following is None else [base + following]
    )


def test_a_link_shows_what_was_said_and_a_picture(client: Any, topic: Any) -> None:
    told = head(client, topic.path)
    assert '<meta property="og:description" content="Η πρώτη ανάρτηση">' in told
    assert '<meta property="og:title" content="Πώς ξεκινάμε;">' in told
    assert '<meta property="og:locale" content="el_GR">' in told
    assert '<meta name="twitter:card" content="summary_large_image">' in told
    [picture] = re.findall(r'<meta property="og:image" content="http://localhost([^"]+)"', told)
    found = client.get(picture)
    assert (found.status_code, found.mimetype) == (200, "image/png")
    assert '<meta property="og:locale" content="en_GB">' in head(client, f"/en{topic.path}")
