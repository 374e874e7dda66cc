"""The strictest reader we know, libical, where the machine has it."""

import ctypes
import ctypes.util
from dataclasses import replace
from datetime import date, datetime

import pytest

from kalo.events.ical import Feed, write
from tests.events.test_ical import ENTRY, feed

pytestmark = pytest.mark.services


@pytest.fixture
def libical() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    if name is None:
        pytest.skip("libical is not installed on this machine")
    library = ctypes.CDLL(name)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    for check in (library.icalrestriction_check, library.icalcomponent_count_errors):
        check.argtypes = [ctypes.c_void_p]
    return library


def errors(libical: ctypes.CDLL, feed: Feed) -> int:
    component = libical.icalparser_parse_string(write(feed))
    assert component
    libical.icalrestriction_check(component)
    return int(libical.icalcomponent_count_errors(component))


def test_libical_finds_nothing_to_say(libical: ctypes.CDLL) -> None:
    entries = (
        ENTRY,
        replace(ENTRY, uid="c", status="CANCELLED", title="[ΑΚΥΡΩΘΗΚΕ] " + "Ω" * 200),
        replace(ENTRY, uid="n", start=datetime(2027, 3, 28, 1), end=datetime(2027, 3, 28, 5)),
        replace(ENTRY, uid="d", start=date(2027, 1, 1), end=date(2027, 1, 31)),
    )
    assert errors(libical, feed(*entries)) == 0
    assert errors(libical, Feed("Δράσεις", "", "sienna", ())) == 0
