"""A reply of Mallory's in a topic of Ada's, reported or not, and two moderators."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, Topic
from kalo.kit.db import db
from kalo.moderation.models import Case
from tests.factories.forum import shelf, talk
from tests.factories.moderation import reply_by


@pytest.fixture
def category(app: Any) -> Category:
    return shelf()


@pytest.fixture
def topic(category: Category, ada: Person) -> Topic:
    return talk(category, ada)


@pytest.fixture
def rude(topic: Topic, mallory: Person) -> Post:
    """What Mallory says is not kind."""
    return reply_by(topic, mallory, "Όλα αυτά είναι ανοησίες και εσύ το ξέρεις.")


@pytest.fixture
def second(make_person: Callable[..., Person]) -> Person:
    """Another moderator."""
    return make_person("Second", roles={"moderator"})


@pytest.fixture
def report(as_person: Callable[..., Any]) -> Callable[..., Any]:
    """report(ada, rude) sends a report through the form; answers the response."""

    def _report(person: Person | None, post: Post, reason: str = "unkind", **more: str) -> Any:
        address = f"/moderation/report?subject=post:{post.id}"
        return as_person(person).post(address, data={"reason": reason, **more})

    return _report


@pytest.fixture
def case_id(report: Callable[..., Any], ada: Person, rude: Post) -> int:
    """Ada has reported what Mallory said."""
    assert report(ada, rude).status_code == 303
    return int(db.session.query(Case.id).scalar())


@pytest.fixture
def rule(as_person: Callable[..., Any]) -> Callable[..., Any]:
    """rule(moderator, case_id, "hide", reason="unkind") as its page would send it."""

    def _rule(person: Person, case_id: int, verb: str, **values: Any) -> Any:
        browser = as_person(person)
        page = browser.get(f"/moderation/cases/{case_id}/").text
        found = re.search(r'name="version"[^>]* value="(\d+)"', page)
        sent = {"verb": verb, "version": found[1] if found else "1", **values}
        return browser.post(f"/moderation/cases/{case_id}/ruling", data=sent)

    return _rule
