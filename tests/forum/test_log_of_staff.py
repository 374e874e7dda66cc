"""What staff do in the forum stands in their log, in both languages, with before and after."""

from typing import Any

import pytest
from sqlalchemy import select

from kalo.accounts.models import StaffAct
from kalo.forum import actions
from kalo.forum.actions.polls import Asked
from kalo.forum.models import Category, Topic
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, talk

NEW = {"see": "everyone", "reply": "members", "start": "members", "under": "0"}


def acts() -> list[tuple[str, str, str]]:
    rows = select(StaffAct.verb, StaffAct.before, StaffAct.after).order_by(StaffAct.id)
    return [(verb, before, after) for verb, before, after in db.session.execute(rows)]


@pytest.fixture
def question(category: Category, ada: Any, grace: Any) -> Topic:
    with transaction():
        db.session.merge(category).asks = True
    topic = talk(category, ada)
    with transaction():
        actions.set_tags(db.session.merge(topic), "στέγη", db.session.merge(ada))
        actions.add_poll(db.session.merge(topic), Asked("one", ["Ναι", "Όχι"]))
    answer(topic, grace)
    return topic


def test_what_a_moderator_does_with_anothers_is_there(
    as_person: Any, moderator: Any, administrator: Any, question: Topic
) -> None:
    desk, place = as_person(moderator), question.path
    first = {
        "title": "Άλλος τίτλος",
        "body": "Η πρώτη ανάρτηση",
        "tags": "νόμος",
        "reason": "Γιατί",
    }
    for door, sent in (
        ("1/edit", {**first, "revision": "1"}),
        ("2/answer", {}), ("2/answer/undo", {}), ("2/wiki", {}), ("2/wiki/undo", {}),
        ("1/history/1/hiding", {}), ("1/history/1/hiding/undo", {}), ("poll/closure", {}),
    ):  # fmt: skip
        assert desk.post(f"{place}{door}", data=sent, follow_redirects=True).status_code == 200, (
            door
        )
    said = acts()
    assert said[0] == (
        "changed the words of a post",
        "Πώς ξεκινάμε;\n\nΗ πρώτη ανάρτηση",
        "Άλλος τίτλος\n\nΗ πρώτη ανάρτηση",
    )
    assert said[1] == ("changed the tags of a discussion", "στέγη", "νόμος")
    assert said[2:4] == [
        ("accepted an answer", "", "#2"), ("took back an accepted answer", "#2", ""),
    ]  # fmt: skip
    assert [verb for verb, *_ in said[4:]] == [
        "opened a post to everyone", "left a post to its author",
        "hid an earlier text", "showed an earlier text again", "closed a poll",
    ]  # fmt: skip
    log = as_person(administrator)
    greek, english = (log.get(f"{way}/accounts/admin/log").text for way in ("", "/en"))
    for verb, *_ in said:
        assert (verb in english, verb not in greek) == (True, True), verb


def test_what_an_editor_changes_of_a_category_is_there_word_by_word(
    as_person: Any, make_person: Any, category: Category
) -> None:
    editor = as_person(make_person("Edda", roles={"editor"}))
    made = {**NEW, "title_el": "Ιδέες", "asks": "y"}
    assert editor.post("/forum/categories/new", data=made).status_code == 303
    fresh = db.session.query(Category).filter_by(title_el="Ιδέες").one()
    changed = {**made, "title_en": "Ideas", "see": "staff"}
    place = f"/forum/categories/{fresh.id}"
    assert editor.post(f"{place}/edit", data=changed).status_code == 303
    assert editor.post(f"{place}/place", data={"way": "up"}).status_code == 303
    (added, nothing, all_of_it), *rest = acts()
    assert (added, nothing) == ("added a category", "")
    assert all_of_it.startswith("Τίτλος στα ελληνικά: Ιδέες\n")
    assert rest == [
        (
            "changed a category",
            "Τίτλος στα αγγλικά: –\nΠοιος τη βλέπει: Όλοι και όλες",
            "Τίτλος στα αγγλικά: Ideas\nΠοιος τη βλέπει: Μόνο η ομάδα συντονισμού",
        ),
        ("moved a category", "2", "1"),
    ]
