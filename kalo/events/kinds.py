"""The kinds of gathering: bundles of defaults for the same thing, never code of their own."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from kalo.events.models import BY_APPROVAL, FREE, KINDS


@dataclass(frozen=True)
class Kind:
    """What a new gathering of this kind begins with, and how it is called."""

    word: Any
    words: Any  # of several
    colour: str  # of its calendar, by CSS name
    feed_name: Any
    file: str  # the address of its calendar
    minutes: int
    capacity: int | None
    mode: str = "in-person"
    entry: str = FREE
    has_room: bool = True
    has_waiting_list: bool = True
    takes_guests: bool = True
    offer_hours: int = 24
    reminders: tuple[int, ...] = (48, 3)
    masked: bool = False  # its title is not told in a personal calendar, unless wished

    def defaults(self) -> dict[str, Any]:
        """What a form begins with, by the names of its fields."""
        names = ("capacity", "mode", "entry", "has_room", "has_waiting_list", "takes_guests")
        kept = {name: getattr(self, name) for name in (*names, "offer_hours")}
        return {**kept, "reminders": list(self.reminders)}


WORDS: dict[str, Kind] = {
    "workshop": Kind(
        word=lazy_gettext("Workshop"),
        words=lazy_gettext("Workshops"),
        colour="sienna",
        feed_name=lazy_gettext("e-ΚΑΛΟ: workshops"),
        file="/events/workshops.ics",
        minutes=120,
        capacity=20,
    ),
    "focus-group": Kind(
        word=lazy_gettext("Focus group"),
        words=lazy_gettext("Focus groups"),
        colour="teal",
        feed_name=lazy_gettext("e-ΚΑΛΟ: focus groups"),
        file="/events/focus-groups.ics",
        minutes=105,
        capacity=8,
        entry=BY_APPROVAL,
        reminders=(48, 24, 3),
        masked=True,
    ),
    "day-conference": Kind(
        word=lazy_gettext("Day conference"),
        words=lazy_gettext("Day conferences"),
        colour="olive",
        feed_name=lazy_gettext("e-ΚΑΛΟ: day conferences"),
        file="/events/day-conferences.ics",
        minutes=420,
        capacity=120,
        mode="hybrid",
        offer_hours=48,
        reminders=(168, 24),
    ),
    "office-hours": Kind(
        word=lazy_gettext("Office hours"),
        words=lazy_gettext("Office hours"),
        colour="slateblue",
        feed_name=lazy_gettext("e-ΚΑΛΟ: office hours"),
        file="/events/office-hours.ics",
        minutes=120,
        capacity=None,
        mode="hybrid",
        has_waiting_list=False,
        reminders=(3,),
    ),
}

assert tuple(WORDS) == KINDS
