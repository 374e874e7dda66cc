"""Questions that nobody had time to answer in a room go on as a discussion."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.accounts.models import Person
from kalo.forum.actions.starters import SHELF
from kalo.forum.actions.topics import open_topic
from kalo.forum.models import Topic
from kalo.forum.permissions import may_open_topic
from kalo.forum.queries import find_category
from kalo.forum.queries.starters import speaker
from kalo.kit.locales import speaking

LONGEST_TITLE = 140
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def open_left_questions(
    event: Any, questions: list[tuple[str, int]], by: Person | None
) -> Topic | None:
    """A discussion about the event, by whoever offers them; the house speaks where they may not.

    Whoever asked is not named: in the room they spoke to the room.
    """
    category = find_category(SHELF)
    if category is None:
        return None
    author = by if may_open_topic(by, category) else speaker()
    if author is None or not may_open_topic(author, category):
        return None
    with speaking("el"):
        title, source = _title(event, questions), _source(event, questions)
    return open_topic(category, author, title, source, event.subject, begun=False)


def _title(event: Any, questions: list[tuple[str, int]]) -> str:
    if len(questions) == 1:
        return _cut(questions[0][0])
    return _cut(_("Questions that stayed open: %(event)s", event=event.title_el))


def _cut(title: str) -> str:
    flat = " ".join(title.split())
    return flat if len(flat) <= LONGEST_TITLE else f"{flat[: LONGEST_TITLE - 1].rstrip()}…"


def _source(event: Any, questions: list[tuple[str, int]]) -> str:
    about = _as_it_is(event.title_el)
    words = ngettext(
        "At “%(event)s” there was no time for this question. Do you know something about it?",
        "At “%(event)s” there was no time for these questions. Do you know something about them?",
        len(questions),
        event=about,
    )
    lines = [f"{place}. {_line(*each)}" for place, each in enumerate(questions, 1)]
    return "\n".join([words, "", *lines])


def _line(text: str, votes: int) -> str:
    if not votes:
        return _as_it_is(text)
    return f"{_as_it_is(text)} ({ngettext('%(num)s vote', '%(num)s votes', votes)})"


def _as_it_is(text: str) -> str:
    """Words of others as they typed them: no sign in them means anything to Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
