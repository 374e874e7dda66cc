"""What is for the team alone: lines that wait for a yes, private words, how the talk goes."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds.private import Private, Thread
from kalo.live.folds.talk import SLOW, Line, Muted, Talk
from kalo.live.models import TEAM
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import MAIN, Panel, Piece


def words(look: Look) -> dict[str, Any]:
    """Lines in the order in which they came; private words that wait first."""
    held, threads = look.of(Talk).held.values(), look.of(Private).ordered()
    look.know(line.who for line in held)
    for thread in threads:
        _know(look, thread)
    return {"held": list(held), "threads": threads}


def _know(look: Look, thread: Thread) -> None:
    look.know([thread.who, *(word.by for word in thread.words)])


def find_held(look: Look, key: str) -> Line | None:
    """A line that waits."""
    return look.of(Talk).held.get(int(key))


def find_thread(look: Look, key: str) -> Thread | None:
    """Somebody's words to the team, with what it answered."""
    thread = look.of(Private).threads.get(int(key))
    if thread is not None:
        _know(look, thread)
    return thread


def find_ways(look: Look, key: str) -> dict[str, Any]:
    """How the talk goes now, and how it can."""
    talk = look.of(Talk)
    return {"before": talk.before, "slow": talk.slow, "choices": SLOW}


def find_mutes(look: Look, key: str) -> list[Muted]:
    """Who may not write for now."""
    muted = list(look.of(Talk).muted.values())
    look.know(each.who for each in muted)
    return muted


def news(count: int) -> str:
    """How much came, in words."""
    return ngettext("%(num)s new matter for the team", "%(num)s new matters for the team", count)


PANELS = (
    Panel(
        name="team",
        title=_("Team"),
        order=75,
        place=MAIN,
        roles=TEAM,
        words=words,
        pieces=(
            Piece("held", find_held),
            Piece("thread", find_thread),
            Piece("talkways", find_ways, alone=True),
            Piece("mutes", find_mutes, alone=True),
        ),
        news=news,
        key="o",
        script=True,
    ),
)
