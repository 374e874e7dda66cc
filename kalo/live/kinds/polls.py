"""Making a poll or a quiz, asking it, answering it, closing it, asking it again."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.kit import clock
from kalo.kit.web import Refused
from kalo.live.doors import Door
from kalo.live.folds.polls import (
    CLOSED,
    CLOUD,
    DRAFT,
    OPEN,
    OPEN_TEXT,
    RANKING,
    SCALE,
    SEVERAL,
    SINGLE,
    SORTS,
    Poll,
    Polls,
)
from kalo.live.folds.tallies import stem_of
from kalo.live.kinds.kind import Kind, need_voice
from kalo.live.models import TEAM
from kalo.live.shapes import flag, number, numbers, odd, one_of, some_number, some_words, words

_GONE = _("This is no longer in the room.")
LONGEST = 300
MOST_OPTIONS = 12
LONGEST_OPTION = 120
MOST_WORDS = 3  # of one person, in a cloud
LONGEST_WORD = 40
LONGEST_TEXT = 500
SCALES = {"1-5": (1, 5), "0-10": (0, 10)}


@dataclass(frozen=True, kw_only=True)
class Make:
    """What is asked and how it is answered; options stand one on a line, right ones after a *."""

    text: str = words(
        LONGEST, _("Write what you ask first."), _("A question has at most %(max)d characters.")
    )
    sort: str = one_of(SORTS)
    options: str = some_words(MOST_OPTIONS * (LONGEST_OPTION + 3))
    scale: str = one_of(tuple(SCALES), "1-5")
    hidden: bool = flag()
    at_once: bool = flag()


@dataclass(frozen=True, kw_only=True)
class Change(Make):
    """A poll that is prepared, as it is to be from now on."""

    about: int = number()


@dataclass(frozen=True, kw_only=True)
class OfPoll:
    """A poll, by its number."""

    about: int = number()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer: places of options from 0, a number of the scale, or words."""

    about: int = number()
    choices: Sequence[int] = numbers(MOST_OPTIONS, least=0, highest=MOST_OPTIONS - 1)
    number: int | None = some_number(least=0, most=10)
    text: str = some_words(LONGEST_TEXT)


@dataclass(frozen=True, kw_only=True)
class HideWords:
    """A word of a cloud or a text that the team takes off, by its key; or puts there again."""

    about: int = number()
    key: str = words(200, _GONE, _GONE)
    again: bool = flag()


def _options(said: Make) -> tuple[list[str], list[int]]:
    """The options of a poll, and the places of the right ones."""
    if said.sort not in (SINGLE, SEVERAL, RANKING):
        return [], []
    lines = [line.strip() for line in said.options.splitlines() if line.strip(" *")]
    if said.sort == RANKING:
        return lines, []
    right = [place for place, line in enumerate(lines) if line.startswith("*")]
    return [line.removeprefix("*").strip() for line in lines], right


def can_be_asked(door: Door, said: Make) -> None:
    """There is something to choose from, and of one choice one is right at most."""
    if said.sort not in (SINGLE, SEVERAL, RANKING):
        return
    options, right = _options(said)
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Refused(gettext("Write 2 to %(most)d options, one on a line.", most=MOST_OPTIONS))
    if len({option.casefold() for option in options}) < len(options):
        raise Refused(gettext("Two options are the same."))
    if any(len(option) > LONGEST_OPTION for option in options):
        raise Refused(gettext("An option has at most %(max)d characters.", max=LONGEST_OPTION))
    if said.sort == SINGLE and len(right) > 1:
        raise Refused(gettext("Where one is chosen, one is right: mark one with a *."))


def can_be_changed(door: Door, said: Change) -> None:
    """Nobody has seen it yet."""
    if poll_of(door, said.about).state != DRAFT:
        raise Refused(gettext("It has been asked already: make a new one."))
    can_be_asked(door, said)


def as_asked(door: Door, said: Make) -> dict[str, Any]:
    """The options as a list, and the ends of the scale."""
    options, right = _options(said)
    least, most = SCALES[said.scale]
    now = said.at_once and door.takes_words(clock.now())  # before it opens it is only prepared
    return {"options": options, "right": right, "least": least, "most": most, "at_once": now}


def poll_of(door: Door, about: int) -> Poll:
    """A poll that is there; refuses where it is not."""
    poll = door.state.of(Polls).made.get(about)
    if poll is None:
        raise Refused(gettext("This is no longer in the room."))
    return poll


def can_open(door: Door, said: OfPoll) -> None:
    """It was prepared; or was closed too early, unless by then the right answer was shown."""
    poll = poll_of(door, said.about)
    if poll.state == OPEN:
        raise Refused(gettext("It is being asked already."))
    if poll.state == CLOSED and poll.is_quiz:
        raise Refused(gettext("The right answer has been shown: ask it again instead."))


