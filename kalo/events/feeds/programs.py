"""The families of calendar programs: how each names itself, and what it makes of our feeds."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Program:
    """A family, by the name it is noted under, and how our calendar looks there."""

    name: str
    sign: str
    looks: Any  # how often it asks
    shows: Any  # what it makes of the rest


PROGRAMS = (
    Program(
        "Google",
        r"Google-Calendar|Google-Apps|Googlebot",
        _("Looks when it wants to: every few hours, at times once a day. You cannot change that."),
        _("Hides what was cancelled, and rings no alarm of ours."),
    ),
    Program(
        "Thunderbird",
        r"Thunderbird|Lightning",
        _("Looks every 30 minutes, or as often as you set."),
        _("Crosses out what was cancelled, and rings if you let it."),
    ),
    Program(
        "Outlook",
        r"Outlook|Microsoft|Exchange|MSOffice",
        _("Looks about every three hours, at times once a day."),
        _("Shows what was cancelled like the rest: only [CANCELLED] in its name says so."),
    ),
    Program(
        "ICSx⁵",
        r"ICSx5|DAVx5",
        _("Looks as often as you set in it."),
        _("Shows what was cancelled as cancelled; it asks you whether our alarms may ring."),
    ),
    Program(
        "Nextcloud",
        r"Nextcloud",
        _("Looks every hour, as our calendar asks it to."),
        _("Shows what was cancelled as cancelled."),
    ),
    Program(
        "Apple",
        r"dataaccessd|CalendarAgent|CalendarStore|\biOS/|\bmacOS/|Apple",
        _("Looks as often as you set: a Mac from every 5 minutes on, an iPhone when it fetches."),
        _("Crosses out what was cancelled; alarms ring if you untick “Remove Alerts”."),
    ),
    Program(
        "khal",
        r"vdirsyncer|khal",
        _("Looks whenever you synchronise."),
        _("Shows what was cancelled with a word before it."),
    ),
    Program(
        "GNOME",
        r"Evolution|gnome",
        _("Looks as often as you set in it."),
        _("Shows what was cancelled as cancelled."),
    ),
)
UNKNOWN = Program("", "", _("Looks as often as it is set to."), "")
_BY_NAME = {program.name: program for program in PROGRAMS}


@lru_cache(1024)
def client_of(agent: str) -> str:
    """The family of programs that a user agent belongs to; "" for one we do not know."""
    found = (each.name for each in PROGRAMS if re.search(each.sign, agent, re.IGNORECASE))
    return next(found, "")


def program_of(name: str) -> Program:
    """The family of that name."""
    return _BY_NAME.get(name, UNKNOWN)
