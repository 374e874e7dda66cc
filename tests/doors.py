"""Everybody, and a topic in each of its states, before every door; the table of who may."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import update

from kalo.accounts.models import Group, Membership, Person
from kalo.forum.models import Category, CategoryGrant, Post, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.forum import answer, fresh, talk

ROOMS = ("forum", "writing", "moderation", "notifications")
ROLES = (
    *("guest", "newcomer", "member", "author", "colleague"),
    *("moderator", "editor", "administrator", "silenced", "suspended"),
)
# Where a topic stands in another state than open, these show what changes.
SOME = ("guest", "member", "author", "colleague", "moderator")
STATES = (
    "open",
    "closed",
    "archived",
    "hidden",
    "removed",
    "withdrawn",
    "members",
    "group",
    "merged",
)
TABLE = Path(__file__).parent / "doors.txt"
HOLES = {
    r"<int\(max=2147483647\):topic_id>-<slug>": "*",
    r"<int\(max=2147483647\):topic_id>": "id",
    r"<int\(max=2147483647\):number>": "#",
    r"<[^>]*:(\w+)>": r"(\1)",
    r"<(\w+)>": r"(\1)",
}


def short(rule: str) -> str:
    """The address of a door as the table writes it."""
    for pattern, word in HOLES.items():
        rule = re.sub(pattern, word, rule)
    return rule


def doors(app: Flask) -> set[str]:
    """Every door of these rooms, as "POST /forum/t/*/posts"."""
    return {
        f"{method} {short(rule.rule)}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in ROOMS
        for method in (rule.methods or set()) & {"GET", "POST"}
    }


def read_table() -> dict[tuple[str, str], dict[str, int]]:
    """The table: for each door and state, what each role is answered."""
    table: dict[tuple[str, str], dict[str, int]] = {}
    door = ""
    for line in TABLE.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words, codes = line.rsplit(":", 1)
        *named, states = words.split()
        door = " ".join(named) or door
        for state in states.split(","):
            roles = ROLES if state == "open" else SOME
            table[door, state] = dict(zip(roles, map(int, codes.split()), strict=True))
    return table


@dataclass
class Street:
    """The people, and one topic for each state, opened by the author: three posts in each."""

    people: dict[str, Person | None] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    holes: dict[str, str] = field(default_factory=dict)

    def path(self, door: str, state: str) -> str:
        """Where a door is for the topic in a state."""
        here = {**self.holes, **self.places[state]}
        path = door.split()[1].replace("*", here["topic"]).replace("#", "2")
        if "/tag/" in door:
            here["slug"] = here["tag"]
        path = path.replace("/id/", here["id"])
        path += f"?subject=post:{here['post']}" if path.endswith("/moderation/report") else ""
        return re.sub(r"\((\w+)\)", lambda hole: here.get(hole[1], "999"), path)


def stand_people(make_person: Any) -> dict[str, Person | None]:
    """One for each role."""
    later = clock.now() + timedelta(days=3)
    return {
        "guest": None,
        "newcomer": make_person("Nina", trust=0),
        "member": make_person("Mallory", trust=1),
        "author": make_person("Ada", trust=2),
        "colleague": make_person("Carl", trust=2),
        "moderator": make_person("Moira", roles={"moderator"}),
        "editor": make_person("Edna", roles={"editor"}),
        "administrator": make_person("Adele", roles={"administrator"}),
        "silenced": make_person("Silas", trust=2, silenced_until=later),
        "suspended": make_person("Susan", suspended_at=clock.now(), suspended_until=later),
    }


def stand_group(person: Person) -> Group:
    """A group of one."""
    with transaction():
        group = Group(slug="omada", name="Ομάδα", made_at=clock.now())
        db.session.add(group)
        db.session.flush()
        db.session.add(Membership(group_id=group.id, person_id=person.id, since=clock.now()))
    return group


def shelf(slug: str, **values: Any) -> Category:
    """A category, with whom it lets in."""
    with transaction():
        category = Category(slug=slug, title_el=slug.title(), asks=True, **values)
        db.session.add(category)
        db.session.flush()
        for can, group_ids in category.groups.items():
            for group_id in group_ids:
                db.session.add(CategoryGrant(category_id=category.id, group_id=group_id, can=can))
    db.session.refresh(category)
    return category


def _state(topic: Topic, state: str, people: dict[str, Any], other: Topic) -> None:
    """Bring a topic into a state, by the forum's own verbs where there is one."""
    at = clock.now()
    column: dict[str, dict[str, Any]] = {
        "closed": {"closed_at": at},
        "archived": {"archived_at": at},
        "removed": {"deleted_at": at, "deleted_by_id": people["moderator"].id},
        "withdrawn": {"deleted_at": at, "deleted_by_id": people["author"].id},
        "merged": {"closed_at": at, "moved_to_id": other.id},
    }
    with transaction():
        if state in column:
            db.session.execute(update(Topic).where(Topic.id == topic.id).values(**column[state]))
        if state == "hidden":
            mine = Post.topic_id == topic.id, Post.number == 2
            db.session.execute(update(Post).where(*mine).values(hidden_at=at))


def stand(make_person: Any) -> Street:
    """The whole street."""
    street = Street(people=stand_people(make_person), holes={"tag": "kipos"})
    author, member, colleague = (street.people[r] for r in ("author", "member", "colleague"))
    assert author
    assert member
    assert colleague
    street.holes["person_id"] = str(member.id)
    group = stand_group(colleague)
    closed_shelves = {
        "members": shelf("members", see="members"),
        "group": shelf("group", see="groups", groups={"see": [group.id]}),
    }
    agora = shelf("agora")
    opened: Topic | None = None
    for state in STATES:
        topic = talk(closed_shelves.get(state, agora), author, f"Θέμα {state}")
        mine = answer(topic, author, "Η δεύτερη του ίδιου ανθρώπου")
        answer(topic, member, "Η γνώμη ενός άλλου")
        fresh(fresh(topic).category)
        opened = opened or topic
        _state(topic, state, street.people, opened)
        street.places[state] = {
            **{"topic": topic.named_id, "id": f"/{topic.id}/", "slug": topic.category.slug},
            **{"category_id": str(topic.category_id), "post": str(mine.id)},
        }
    return street


def asked(
    street: Street, browsers: dict[str, Any], door: str, state: str, sent: dict[str, str]
) -> Iterator[tuple[str, int]]:
    """What each role is answered at a door."""
    for role in ROLES if state == "open" else SOME:
        path, method = street.path(door, state), door.split()[0]
        got = browsers[role].open(path, method=method, data=sent if method == "POST" else None)
        yield role, got.status_code
