"""Polls and quizzes: what is asked now, what was asked, and for the team what is prepared."""

from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal
from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds.polls import DRAFT, OPEN, SORTS, Answer, Poll, Polls
from kalo.live.folds.tallies import LATEST, MOST_TEXTS, Tally, tally_of
from kalo.live.kinds.polls import SCALES
from kalo.live.models import TEAM
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import MAIN, Panel, Piece, stretch_of

SORT_NAMES = {
    "single": _("one of these"),
    "several": _("several of these"),
    "ranking": _("put in order"),
    "scale": _("a number on a scale"),
    "cloud": _("a word for the cloud"),
    "text": _("in your own words"),
}
_SORTS = [(sort, SORT_NAMES[sort]) for sort in SORTS]
STATE_NAMES = {"open": _("Asked now"), "draft": _("Prepared"), "closed": _("Has closed")}


@dataclass(frozen=True)
class Shown:
    """A poll, what it amounts to, and what whoever looks has answered."""

    poll: Poll
    tally: Tally
    own: Answer | None
    sort: str
    state: str
    shows_before: bool
    language: str
    sorts: list[tuple[str, Any]]  # to choose from while it is prepared
    scales: list[str]
    whole: bool  # also the texts before the latest

    @property
    def typed(self) -> dict[str, Any]:
        """A draft as it was typed into its form."""
        poll, places = self.poll, enumerate(self.poll.options)
        return {
            "text": poll.text,
            "sort": poll.sort,
            "options": "\n".join(f"* {o}" if place in poll.right else o for place, o in places),
            "scale": f"{poll.least}-{poll.most}",
            "hidden": poll.hidden,
        }

    @property
    def few(self) -> bool:
        """Only the latest texts are shown while they still come."""
        return self.poll.state == OPEN and len(self.tally.texts) > LATEST

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The texts that are shown; of a thousand the latest, or each page would hold them all."""
        most = LATEST if self.poll.state == OPEN else MOST_TEXTS
        whole = self.whole and self.poll.state != OPEN
        return self.tally.texts if whole else self.tally.texts[:most]

    @property
    def more(self) -> int:
        """How many texts of a poll that has closed are a link away."""
        return 0 if self.poll.state == OPEN else len(self.tally.texts) - len(self.texts)

    def number(self, value: float) -> str:
        """A number with one digit behind the point, as this language writes it."""
        return str(format_decimal(round(value, 1), format="0.0", locale=self.language))


def words(look: Look) -> dict[str, Any]:
    """Those asked now first, then those prepared, then the latest; the rest is a link away."""
    polls = [poll for poll in look.of(Polls).in_order() if _for_role(look, poll)]
    part = stretch_of(look, "polls", polls)
    return {
        "polls": [_shown(look, poll) for poll in part.things],
        "part": part,
        "sorts": _SORTS,
        "scales": list(SCALES),
    }


def find_poll(look: Look, key: str) -> Shown | None:
    """A poll; a draft only for the team."""
    poll = look.of(Polls).made.get(int(key))
    return _shown(look, poll) if poll and _for_role(look, poll) else None


def _for_role(look: Look, poll: Poll) -> bool:
    return poll.state != DRAFT or look.role in TEAM


def _shown(look: Look, poll: Poll) -> Shown:
    before = look.of(Polls).before(poll)
    return Shown(
        poll,
        tally_of(poll, before) if poll.shows else Tally(len(poll.answers)),
        poll.answers.get(look.who),
        str(SORT_NAMES[poll.sort]),
        str(STATE_NAMES[poll.state]),
        before is not None and bool(before.answers),
        look.language,
        _SORTS,
        list(SCALES),
        look.everything,
    )


def mine(look: Look) -> dict[str, Any]:
    """One's own answers, by poll."""
    polls = look.of(Polls).made.values()
    own = [(poll.seq, poll.answers[look.who]) for poll in polls if look.who in poll.answers]
    return {
        "answers": {
            str(seq): {"choices": a.choices, "number": a.number, "words": a.words} for seq, a in own
        }
    }


def news(count: int) -> str:
    """How many came, in words."""
    return ngettext("%(num)s new poll", "%(num)s new polls", count)


PANELS = (
    Panel(
        name="polls",
        title=_("Polls"),
        order=30,
        place=MAIN,
        words=words,
        pieces=(Piece("poll", find_poll), Piece("tally", find_poll)),
        mine=mine,
        news=news,
        key="v",
        script=True,
    ),
)
