"""A file is there for whoever may read a text that shows it, and stays with a text given back."""

import io
import re
from typing import Any

import pytest

from kalo.forum import actions
from kalo.forum.models import Post
from kalo.kit.db import db, transaction
from tests.factories.forum import fresh
from tests.factories.writing import picture, sent


@pytest.fixture
def shown(as_person: Any, grace: Any, topic: Any) -> tuple[str, Post]:
    """A picture in a reply of Grace's."""
    browser = as_person(grace)
    url = browser.post("/writing/uploads", data=sent(picture(), "a.jpg")).json["url"]
    browser.post(f"{topic.path}posts", data={"body": f"![Η αυλή]({url})"})
    return url, db.session.query(Post).filter_by(number=2).one()


def hide(post: Post, topic: Any, by: Any) -> None:
    actions.hide_post(post.id, by)


def take_away(post: Post, topic: Any, by: Any) -> None:
    actions.delete_post(post, topic, by)


@pytest.mark.parametrize(("verb", "author_sees"), [(hide, 200), (take_away, 200)])
def test_the_picture_of_a_post_that_is_gone_is_gone(
    as_person: Any, moderator: Any, ada: Any, grace: Any, topic: Any,
    shown: tuple[str, Post], verb: Any, author_sees: int,
) -> None:  # fmt: skip
    url, post = shown
    with transaction():
        verb(*(db.session.merge(each) for each in (post, topic, moderator)))
    for person, status in ((None, 404), (ada, 404), (grace, author_sees), (moderator, 200)):
        assert as_person(person).get(url).status_code == status


def test_a_file_that_another_text_shows_stays(
    as_person: Any, moderator: Any, ada: Any, topic: Any, shown: tuple[str, Post]
) -> None:
    url, post = shown
    as_person(ada).post(f"{topic.path}posts", data={"body": f"Δείτε ![πάλι]({url})"})
    with transaction():
        actions.hide_post(post.id, db.session.merge(moderator))
    assert as_person(None).get(url).status_code == 200


@pytest.mark.parametrize("door", ["reply", "topic"])
def test_a_form_that_is_refused_keeps_its_files(as_ada: Any, topic: Any, door: str) -> None:
    place = f"{topic.path}posts" if door == "reply" else "/forum/new"
    said = {"body": "α" * 19_990, "title": "", "category": "agora"}
    page = as_ada.post(place, data={**said, **sent(picture(), "a.jpg")})
    assert page.status_code == 422
    url = re.search(r"/files/w/\w+\.webp", page.text)[0]
    assert as_ada.get(url).status_code == 200
    good = {**said, "body": f"![Η αυλή]({url})", "title": "Με εικόνα"}
    page = as_ada.post(place, data=good, follow_redirects=True)
    assert f'<img src="{url}"' in page.text
    assert fresh(topic).id == topic.id


def test_more_files_than_come_at_once_are_spoken_of(as_ada: Any, topic: Any) -> None:
    files = [(io.BytesIO(picture(size=(40, 30))), f"{n}.jpg") for n in range(7)]
    said = {"body": "Δείτε", "attachment": files}
    page = as_ada.post(f"{topic.path}posts", data=said, follow_redirects=True)
    assert page.text.count('src="/files/w/') == 5
    assert "Έως 5 αρχεία έρχονται μαζί. Επισύναψε ξανά τα υπόλοιπα." in page.text
