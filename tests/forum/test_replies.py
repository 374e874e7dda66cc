"""Replying to a topic, seen from the page."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.forum.models import Post
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.conftest import HTMX
from tests.factories.forum import answer, counted, fresh, post_at_once, posts_of, read_by, talk


def url_of(topic: Any) -> str:
    return f"{topic.path}posts"


def test_a_reply_lands_on_the_page_of_its_topic(as_person: Any, grace: Any, topic: Any) -> None:
    page = as_person(grace).post(url_of(topic), data={"body": "Με **δύο** λόγια"})

    assert (page.status_code, page.location) == (303, f"{topic.path}#post-2")
    assert posts_of(topic) == [(1, "Η πρώτη ανάρτηση"), (2, "Με **δύο** λόγια")]
    assert "<strong>δύο</strong>" in as_person(None).get(topic.path).text


def test_a_reply_on_the_second_page_leads_there(as_person: Any, grace: Any, category: Any) -> None:
    topic = talk(category, grace, replies=19)
    page = as_person(grace).post(url_of(topic), data={"body": "Η εικοστή πρώτη"})
    assert page.location == f"{topic.path}?page=2#post-21"


def test_a_reply_takes_the_place_of_the_form_and_brings_a_fresh_one(
    as_person: Any, grace: Any, topic: Any
) -> None:
    sent = {"body": "Γεια", "after": "1"}
    page = as_person(grace).post(url_of(topic), data=sent, headers=HTMX)

    assert page.status_code == 200
    assert page.text.index('id="post-2"') < page.text.index('id="reply-form"')
    assert "<textarea" in page.text
    assert ">Γεια</textarea>" not in page.text
    assert 'value="2" form="reply-form"' in page.text
    assert "<h1" not in page.text


def test_what_others_wrote_meanwhile_comes_along(
    as_person: Any, ada: Any, grace: Any, topic: Any
) -> None:
    answer(topic, ada, "Πρόλαβα")
    page = as_person(grace).post(url_of(topic), data={"body": "Γεια", "after": "1"}, headers=HTMX)
    assert page.text.index("Πρόλαβα") < page.text.index("Γεια")


def test_a_reply_from_an_earlier_page_leads_to_the_last(
    as_person: Any, grace: Any, topic: Any
) -> None:
    page = as_person(grace).post(url_of(topic), data={"body": "Γεια"}, headers=HTMX)
    assert page.headers["HX-Redirect"] == f"{topic.path}#post-2"


@pytest.mark.parametrize("body", ["", "   ", "\u200b\u200b", "\n\n"])
def test_an_empty_reply_returns_the_form_with_its_error(as_ada: Any, topic: Any, body: str) -> None:
    page = as_ada.post(url_of(topic), data={"body": body}, headers=HTMX)
    assert page.status_code == 422
    assert "Γράψε πρώτα κάτι." in page.text
    assert "<h1" not in page.text
    assert posts_of(topic) == [(1, "Η πρώτη ανάρτηση")]


def test_a_text_that_is_too_long_comes_back_whole(as_ada: Any, topic: Any) -> None:
    long = "λέξη " * 4001
    page = as_ada.post(url_of(topic), data={"body": long})
    assert page.status_code == 422
    assert "Το κείμενο ξεπερνά τους 20000 χαρακτήρες." in page.text
    assert long.strip() in page.text
    assert "<h1" in page.text


def test_a_text_of_exactly_the_limit_is_taken_however_its_lines_end(
    as_ada: Any, topic: Any
) -> None:
    lines = "\r\n".join(["αβγ"] * 5000)  # 19,999 characters in the browser, 24,998 on the wire
    assert as_ada.post(url_of(topic), data={"body": lines}).status_code == 303


def test_a_closed_topic_takes_no_replies_and_gives_the_words_back(
    as_ada: Any, make: Any, topic: Any
) -> None:
    with transaction():
        fresh(topic).closed_at = clock.now()
    words = "Κάτι που έγραφα για ώρα πολλή"
    page = as_ada.post(url_of(topic), data={"body": words})
    assert page.status_code == 403
    assert words in page.text
    assert posts_of(topic) == [(1, "Η πρώτη ανάρτηση")]
    assert "reply-form" not in as_ada.get(topic.path).text.replace('form="reply-form"', "")


def test_a_guest_cannot_reply(client: Any, topic: Any) -> None:
    assert client.post(url_of(topic), data={"body": "Γεια"}).status_code == 401
    htmx = client.post(url_of(topic), data={"body": "Γεια"}, headers=HTMX)
    assert htmx.headers["HX-Redirect"].startswith("/accounts/sign-in?next=")
    assert posts_of(topic) == [(1, "Η πρώτη ανάρτηση")]


def test_whoever_goes_back_and_writes_something_else_says_that_too(as_ada: Any, topic: Any) -> None:
    for words in ("Το πρώτο", "Κάτι άλλο", "Το πρώτο"):
        sent = {"body": words, "once": "0123456789abcdef", "after": "1"}
        assert as_ada.post(url_of(topic), data=sent).status_code == 303
    assert posts_of(topic)[1:] == [(2, "Το πρώτο"), (3, "Κάτι άλλο")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_sent_ten_times_makes_one_post(
    as_ada: Any, topic: Any, headers: dict[str, str]
) -> None:
    sent = {"body": "Μία φορά", "once": "0123456789abcdef", "after": "1"}
    answers = [as_ada.post(url_of(topic), data=sent, headers=headers) for _ in range(10)]

    assert posts_of(topic) == [(1, "Η πρώτη ανάρτηση"), (2, "Μία φορά")]
    place = f"{topic.path}#post-2"
    assert {a.headers.get("HX-Redirect", a.location) for a in answers[1:]} == {place}


def test_ones_own_post_is_read_at_once(as_ada: Any, ada: Any, topic: Any) -> None:
    as_ada.post(url_of(topic), data={"body": "Γεια"})
    assert read_by(ada, topic) == 2


def test_a_reply_says_which_post_it_answers(as_ada: Any, topic: Any) -> None:
    as_ada.post(url_of(topic), data={"body": "Γεια", "reply_to": "1"})
    as_ada.post(url_of(topic), data={"body": "Πάλι", "reply_to": "99"})
    found = db.session.scalars(select(Post.reply_to).order_by(Post.number)).all()
    assert found == [None, 1, None]
    assert f'<a href="{topic.path}1">απαντά στο #1</a>' in as_ada.get(topic.path).text


def test_fifty_at_once_get_fifty_numbers(
    app: Any, as_person: Any, make_person: Any, topic: Any, category: Any
) -> None:
    people = [make_person(f"P{n}", handle=f"p{n}", email=f"p{n}@x.org") for n in range(50)]
    crowd = [(as_person(person), {"body": f"Από {n}"}) for n, person in enumerate(people)]
    assert post_at_once(app, url_of(topic), crowd) == [303] * 50
    assert [number for number, _ in posts_of(topic)] == list(range(1, 52))
    assert counted(topic) == (51, 51)
    assert fresh(category).posts_count == 51


def test_somebody_who_writes_too_fast_is_asked_to_wait(
    as_ada: Any, as_person: Any, grace: Any, topic: Any, limits_on: None
) -> None:
    codes = [as_ada.post(url_of(topic), data={"body": f"Νο {n}"}).status_code for n in range(21)]
    assert codes == [303] * 20 + [429]
    assert as_person(grace).post(url_of(topic), data={"body": "Εγώ όχι"}).status_code == 303
