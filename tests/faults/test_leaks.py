"""What somebody may not see is nowhere: not in a list, a feed, a count, a letter, a completion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.forum import actions, queries
from kalo.forum.actions.polls import Asked
from kalo.forum.models import Topic
from kalo.forum.moderated import hide as hide_post
from kalo.kit.db import db, transaction
from kalo.kit.mail import Letter
from kalo.kit.text import fold
from kalo.moderation.actions import hold
from kalo.moderation.people import hide as hide_person
from kalo.notifications.models import Notification
from tests.doors import HOLES, shelf, stand_group
from tests.factories.forum import answer, done, talk

# What one asks for, and the word beside it, which nobody asked and nobody may be shown.
SECRET, BESIDE = "Αμυγδαλοτσακιστής", "κρυφομίλημα"
FORMS = (SECRET, SECRET.upper(), "αμυγδαλοτσακιστης", "amygdalotsakistis", "amigdalotsakistis")
KINDS = ("members", "group", "deleted")


@dataclass
class Place:
    """A topic that few may see, one that all may, and who is who."""

    secret: dict[str, str]
    public: dict[str, str]
    insider: Person
    stranger: Person


def about(topic: Topic, category: str) -> dict[str, str]:
    """What stands in the addresses of a topic."""
    topic = db.session.get_one(Topic, topic.id)
    return {"*": topic.named_id, "id": str(topic.id), "slug": category, "path": topic.path}


@pytest.fixture
def place(request: Any, app: Flask, ada: Any, grace: Any, mallory: Any, moderator: Any) -> Place:
    """Ada and Grace talk of it; Mallory is mentioned in it and has written beside it."""
    group, agora = stand_group(grace), shelf("agora")
    rooms = {
        "members": lambda: shelf("members", see="members"),
        "group": lambda: shelf("group", see="groups", groups={"see": [group.id]}),
        "deleted": lambda: agora,
    }
    author = moderator if request.param == "group" else ada
    secret = talk(rooms[request.param](), author, f"{SECRET} {BESIDE}")
    answer(secret, grace, f"Ο **{SECRET}** και το {BESIDE}, @mallory;")
    public = talk(agora, ada, "Ένα θέμα για όλους")
    answer(public, mallory, "Γράφω κι εγώ")
    answer(public, grace, f"Δες κι εκεί: http://localhost/forum/t/{secret.id}/")
    if request.param == "deleted":
        done(actions.delete_topic, secret, moderator)
    insider = {"members": grace, "group": grace, "deleted": moderator}[request.param]
    slug = "agora" if request.param == "deleted" else request.param
    return Place(about(secret, slug), about(public, "agora"), insider, mallory)


def filled(rule: str, topic: dict[str, str]) -> str:
    """An address of a door, about this topic."""
    for pattern, word in HOLES.items():
        rule = re.sub(pattern, word, rule)
    rule = rule.replace("*", topic["*"]).replace("#", "2").replace("/id/", f"/{topic['id']}/")
    holes = {"name": "ada", "slug": topic["slug"]}
    return re.sub(r"\((\w+)\)", lambda hole: holes.get(hole[1], "1"), rule)


QUESTIONS = (
    *("/search?q={0}", "/search?q={0}&kind=topic", "/search?q={0}*", "/forum/?q={0}"),
    *("/forum/similar?title={0}", "/forum/tags?q={0}", "/writing/people?q={0}"),
    *("/forum/new?title={1}", "/forum/moved?q={0}", "/accounts/admin/people?q={0}"),
)


def surfaces(app: Flask, place: Place) -> Iterator[str]:
    """Every page of the house, those about the public topic, and every question to it."""
    rules = [r for r in app.url_map.iter_rules() if "GET" in (r.methods or ())]
    for rule in rules:
        if rule.endpoint not in {"static", "health.ready", "accounts.sign_in"}:
            yield filled(rule.rule, place.public)
    for question in QUESTIONS:
        for word in FORMS:
            yield question.format(word, "x")
    for person in ("ada", "grace", "moira"):
        yield f"/people/{person}"


def shown(text: str, topic_id: str) -> bool:
    """Whether a page shows the secret, or leads to it under its name."""
    page = fold(re.sub("</?mark>", "", text))
    return fold(BESIDE) in page or "kryfomil" in page or f"/forum/t/{topic_id}-" in page


def walk(app: Flask, browser: Any, place: Place) -> list[str]:
    """Where somebody meets the secret; each page in one language, every second one in English."""
    found = []
    for number, path in enumerate(sorted(set(surfaces(app, place)))):
        prefix = "/en" if number % 2 and "?" not in path else ""
        if meets(browser, prefix + path, place):
            found.append(prefix + path)
    return found


def meets(browser: Any, path: str, place: Place) -> bool:
    answer = browser.get(path)
    assert answer.status_code < 500, path
    return shown(answer.get_data().decode(errors="replace"), place.secret["id"])


@pytest.mark.parametrize("place", KINDS, indirect=True, ids=KINDS)
def test_it_is_nowhere_for_others_and_somewhere_for_its_own(
    app: Flask, as_person: Any, place: Place, work: Any, request: Any
) -> None:
    work()
    kind = request.node.callspec.params["place"]
    outsiders: list[Person | None] = [None] if kind == "members" else [None, place.stranger]
    own = [filled(r.rule, place.secret) for r in app.url_map.iter_rules()
           if "GET" in (r.methods or ()) and "/t/<" in r.rule]  # fmt: skip
    for person in outsiders:
        browser = as_person(person)
        assert walk(app, browser, place) == [], person and person.handle
        assert [path for path in own if browser.get(path).status_code not in {303, 404}] == []
    insider = as_person(place.insider)
    if kind == "deleted":
        assert place.secret["path"] in insider.get(place.secret["path"]).text
    else:
        for path in ("/forum/", f"/search?q={SECRET}", "/en/search?q=amygdalotsakistis"):
            assert meets(insider, path, place), path


@pytest.mark.parametrize("place", KINDS[1:], indirect=True, ids=KINDS[1:])
def test_nobody_is_told_of_what_they_may_not_see(place: Place, work: Any) -> None:
    work()
    told = select(Notification).where(Notification.person_id == place.stranger.id)
    assert [n.what for n in db.session.scalars(told) if shown(n.what, place.secret["id"])] == []
    letters = db.session.scalars(select(Letter).where(Letter.recipient == place.stranger.email))
    assert [letter.subject for letter in letters if shown(letter.text, place.secret["id"])] == []


def test_what_moderators_hid_or_hold_is_nowhere_for_others(
    app: Flask, as_person: Any, ada: Any, grace: Any, mallory: Any, moderator: Any, work: Any
) -> None:
    agora = shelf("agora")
    topic = talk(agora, ada, "Ένα θέμα για όλους")
    hidden = answer(topic, grace, f"Ο **{SECRET}** και το {BESIDE}, @mallory;")
    asked = Asked("one", [BESIDE, "Κάτι άλλο"], secret=False)
    other = talk(agora, grace, "Μια ψηφοφορία")
    work()
    with transaction():
        actions.add_poll(db.session.merge(other), asked)
        about_grace = db.session.merge(grace)
        about_grace.about, about_grace.about_html = BESIDE, f"<p>{BESIDE}</p>"
    with transaction():
        hide_post(str(hidden.id), moderator)
        hide_post(str(queries.get_post(other, 1).id), moderator)
        hide_person(str(grace.id), moderator)
        values = {"topic": topic.id, "source": BESIDE, "reply_to": None}
        hold(db.session.merge(grace), "forum.reply", topic.title, topic.path, "first", values)
    work()
    public, named = about(topic, "agora"), about(other, "agora")
    places = [Place(named, there, moderator, mallory) for there in (public, named)]
    for person in (None, mallory):
        browser = as_person(person)
        for path in sorted({path for place in places for path in surfaces(app, place)}):
            page = fold(browser.get(path).get_data().decode(errors="replace"))
            assert fold(BESIDE) not in re.sub("</?mark>", "", page), path
    letters = db.session.scalars(select(Letter).where(Letter.recipient == mallory.email))
    assert [letter.subject for letter in letters if fold(BESIDE) in fold(letter.text)] == []
    assert BESIDE in as_person(moderator).get(topic.path).text
