"""What people say to each other."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds.talk import Line, Talk
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import Panel, Piece

LATEST = 100  # lines that a page begins with; the rest is a link away


def words(look: Look) -> dict[str, Any]:
    """The last lines, and how many stand before them."""
    lines = list(look.of(Talk).lines.values())
    shown = lines if look.everything else lines[-LATEST:]
    look.know(line.who for line in shown)
    return {"lines": shown, "earlier": len(lines) - len(shown)}


def find_line(look: Look, key: str) -> Line | None:
    """A line, while it stands."""
    return look.of(Talk).lines.get(int(key))


def news(count: int) -> str:
    """How many came, in words."""
    return ngettext("%(num)s new message", "%(num)s new messages", count)


PANELS = (
    Panel(
        name="talk",
        title=_("Talk"),
        order=10,
        words=words,
        pieces=(Piece("said", find_line),),
        news=news,
        key="t",
        script=True,
    ),
)
