"""Every door of the forum: who may use it, on a topic in whichever state."""

from typing import Any

import pytest

from kalo.forum import actions
from kalo.forum.models import Topic
from tests.factories.forum import answer, done, talk

NEW = {"title": "Ποιος ξέρει;", "category": "agora", "body": "Μια ερώτηση"}
EDIT = {"body": "Άλλα λόγια", "revision": "1"}
CATEGORY = {"title_el": "Νέα"}
TOPIC = "t/<int(max=2147483647):topic_id>-<slug>/"
POST = TOPIC + "<int(max=2147483647):number>"
ONE = "categories/<int(max=2147483647):category_id>/"

# (method, door, what is sent): guest, stranger, author, moderator, editor; on an open topic
DOORS: list[tuple[str, str, dict[str, str], tuple[int, ...]]] = [
    ("GET", "", {}, (200, 200, 200, 200, 200)),
    ("GET", "c/<slug>/", {}, (200, 200, 200, 200, 200)),
    ("GET", "new", {}, (303, 200, 200, 200, 200)),
    ("POST", "new", NEW, (401, 303, 303, 303, 303)),
    ("POST", "new/preview", NEW, (401, 200, 200, 200, 200)),
    ("POST", "preview", NEW, (401, 200, 200, 200, 200)),
    ("POST", "reading", {}, (401, 303, 303, 303, 303)),
    ("GET", "t/<int(max=2147483647):topic_id>/", {}, (301, 301, 301, 301, 301)),
    ("GET", TOPIC, {}, (200, 200, 200, 200, 200)),
    ("GET", TOPIC + "posts", {}, (200, 200, 200, 200, 200)),
    ("POST", TOPIC + "posts", {"body": "Γεια"}, (401, 303, 303, 303, 303)),
    ("POST", TOPIC + "posts/preview", {"body": "Γεια"}, (401, 200, 200, 200, 200)),
    ("POST", TOPIC + "reading", {}, (401, 303, 303, 303, 303)),
    ("POST", TOPIC + "closure", {}, (401, 403, 403, 303, 403)),
    ("POST", TOPIC + "closure/undo", {}, (401, 403, 403, 303, 403)),
    ("POST", TOPIC + "pin", {}, (401, 403, 403, 303, 403)),
    ("POST", TOPIC + "pin/undo", {}, (401, 403, 403, 303, 403)),
    ("POST", TOPIC + "deletion", {}, (401, 403, 403, 303, 403)),
    ("POST", TOPIC + "deletion/undo", {}, (401, 403, 403, 403, 403)),
    ("GET", POST, {}, (302, 302, 302, 302, 302)),
    ("GET", POST + "/quote", {}, (200, 200, 200, 200, 200)),
    ("GET", POST + "/edit", {}, (303, 403, 200, 403, 403)),
    ("POST", POST + "/edit", EDIT, (401, 403, 303, 403, 403)),
    ("POST", POST + "/edit/preview", EDIT, (401, 403, 200, 403, 403)),
    ("POST", POST + "/deletion", {}, (401, 403, 303, 303, 403)),
    ("POST", POST + "/deletion/undo", {}, (401, 403, 403, 403, 403)),
    ("GET", "categories/", {}, (303, 403, 403, 403, 200)),
    ("GET", "categories/new", {}, (303, 403, 403, 403, 200)),
    ("POST", "categories/new", CATEGORY, (401, 403, 403, 403, 303)),
    ("GET", ONE + "edit", {}, (303, 403, 403, 403, 200)),
    ("POST", ONE + "edit", CATEGORY, (401, 403, 403, 403, 303)),
    ("POST", ONE + "place", {"way": "up"}, (401, 403, 403, 403, 303)),
]
ROLES = ("guest", "stranger", "author", "moderator", "editor")


@pytest.fixture
def people(make_person: Any, ada: Any, mallory: Any, moderator: Any) -> dict[str, Any]:
    editor = make_person("Edna", roles={"editor"})
    return dict(zip(ROLES, (None, mallory, ada, moderator, editor), strict=True))


