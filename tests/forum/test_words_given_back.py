"""Whoever may not write where they wrote still gets every word back."""

from datetime import timedelta
from typing import Any

import pytest

from kalo.forum import actions
from kalo.forum.models import Topic
from kalo.kit import clock
from tests.factories.forum import done


@pytest.mark.parametrize("door", ["/forum/new", "/forum/new/preview"])
def test_who_was_silenced_while_writing_a_discussion(
    as_person: Any, make_person: Any, category: Any, door: str
) -> None:
    quiet = make_person("Quiet", silenced_until=clock.now() + timedelta(days=1))
    sent = {"title": "Τίτλος", "category": category.slug, "body": "Γράφτηκε με κόπο"}
    page = as_person(quiet).post(door, data=sent)
    assert page.status_code == 403
    assert "Γράφτηκε με κόπο</textarea>" in page.text
    assert "Τίτλος</textarea>" in page.text


def test_a_short_reply_to_a_discussion_that_was_closed(
    as_person: Any, ada: Any, moderator: Any, topic: Topic
) -> None:
    done(actions.close_topic, topic, moderator)
    page = as_person(ada).post(f"{topic.path}posts", data={"body": "Ναι"})
    assert page.status_code == 403
    assert "Ναι</textarea>" in page.text
