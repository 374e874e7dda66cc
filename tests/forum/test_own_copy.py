"""One's own copy holds one's own words, and nobody else's."""

from typing import Any

from kalo.forum.models import Topic
from kalo.forum.own_data import collect
from tests.factories.forum import answer


def test_earlier_texts_are_those_of_their_author(
    as_person: Any, moderator: Any, grace: Any, topic: Topic
) -> None:
    answer(topic, grace, "Τα δικά μου λόγια")
    sent = {"body": "Άλλα λόγια", "revision": "1", "reason": "Προσωπικά στοιχεία"}
    assert as_person(moderator).post(f"{topic.path}2/edit", data=sent).status_code == 303
    assert [each["text"] for each in collect(grace)["earlier_texts"]] == ["Τα δικά μου λόγια"]
    assert collect(moderator)["earlier_texts"] == []
    [changed] = collect(moderator)["changed"]
    assert (changed["address"], changed["reason"]) == (f"{topic.path}2", "Προσωπικά στοιχεία")
    assert collect(grace)["changed"] == []