def address(door: str, topic: Topic) -> str:
    words = {
        "<int(max=2147483647):topic_id>": str(topic.id),
        "<int(max=2147483647):number>": "2",
        "<int(max=2147483647):category_id>": str(topic.category_id),
        "<slug>": topic.slug if door.startswith("t/") else "agora",
    }
    for hole, word in words.items():
        door = door.replace(hole, word)
    return f"/forum/{door}"


@pytest.fixture
def spoken(category: Any, ada: Any) -> Topic:
    """A topic of Ada's in which she answered herself."""
    topic = talk(category, ada)
    answer(topic, ada)
    return topic


@pytest.mark.parametrize(
    ("method", "door", "sent", "codes"), DOORS, ids=[f"{d[0]} {d[1] or 'room'}" for d in DOORS]
)
def test_who_may_use_which_door(
    as_person: Any, people: dict[str, Any], spoken: Topic, moderator: Any, method: str, door: str,
    sent: dict[str, str], codes: tuple[int, ...],
) -> None:  # fmt: skip
    place = address(door, spoken)
    for role, code in zip(ROLES, codes, strict=True):
        got = as_person(people[role]).open(place, method=method, data=sent).status_code
        assert got == code, role
        if door.endswith("deletion") and code == 303:  # as it was, for the next one
            as_person(moderator).post(f"{place}/undo")


# What changes once a topic is closed, or taken away by its author or by a moderator.
STATES: list[tuple[str, str, dict[str, str], dict[str, tuple[int, ...]]]] = [
    ("GET", TOPIC, {}, {
        "closed": (200, 200, 200, 200, 200), "by author": (404, 404, 200, 200, 404),
        "by moderator": (404, 404, 404, 200, 404)}),
    ("POST", TOPIC + "posts", {"body": "Γεια"}, {
        "closed": (401, 403, 403, 403, 403), "by author": (404, 404, 403, 403, 404),
        "by moderator": (404, 404, 404, 403, 404)}),
    ("POST", POST + "/edit", EDIT, {
        "closed": (401, 403, 403, 403, 403), "by author": (404, 404, 403, 403, 404),
        "by moderator": (404, 404, 404, 403, 404)}),
    ("POST", POST + "/deletion", {}, {
        "closed": (401, 403, 303, 303, 403), "by author": (404, 404, 403, 403, 404),
        "by moderator": (404, 404, 404, 403, 404)}),
    ("POST", TOPIC + "deletion/undo", {}, {
        "closed": (401, 403, 403, 403, 403), "by author": (404, 404, 303, 403, 403),
        "by moderator": (404, 404, 404, 303, 403)}),
]  # fmt: skip
PATHS = {
    "closed": lambda topic, ada, moderator: done(actions.close_topic, topic, moderator),
    "by author": lambda topic, ada, moderator: done(actions.delete_topic, topic, ada),
    "by moderator": lambda topic, ada, moderator: done(actions.delete_topic, topic, moderator),
}


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize(
    ("method", "door", "sent", "codes"), STATES, ids=[f"{s[0]} {s[1]}" for s in STATES]
)
def test_the_state_of_a_topic_shuts_doors(
    as_person: Any, people: dict[str, Any], spoken: Topic, ada: Any, moderator: Any, state: str,
    method: str, door: str, sent: dict[str, str], codes: dict[str, tuple[int, ...]],
) -> None:  # fmt: skip
    place = address(door, spoken)
    PATHS[state](spoken, ada, moderator)
    for role, code in zip(ROLES, codes[state], strict=True):
        got = as_person(people[role]).open(place, method=method, data=sent).status_code
        assert got == code, role


def test_all_doors_are_in_the_table(app: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("forum.")]
    doors = {
        (method, rule.rule.removeprefix("/forum/"))
        for rule in rules
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert doors == {(method, door) for method, door, *_ in DOORS}
