"""Who is here, and for those who lead the lobby, roles and removal."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.live.folds import People
from kalo.live.models import GIVEN, OBSERVER
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import MAIN, Panel, Piece

ROLE_NAMES = {
    "facilitator": _("leads"),
    "co-facilitator": _("helps to lead"),
    "note-taker": _("takes notes"),
    "speaker": _("speaks"),
    "participant": _("takes part"),
    "observer": _("observes"),
}


MOST_NAMES = 60  # more are counted


def words(look: Look) -> dict[str, Any]:
    """Those here, by name, observers as a number; for those who lead also who had to leave."""
    people = look.of(People)
    if look.leads:
        look.know(people.removed)
    watching = sum(look.role_of(who) == OBSERVER for who in look.present)
    return {"watching": watching, "given": GIVEN, "role_names": ROLE_NAMES, "most": MOST_NAMES}


def find_lobby(look: Look, key: str) -> dict[str, Any] | None:
    """Who waits; told to those who lead alone."""
    people = look.of(People)
    if not look.leads:
        return None
    look.know(people.waiting)
    return {"waiting": list(people.waiting), "open": people.lobby}


def role_words(role: str) -> str:
    """What somebody is, in a word."""
    return str(ROLE_NAMES[role]) if role in ROLE_NAMES else gettext("takes part")


PANELS = (
    Panel(
        name="people",
        title=_("People"),
        order=80,
        place=MAIN,
        words=words,
        pieces=(Piece("lobby", find_lobby, alone=True),),
        key="p",
        script=True,
        lists_present=True,
    ),
)
