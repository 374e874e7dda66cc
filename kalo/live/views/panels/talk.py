"""What people say to each other, and what of it is one's own alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds.private import Private
from kalo.live.folds.talk import AGREE, DOUBT, IDEA, THANKS, Line, Talk
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import Panel, Piece

LATEST = 100  # lines that a page begins with; the rest is a link away
SIGNS = {
    AGREE: (_("I agree"), "good"),
    THANKS: (_("Thanks"), "heart"),
    IDEA: (_("Good idea"), "idea"),
    DOUBT: (_("I am not sure"), "question"),
}


@dataclass(frozen=True)
class Shown:
    """A line with the one that it replies to, while that stands."""

    line: Line
    parent: Line | None
    signs: dict[str, tuple[Any, str]]

    @property
    def who(self) -> int:
        """Whose line it is."""
        return self.line.who


def words(look: Look) -> dict[str, Any]:
    """The last lines, and how many stand before them."""
    talk = look.of(Talk)
    lines = list(talk.lines.values())
    shown = lines if look.everything else lines[-LATEST:]
    look.know(line.who for line in shown)
    again = talk.back.get(look.in_address("again"))
    if again and again.who == look.who:
        look.typed.setdefault("said", {"text": again.text})
    return {
        "lines": [_shown(look, line) for line in shown],
        "earlier": len(lines) - len(shown),
        "chosen": talk.lines.get(look.in_address("line")),
        "signs": SIGNS,
        "own": _own(look) if look.who else None,
    }


def _shown(look: Look, line: Line) -> Shown:
    parent = look.of(Talk).lines.get(line.to)
    look.know([parent.who] if parent else ())
    return Shown(line, parent, SIGNS)


def find_line(look: Look, key: str) -> Shown | None:
    """A line, while it stands."""
    line = look.of(Talk).lines.get(int(key))
    return _shown(look, line) if line else None


def find_signs(look: Look, key: str) -> Shown | None:
    """What is set behind a line."""
    return find_line(look, key)


def find_set(look: Look, key: str) -> Talk:
    """How the talk goes: at once or after a look, at once again or slowly."""
    return look.of(Talk)


@dataclass(frozen=True)
class Own:
    """What nobody but one visitor is told here."""

    held: list[Line]
    back: list[Any]
    muted: Any
    words: list[Any]


def _own(look: Look) -> Own:
    talk, who = look.of(Talk), look.who
    return Own(
        list(_of(talk.held.values(), who)),
        list(_of(talk.back.values(), who)),
        talk.muted.get(who),
        look.of(Private).own(who),
    )


def _of(things: Iterable[Any], who: int) -> Iterable[Any]:
    return (thing for thing in things if thing.who == who)


def mine(look: Look) -> dict[str, Any]:
    """One's signs, what waits or came back, whether one may write, and words with the team."""
    own = _own(look)
    lines = look.of(Talk).lines.values()
    return {
        "reacted": {line.seq: line.signs[look.who] for line in lines if look.who in line.signs},
        "held": [[line.seq, line.text] for line in own.held],
        "back": [[back.seq, back.text, back.why, back.shown] for back in own.back],
        "muted": [own.muted.why] if own.muted else [],
        "words": [[word.seq, word.by != look.who, word.text] for word in own.words],
    }


def news(count: int) -> str:
    """How many came, in words."""
    return ngettext("%(num)s new message", "%(num)s new messages", count)


PANELS = (
    Panel(
        name="talk",
        title=_("Talk"),
        order=10,
        words=words,
        pieces=(
            Piece("said", find_line),
            Piece("signs", find_signs),
            Piece("talkset", find_set, alone=True),
        ),
        mine=mine,
        news=news,
        key="t",
        script=True,
    ),
)