def is_open(door: Door, said: OfPoll) -> None:
    """It is being asked."""
    if poll_of(door, said.about).state != OPEN:
        raise Refused(gettext("It is not being asked."))


def is_closed(door: Door, said: OfPoll) -> None:
    """It was asked; what still goes on is closed first."""
    if poll_of(door, said.about).state != CLOSED:
        raise Refused(gettext("Close it first."))


def is_there(door: Door, said: Any) -> None:
    """It is there."""
    poll_of(door, said.about)


def can_be_hidden(door: Door, said: HideWords) -> None:
    """It is shown, or was taken off: the other person of the team may have been quicker."""
    if (said.key in poll_of(door, said.about).put_away) is not said.again:
        raise Refused(gettext("This is no longer in the room."))


def fits(door: Door, said: Reply) -> None:
    """The answer is one to this poll, while it is being asked."""
    poll = poll_of(door, said.about)
    if poll.state == DRAFT:
        raise Refused(gettext("This is no longer in the room."))
    if poll.state == CLOSED:
        raise Refused(gettext("This is closed: answers are not taken any more."))
    if poll.sort in (CLOUD, OPEN_TEXT):
        need_voice(door, said)
    if any(place >= len(poll.options) for place in said.choices):
        raise odd()
    FITS[poll.sort](poll, said)


def _one(poll: Poll, said: Reply) -> None:
    if len(said.choices) != 1:
        raise Refused(gettext("Choose one of the options first."))


def _some(poll: Poll, said: Reply) -> None:
    if not said.choices:
        raise Refused(gettext("Choose at least one of the options first."))


def _all(poll: Poll, said: Reply) -> None:
    if len(said.choices) != len(poll.options):
        raise Refused(gettext("Give each option a place of its own."))


def _on_scale(poll: Poll, said: Reply) -> None:
    if said.number is None:
        raise Refused(gettext("Choose a number first."))
    if not poll.least <= said.number <= poll.most:
        raise odd()


def _few_words(poll: Poll, said: Reply) -> None:
    found = phrases(said.text)
    if not found:
        raise Refused(gettext("Write a word first."))
    if len(found) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in found):
        raise Refused(
            gettext(
                "At most %(words)d, of at most %(max)d letters each, with commas between them.",
                words=MOST_WORDS,
                max=LONGEST_WORD,
            )
        )


def _text(poll: Poll, said: Reply) -> None:
    if not said.text:
        raise Refused(gettext("Write something first."))


FITS: dict[str, Callable[[Poll, Reply], None]] = {
    SINGLE: _one,
    SEVERAL: _some,
    RANKING: _all,
    SCALE: _on_scale,
    CLOUD: _few_words,
    OPEN_TEXT: _text,
}


def phrases(text: str) -> list[str]:
    """The words for a cloud, between commas or on lines; what is no word is left out."""
    found = [" ".join(each.split()) for each in re.split(r"[,;·\u0387\u037e\n]", text)]
    return [each for each in found if stem_of(each)]


def as_meant(door: Door, said: Reply) -> dict[str, Any]:
    """Only what this poll asks for."""
    sort = poll_of(door, said.about).sort
    text = phrases(said.text) if sort == CLOUD else [said.text] if sort == OPEN_TEXT else []
    return {
        "choices": said.choices if sort in (SINGLE, SEVERAL, RANKING) else None,
        "number": said.number if sort == SCALE else None,
        "text": "",
        "words": text or None,
    }


KINDS = (
    Kind(
        "poll_made",
        Make,
        who=TEAM,
        after_hours=True,
        check=can_be_asked,
        fill=as_asked,
        leads_to="poll",
    ),
    Kind(
        "poll_changed",
        Change,
        who=TEAM,
        after_hours=True,
        check=can_be_changed,
        fill=as_asked,
        leads_to="poll",
    ),
    Kind("poll_opened", OfPoll, who=TEAM, check=can_open, leads_to="poll"),
    Kind("poll_closed", OfPoll, who=TEAM, after_hours=True, check=is_open, leads_to="poll"),
    Kind("poll_repeated", OfPoll, who=TEAM, check=is_closed),
    Kind("poll_dropped", OfPoll, who=TEAM, after_hours=True, check=is_there),
    Kind("poll_answered", Reply, check=fits, fill=as_meant, calm=True, leads_to="poll"),
    Kind(
        "poll_words_hidden",
        HideWords,
        who=TEAM,
        after_hours=True,
        check=can_be_hidden,
        leads_to="poll",
    ),
)
