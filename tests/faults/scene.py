"""A small community, and every form in which somebody types words that others read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kalo.accounts.actions import make_group
from kalo.accounts.models import Group, Person
from kalo.events.models import Event
from kalo.forum.models import Category, Post, Reaction, Topic
from kalo.forum.models.polls import Poll
from kalo.forum.models.watching import Bookmark
from kalo.kit.db import db, transaction
from kalo.live.models import Entry
from kalo.moderation.models import Report
from kalo.writing.models import Draft
from tests.factories.events import seat
from tests.factories.forum import answer, talk
from tests.factories.live import gathering_now

MakePerson = Callable[..., Person]


@dataclass
class Scene:
    """Ada asks, Grace answers, Moira moderates; there is a group, and an event goes on."""

    ada: Person
    grace: Person
    moderator: Person
    editor: Person
    administrator: Person
    category: Category
    topic: Topic
    group: Group
    event: Event
    post: Post

    def path(self, pattern: str) -> str:
        """The address of a door here."""
        return pattern.format(
            topic=self.topic.path.removeprefix("/forum/"),
            event=f"{self.event.id}-{self.event.slug}",
            event_id=self.event.id,
            category=self.category.id,
            shelf=self.category.slug,
            group=self.group.slug,
            ada=self.ada.id,
            topic_id=self.topic.id,
            post=self.post.id,
        )


def stand(person: MakePerson, category: Category) -> Scene:
    """The community as every test finds it."""
    ada, grace = person("Ada", trust=2), person("Grace", trust=2)
    staff = [
        person("Moira", roles={"moderator"}, trust=2),
        person("Edna", roles={"editor", "facilitator"}, trust=2),
        person("Adele", roles={"administrator"}, trust=2),
    ]
    topic = talk(category, ada, "Ο κήπος στην ταράτσα", replies=0)
    answer(topic, grace, "Έχω **χώμα** από πέρσι.")
    post = answer(topic, ada, "Τέλεια, το θέλω.")
    with transaction():
        by = db.session.merge(staff[2])
        group = make_group("Η ομάδα", "Για όλα", by, owner=by)
    event = gathering_now(facilitator_id=ada.id, title_el=f"Εργαστήριο {ada.id}")
    seat(event, grace)
    return Scene(ada, grace, *staff, category, topic, group, event, post)


@dataclass(frozen=True)
class Form:
    """A form: who sends it where, what a good one says, which of its fields are words."""

    name: str
    who: str
    path: str
    good: dict[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    # What a good one makes one of; None where it changes something that stands.
    makes: type[Any] | None = None
    # How often one may send it before others must (its own things, a room that lets few in).
    turns: int = 12


EVENT = {
    **{"kind": "workshop", "mode": "in-person", "title_el": "Εργαστήριο", "facilitator_id": "0"},
    **{"start_wall": "2027-03-04T18:00", "end_wall": "2027-03-04T20:00", "place": "Δημαρχείο"},
}
ROOM = {"title_el": "Ράφι", "see": "everyone", "reply": "members", "start": "members"}
FORMS = [
    Form("topic", "grace", "/forum/new",
         {"title": "Ένα θέμα", "category": "{shelf}", "body": "Μια ερώτηση"},
         ("title", "body", "tags"), Topic),
    Form("poll", "ada", "/forum/{topic}poll",
         {"poll-kind": "one", "poll-question": "Πότε;", "poll-options": "Τρίτη\nΠέμπτη",
          "poll-results": "always"}, ("poll-question", "poll-options"), Poll, 1),
    Form("reaction", "grace", "/forum/{topic}3/reaction", {"kind": "thanks"}, (), Reaction),
    Form("bookmark", "grace", "/forum/{topic}3/bookmark", {"remind": ""}, ("note",), Bookmark),
    Form("report", "grace", "/moderation/report?subject=post:{post}", {"reason": "unkind"},
         ("words",), Report),
    Form("draft", "grace", "/writing/drafts", {"draft": "topic-{topic_id}", "body": "Αρχή"},
         ("title", "body"), Draft),
    Form("reply", "grace", "/forum/{topic}posts", {"body": "Μια γνώμη"}, ("body",), Post),
    Form("edit", "ada", "/forum/{topic}3/edit", {"body": "Άλλα λόγια", "revision": "1"},
         ("body", "reason"), turns=9),
    Form("first post", "ada", "/forum/{topic}1/edit",
         {"title": "Ο κήπος", "body": "Άλλα λόγια", "revision": "1"}, ("title", "body"),
         turns=9),
    Form("category", "editor", "/forum/categories/new", ROOM,
         ("title_el", "title_en", "about_el", "about_en"), Category),
    Form("other category", "editor", "/forum/categories/{category}/edit", ROOM,
         ("title_el", "title_en", "about_el", "about_en")),
    Form("profile", "ada", "/accounts/me/", {"name": "Ada"}, ("name", "about", "organisation"),
         turns=9),
    Form("group", "administrator", "/accounts/admin/groups", {"name": "Νέα ομάδα"},
         ("name", "about"), Group),
    Form("other group", "administrator", "/accounts/groups/{group}/", {"name": "Η ομάδα"},
         ("name", "about")),
    Form("settings", "administrator", "/accounts/admin/settings",
         {"sign_up": "open", "first_posts": "off"}, ("welcome_el", "welcome_en")),
    Form("event", "editor", "/events/new", EVENT,
         ("title_el", "title_en", "place", "address", "organiser", "summary_el", "summary_en",
          "about_el", "about_en"), Event),
    Form("saying", "grace", "/live/{event_id}/acts/said", {"text": "Καλησπέρα"},
         ("text",), Entry, 9),
    Form("question", "grace", "/live/{event_id}/acts/asked", {"text": "Γιατί;"},
         ("text",), Entry, 9),
]  # fmt: skip
