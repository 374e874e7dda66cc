"""Saying something, signs behind it, and what the team does about what is said."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from kalo.kit import clock
from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.questions import Questions
from kalo.live.folds.talk import NO_SIGN, SIGNS, SLOW, Line, Talk
from kalo.live.kinds.kind import Kind, need_voice
from kalo.live.models import LEADS
from kalo.live.permissions import is_of_team
from kalo.live.queries import is_leading
from kalo.live.shapes import flag, number, one_of, some_number, some_words, words

LONGEST = 1000
WHY = 200  # characters of a reason


@dataclass(frozen=True, kw_only=True)
class Say:
    """A message to everyone in the room; perhaps a reply to a line."""

    text: str = words(
        LONGEST,
        _("Write a message first."),
        _("A message has at most %(max)d characters."),
    )
    to: int | None = some_number()


@dataclass(frozen=True, kw_only=True)
class Hide:
    """Something that is taken off the page with a reason, or put there again."""

    about: int = number()
    again: bool = flag()
    why: str = some_words(WHY)


@dataclass(frozen=True, kw_only=True)
class About:
    """A line, by its number."""

    about: int = number()


@dataclass(frozen=True, kw_only=True)
class SendBack:
    """A line that goes back to its author, and why."""

    about: int = number()
    why: str = words(
        WHY,
        _("Say why: the author reads it."),
        _("A reason has at most %(max)d characters."),
    )


@dataclass(frozen=True, kw_only=True)
class React:
    """One sign of a small set behind a line, or none any more."""

    about: int = number()
    sign: str = one_of((*SIGNS, NO_SIGN))


@dataclass(frozen=True, kw_only=True)
class SetTalk:
    """Whether lines wait for a yes, and how long between two of one person."""

    before: bool = flag()
    slow: int = number(0, SLOW[-1])


@dataclass(frozen=True, kw_only=True)
class Mute:
    """Whoever wrote this line writes no more for now, and why."""

    about: int = number()
    why: str = words(
        WHY,
        _("Say why: they read it."),
        _("A reason has at most %(max)d characters."),
    )


def gone() -> Refused:
    """Somebody took it away meanwhile."""
    return Refused(gettext("This is no longer in the room."))


def may_say(door: Door, said: Say) -> None:
    """Not by whoever was muted, not too soon where it is slow, and no reply to what is gone."""
    talk, who = door.state.of(Talk), door.visitor.who
    need_voice(door, said)
    may_talk(door, said)
    if said.to and said.to not in talk.lines:
        raise Refused(gettext("What you reply to is no longer in the room."))
    free = talk.may_write_at(who)
    left = ceil((free - clock.now()).total_seconds()) if free else 0
    if left > 0 and not is_of_team(door):
        raise Refused(
            ngettext(
                "It goes slowly here: you can write again in %(num)s second.",
                "It goes slowly here: you can write again in %(num)s seconds.",
                left,
            )
        )


def may_talk(door: Door, said: Any) -> None:
    """Whoever was muted does not take part in the talk."""
    if door.visitor.who in door.state.of(Talk).muted:
        raise Refused(gettext("You cannot write here for now. You can still write to the team."))


def whether_held(door: Door, said: Say) -> dict[str, Any]:
    """Lines of the team never wait."""
    return {"held": door.state.of(Talk).before and not is_of_team(door)}


def is_there(door: Door, said: Hide) -> None:
    """Only what is shown can be hidden, only what was hidden shown again."""
    talk, questions = door.state.of(Talk), door.state.of(Questions)
    there = (talk.put_away, questions.put_away) if said.again else (talk.lines, questions.asked)
    if not any(said.about in each for each in there):
        raise gone()


def line_stands(door: Door, said: React) -> None:
    """The line is there, and whoever signs may talk."""
    may_talk(door, said)
    if said.about not in door.state.of(Talk).lines:
        raise gone()


def waits(door: Door, said: Any) -> None:
    """The line waits for a yes."""
    if said.about not in door.state.of(Talk).held:
        raise gone()


def came_back(door: Door, said: About) -> None:
    """It is one's own that came back."""
    back = door.state.of(Talk).back.get(said.about)
    if back is None or back.who != door.visitor.who:
        raise gone()


def _line_of(door: Door, seq: int) -> Line | None:
    talk = door.state.of(Talk)
    return talk.lines.get(seq) or talk.held.get(seq) or talk.put_away.get(seq)


def can_mute(door: Door, said: Mute) -> None:
    """Whoever wrote it; those who lead cannot be silenced."""
    line = _line_of(door, said.about)
    if line is None:
        raise gone()
    if is_leading(door.event, line.who):
        raise Refused(gettext("They lead this event: what they are is said on its own page."))


def who_wrote(door: Door, said: Mute) -> dict[str, Any]:
    """Whose line it is."""
    line = _line_of(door, said.about)
    return {"who": line.who, "under_pseudonym": line.veiled} if line else {}


def is_muted(door: Door, said: About) -> None:
    """They are muted, by the number of the muting."""
    if said.about not in {each.seq for each in door.state.of(Talk).muted.values()}:
        raise Refused(gettext("They may write already."))


KINDS = (
    Kind("said", Say, check=may_say, fill=whether_held, may_veil=True),
    Kind("hidden", Hide, who=LEADS, after_hours=True, check=is_there, by_staff=True),
    Kind("reacted", React, check=line_stands, calm=True),
    Kind("let_through", About, who=LEADS, after_hours=True, check=waits),
    Kind("sent_back", SendBack, who=LEADS, after_hours=True, check=waits, by_staff=True),
    Kind("taken_back", About, after_hours=True, check=came_back),
    Kind("talk_set", SetTalk, who=LEADS),
    Kind("muted", Mute, who=LEADS, check=can_mute, fill=who_wrote, by_staff=True),
    Kind("unmuted", About, who=LEADS, check=is_muted, by_staff=True),
)
