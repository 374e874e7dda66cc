"""Asking something, standing behind what others ask, and answering it: now, in writing, later."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.questions import LATER, LIVE, TEXT, Questions
from kalo.live.kinds.kind import Kind, need_voice
from kalo.live.models import LEADS, TEAM, Entry
from kalo.live.shapes import flag, number, one_of, some_number, some_words, words

LONGEST = 300
LONGEST_ANSWER = 1000


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question to those who lead, for others to vote on."""

    text: str = words(
        LONGEST,
        _("Write the question first."),
        _("A question has at most %(max)d characters."),
    )
    veiled: bool = flag()


@dataclass(frozen=True, kw_only=True)
class About:
    """A question, by its number."""

    about: int = number()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How a question was answered; in writing, with what."""

    about: int = number()
    how: str = one_of((LIVE, TEXT, LATER), LIVE)
    text: str = some_words(LONGEST_ANSWER, _("An answer has at most %(max)d characters."))


@dataclass(frozen=True, kw_only=True)
class Merge:
    """A question that asks the same as another one."""

    about: int = number()
    into: int = number()


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One question for the forum; without a number all that stay open."""

    about: int | None = some_number()


def stands(door: Door, said: Any) -> None:
    """The question is on the list."""
    if door.state.of(Questions).find(said.about) is None:
        raise Refused(gettext("This is no longer in the room."))


def has_words(door: Door, said: Answer) -> None:
    """What is answered in writing says something."""
    stands(door, said)
    if said.how == TEXT and not said.text:
        raise Refused(gettext("Write the answer first."))


def both_stand(door: Door, said: Merge) -> None:
    """Two questions, each on the list by itself."""
    asked = door.state.of(Questions).asked
    if said.about == said.into:
        raise Refused(gettext("Choose two different questions."))
    if any(seq not in asked or asked[seq].into for seq in (said.about, said.into)):
        raise Refused(gettext("This is no longer in the room."))


def is_double(door: Door, said: About) -> None:
    """It went up in another one."""
    double = door.state.of(Questions).asked.get(said.about)
    if double is None or double.into is None:
        raise Refused(gettext("This question stands alone already."))


def stays_open(door: Door, said: Offer) -> None:
    """There is something that nobody has answered."""
    if not _offered(door, said):
        raise Refused(gettext("No question is left open."))


def which(door: Door, said: Offer) -> dict[str, Any]:
    """Those that go to the forum now."""
    return {"questions": _offered(door, said)}


def _offered(door: Door, said: Offer) -> list[int]:
    left = [question.seq for question in door.state.of(Questions).open()]
    return [seq for seq in left if said.about in (None, seq)]


def offer_to_forum(door: Door, entry: Entry) -> None:
    """Tell who may want them: what was asked and by how many, never by whom."""
    asked = door.state.of(Questions).asked
    wanted = [asked[seq] for seq in entry.payload["questions"]]
    signals.questions_left.send(
        door.event,
        questions=[(question.text, question.votes) for question in wanted],
        by=door.visitor.person,
    )


_SHOWN = "question"
KINDS = (
    Kind("asked", Ask, check=need_voice, may_veil=True, leads_to=_SHOWN),
    Kind("voted", About, check=stands, calm=True, leads_to=_SHOWN),
    Kind("unvoted", About, check=stands, calm=True, leads_to=_SHOWN),
    Kind("answered", Answer, who=TEAM, after_hours=True, check=has_words, leads_to=_SHOWN),
    Kind("unanswered", About, who=TEAM, after_hours=True, check=stands, leads_to=_SHOWN),
    Kind("merged", Merge, who=TEAM, after_hours=True, check=both_stand),
    Kind("parted", About, who=TEAM, after_hours=True, check=is_double, leads_to=_SHOWN),
    Kind(
        "offered",
        Offer,
        who=LEADS,
        after_hours=True,
        check=stays_open,
        fill=which,
        then=offer_to_forum,
    ),
)
