"""Readers of calendars that are not ours: each says what it saw in the same way.

A reading is {uid: (start, end, title, status, sequence)}; moments are seconds, days are written.
"""

import ctypes
import ctypes.util
import json
import os
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from tests.services import ROOT

Reading = dict[str, tuple[Any, ...]]
ICAL_JS = ROOT / "frontend/node_modules/ical.js/dist/ical.js"
HERE = Path(__file__).parent


def by_icalendar(body: bytes) -> Reading:
    """By the Python library; another one, which makes its instances, must see the same."""
    calendar = icalendar.Calendar.from_ical(body)
    events = calendar.walk("VEVENT")
    assert [each.errors for each in events] == [[] for _each in events]
    seen = {str(each["UID"]): _facts(each) for each in events}
    again = recurring_ical_events.of(calendar).between((2000, 1, 1), (2100, 1, 1))
    assert {str(each["UID"]) for each in again} == set(seen)
    # Moments of UTC it moves to the zone of the calendar, and loses which of two hours it was.
    zoned = {str(each["UID"]) for each in events if "TZID" in each["DTSTART"].params}
    instances = {str(each["UID"]): _facts(each) for each in again}
    assert {uid: instances[uid] for uid in zoned} == {uid: seen[uid] for uid in zoned}
    return seen


def _facts(event: Any) -> tuple[Any, ...]:
    return (
        *(_said(event["DTSTART"].dt), _said(event["DTEND"].dt)),
        *(str(event["SUMMARY"]), str(event["STATUS"]), int(event["SEQUENCE"])),
    )


def _said(when: date) -> Any:
    return int(when.timestamp()) if isinstance(when, datetime) else when.isoformat()


def by_ical_js(*bodies: bytes, zone: str = "UTC") -> list[Reading]:
    """By ical.js, which Thunderbird and Nextcloud use, on a machine in some zone."""
    told = subprocess.run(
        ["node", HERE / "ical.mjs", ICAL_JS],
        input=json.dumps([body.decode() for body in bodies]).encode(),
        env={**os.environ, "TZ": zone},
        capture_output=True,
        check=True,
    )
    assert told.stderr == b""
    lines = [json.loads(line) for line in told.stdout.decode().splitlines()]
    return [{uid: tuple(facts) for uid, *facts in rows} for rows in lines]


class _Time(ctypes.Structure):
    """`struct icaltimetype`."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    ]


class Libical:
    """libical, which Evolution, GNOME and KDE use: the strictest reader that we know."""

    def __init__(self) -> None:
        name = ctypes.util.find_library("ical")
        if name is None:
            pytest.skip("libical is not installed on this machine: apt install libical3")
        self.lib = ctypes.CDLL(name)
        pointer, words = ctypes.c_void_p, ctypes.c_char_p
        for does, answers, takes in (
            ("icalparser_parse_string", pointer, [words]),
            ("icalrestriction_check", ctypes.c_int, [pointer]),
            ("icalcomponent_count_errors", ctypes.c_int, [pointer]),
            ("icalcomponent_free", None, [pointer]),
            ("icalcomponent_string_to_kind", ctypes.c_int, [words]),
            ("icalcomponent_get_first_component", pointer, [pointer, ctypes.c_int]),
            ("icalcomponent_get_next_component", pointer, [pointer, ctypes.c_int]),
            ("icalcomponent_get_uid", words, [pointer]),
            ("icalcomponent_get_summary", words, [pointer]),
            ("icalcomponent_get_status", ctypes.c_int, [pointer]),
            ("icalproperty_status_to_string", words, [ctypes.c_int]),
            ("icalcomponent_get_sequence", ctypes.c_int, [pointer]),
            ("icalcomponent_get_dtstart", _Time, [pointer]),
            ("icalcomponent_get_dtend", _Time, [pointer]),
            ("icaltime_as_timet_with_zone", ctypes.c_long, [_Time, pointer]),
        ):
            function = getattr(self.lib, does)
            function.restype, function.argtypes = answers, takes

    def read(self, body: bytes) -> Reading:
        """What it saw; there must be nothing for it to say against it."""
        calendar = self.lib.icalparser_parse_string(body)
        assert calendar
        self.lib.icalrestriction_check(calendar)
        assert self.lib.icalcomponent_count_errors(calendar) == 0
        kind, found = self.lib.icalcomponent_string_to_kind(b"VEVENT"), {}
        event = self.lib.icalcomponent_get_first_component(calendar, kind)
        while event:
            uid, facts = self._facts(event)
            found[uid] = facts
            event = self.lib.icalcomponent_get_next_component(calendar, kind)
        self.lib.icalcomponent_free(calendar)
        return found

    def errors(self, body: bytes) -> int:
        """How much it has to say against it."""
        calendar = self.lib.icalparser_parse_string(body)
        self.lib.icalrestriction_check(calendar)
        return int(self.lib.icalcomponent_count_errors(calendar))

    def _facts(self, event: Any) -> tuple[str, tuple[Any, ...]]:
        status = self.lib.icalcomponent_get_status(event)
        return self.lib.icalcomponent_get_uid(event).decode(), (
            self._when(self.lib.icalcomponent_get_dtstart(event)),
            self._when(self.lib.icalcomponent_get_dtend(event)),
            self.lib.icalcomponent_get_summary(event).decode(),
            self.lib.icalproperty_status_to_string(status).decode(),
            self.lib.icalcomponent_get_sequence(event),
        )

    def _when(self, time: _Time) -> Any:
        if time.is_date:
            return date(time.year, time.month, time.day).isoformat()
        return int(self.lib.icaltime_as_timet_with_zone(time, time.zone))
