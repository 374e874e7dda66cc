"""How a post looks to whoever reads it: where its words stand, and what may be done with it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from kalo.accounts.models import Person
from kalo.forum.models import Topic
from kalo.forum.permissions import (
    may_arrange_posts,
    may_delete,
    may_edit,
    may_make_wiki,
    may_moderate,
)
from kalo.forum.queries.mine import Mine
from kalo.forum.queries.rows import PostRow
from kalo.kit.fragments import known_parts

PARTS = {
    "gone": "forum/_post_gone.html",
    "hidden": "forum/_post_hidden.html",
    "ignored": "forum/_post_ignored.html",
    "whole": "forum/_post_kept.html",
}


class Look(NamedTuple):
    """A post as one person sees it."""

    place: str  # one of PARTS
    own: bool
    accepted: bool
    edits: bool = False
    wikis: bool = False
    deletes: bool = False
    arranges: bool = False

    @property
    def part(self) -> str:
        """The partial that shows it."""
        return PARTS[self.place]


class Looks:
    """The posts of a topic as one person sees them; `around` is what else their HTML is made of."""

    def __init__(
        self, topic: Topic, person: Person | None, mine: Mine, around: tuple[Any, ...]
    ) -> None:
        self.topic, self.person, self.mine, self.around = topic, person, mine, around
        self.viewer = person.id if person else None
        self.moderates, self.answer = may_moderate(person), topic.answer_number
        self.has_poll = bool(topic.poll)

    def at(self, post: PostRow) -> Look:
        """What is shown of a post, and what may be done with it."""
        own, accepted = post.author_id == self.viewer, post.number == self.answer
        if post.deleted_at is not None:
            return Look("gone", own, accepted)
        if post.hidden_at is not None and not own:
            return Look("hidden", own, accepted)
        if post.author_id in self.mine.ignored:
            return Look("ignored", own, accepted)
        if own or self.moderates or (post.wiki and self.viewer):
            return self._with_rights(post, own, accepted)
        return Look("whole", own, accepted)  # most posts, for most readers

    def _with_rights(self, post: PostRow, own: bool, accepted: bool) -> Look:
        edits = may_edit(self.person, self.topic, post)
        return Look(
            "whole",
            own,
            accepted,
            edits=edits,
            wikis=edits and may_make_wiki(self.person, self.topic, post),
            deletes=(own or self.moderates) and may_delete(self.person, self.topic, post),
            arranges=self.moderates and may_arrange_posts(self.person, self.topic),
        )

    def facts(self, post: PostRow, look: Look) -> tuple[Any, ...] | None:
        """What a post's HTML is made of, a key of `kept_part`; None for what is made each time."""
        if look.place != "whole" or (self.has_poll and post.number == 1):
            return None
        reaction, marked = self.mine.reactions.get(post.id), post.id in self.mine.bookmarks
        return ("whole post", post, look, reaction, marked, *self.around)

    def kept(self, posts: Sequence[PostRow]) -> list[Markup | None]:
        """The HTML of these posts, where it was made before."""
        return known_parts(self.facts(post, self.at(post)) for post in posts)
