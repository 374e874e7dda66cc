"""What was asked of everybody, and what came of it; nobody's own answer is told."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from kalo.live.folds import State
from kalo.live.folds.polls import CLOSED, RANKING, Poll, Polls
from kalo.live.folds.tallies import Tally, tally_of
from kalo.live.views.minutes.telling import Cell, Telling, Told

LEADING = 3  # words of a cloud that are named in a sentence


def tell(state: State, language: str) -> Iterator[Told]:
    """Those that were closed, with their results; drafts and what still goes on are not told."""
    polls = state.of(Polls)
    closed = [each for each in polls.made.values() if each.state == CLOSED and each.closed_at]
    for poll in closed:
        assert poll.closed_at is not None
        tally = tally_of(poll, polls.before(poll))
        yield Told(
            poll.closed_at,
            poll.text,
            answer=_in_short(poll, tally),
            table=_table(poll, tally),
            settled_at=poll.closed_at,
            anchor=f"poll-{poll.seq}",
        )


def _in_short(poll: Poll, tally: Tally) -> str:
    said = [ngettext("%(num)s answer", "%(num)s answers", tally.answered)]
    if tally.mean is not None:
        said.append(gettext("mean %(mean)s", mean=f"{tally.mean:.1f}"))
    elif tally.bars and tally.answered:
        first = max(tally.bars, key=lambda bar: (bar.count, -bar.place))
        said.append(f"{first.label} ({first.share} %)")
    elif tally.cloud:
        said.append(", ".join(word.label for word in tally.cloud[:LEADING]))
    return " · ".join(said)


def _table(poll: Poll, tally: Tally) -> list[list[Cell]]:
    if tally.cloud:
        words: list[list[Cell]] = [[word.label, word.count] for word in tally.cloud]
        return [[gettext("Word"), gettext("People")], *words]
    if tally.texts:
        return [[gettext("Answers")], *([text] for _key, text in reversed(tally.texts))]
    if not tally.bars:
        return []
    again = any(bar.before is not None for bar in tally.bars)
    counted = gettext("Points") if poll.sort == RANKING else gettext("Votes")
    header: list[Cell] = [gettext("Option"), counted, "%"]
    rows: list[list[Cell]] = [
        [
            gettext("%(option)s (right)", option=bar.label) if bar.right else bar.label,
            bar.count,
            bar.share,
            *([bar.before or 0] if again else []),
        ]
        for bar in tally.bars
    ]
    return [[*header, *([gettext("Per cent, the first time")] if again else [])], *rows]


def count(number: int) -> str:
    """How many, in words."""
    return ngettext("%(num)s poll", "%(num)s polls", number)


TELLS = (Telling("poll", _("Polls"), 30, tell, count),)
