"""iCalendar to the byte (RFC 5545, 5546, 6868, 7986): plain values in, bytes out, in one order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import quote

WIDEST = 75  # octets of a line, without its end
LONGEST_TITLE = 120
PRODUCER = "-//e-KALO//Events//EL"
ZONE = "Europe/Athens"

# By rule, not by list of dates: Outlook knows no RDATE here. A test holds it against zoneinfo.
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    f"X-LIC-LOCATION:{ZONE}",
    "BEGIN:DAYLIGHT",
    "TZNAME:EEST",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0300",
    "DTSTART:19700329T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:EET",
    "TZOFFSETFROM:+0300",
    "TZOFFSETTO:+0200",
    "DTSTART:19701025T040000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\n\u2028\u2029]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\t": " "})
# Some readers take a backslash in a parameter for an escape, which it is not; no name needs one.
_CARETS = str.maketrans({"^": "^^", '"': "^'", "\n": "^n", "\t": " ", "\\": "/"})


@dataclass(frozen=True)
class Entry:
    """One VEVENT. Hours are wall hours in Athens; a `date` makes it a thing of whole days.

    A moment that knows its zone is written as one of UTC: for an hour that comes twice.
    """

    uid: str
    stamp: datetime
    created: datetime
    changed: datetime
    sequence: int
    status: str
    opaque: bool
    private: bool
    start: datetime | date
    end: datetime | date
    title: str
    about: str
    place: str
    url: str
    door: str
    door_label: str
    categories: tuple[str, ...]
    organiser: str
    contact: str
    spot: tuple[float, float] | None = None  # latitude and longitude
    sibling: str = ""  # the UID of the first of its series
    image: str = ""
    alarm: str = ""  # how long before the start, "PT15M"; "" rings nothing

    @property
    def whole_days(self) -> bool:
        """True where no hour is given."""
        return not isinstance(self.start, datetime)

    @property
    def names_zone(self) -> bool:
        """True where its hours are those of a wall clock."""
        return isinstance(self.start, datetime) and self.start.tzinfo is None


@dataclass(frozen=True)
class Guest:
    """The one to whom an object is sent by mail, and what they have said."""

    name: str
    email: str
    comes: str  # "ACCEPTED", "TENTATIVE", "DECLINED"


@dataclass(frozen=True)
class Feed:
    """One VCALENDAR; `source` only where its address is no secret."""

    name: str
    about: str
    colour: str
    entries: tuple[Entry, ...]
    changed: datetime | None = None
    source: str = ""


def write(feed: Feed) -> bytes:
    """The whole feed; the same values always make the same bytes."""
    head = b"".join(fold(line) for line in _head(feed))
    return head + b"".join(component(entry) for entry in feed.entries) + b"END:VCALENDAR\r\n"


def message(method: str, entry: Entry, guest: Guest) -> bytes:
    """An object for one person (iTIP, RFC 5546): a REQUEST, or a CANCEL of it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "CALSCALE:GREGORIAN"]
    lines += [f"METHOD:{method}", *(TIMEZONE if entry.names_zone else ())]
    lines += [*_event_lines(entry, guest), "END:VCALENDAR"]
    return b"".join(fold(line) for line in lines)


def latest_within(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """Of entries in order of time the last ones that take no more than so many bytes."""
    kept, size = len(entries), 0
    while kept and (size := size + len(component(entries[kept - 1]))) <= most:
        kept -= 1
    return tuple(entries[kept:])


@lru_cache(maxsize=4096)
def component(entry: Entry) -> bytes:
    """One VEVENT, folded; remembered, since feeds are asked for far more often than they change."""
    return b"".join(fold(line) for line in _event_lines(entry))


def text(value: str) -> str:
    """A TEXT value: escaped, without control characters."""
    return _UNSEEN.sub("", _BREAK.sub("\n", value)).translate(_ESCAPES)


def parameter(value: str) -> str:
    """A parameter value by RFC 6868, in quotes where it needs them."""
    safe = _UNSEEN.sub("", _BREAK.sub("\n", value)).translate(_CARETS)
    return f'"{safe}"' if re.search("[:;,]", safe) else safe


def address(value: str) -> str:
    """A URI value: no space, no control character, nothing beyond ASCII."""
    return quote(value, safe="!#$%&'()*+,/:;=?@[]~-._", errors="ignore")


def fold(line: str) -> bytes:
    """One content line as bytes, broken at 75 octets, never inside a character or an escape."""
    raw = line.encode()
    if len(raw) <= WIDEST:
        return raw + b"\r\n"
    parts, start, room = [], 0, WIDEST
    while len(raw) - start > room:
        end = _break_before(raw, start, start + room)
        parts.append(raw[start:end])
        start, room = end, WIDEST - 1  # a continued line begins with a space
    return b"\r\n ".join([*parts, raw[start:]]) + b"\r\n"


def _break_before(raw: bytes, start: int, end: int) -> int:
    """The last place up to `end` where a line may be cut."""
    while raw[end] & 0xC0 == 0x80:
        end -= 1
    for sign in b"\\^":
        run = end
        while run > start and raw[run - 1] == sign:
            run -= 1
        if (end - run) % 2:
            return end - 1
    return end


def _head(feed: Feed) -> list[str]:
    name, about = text(feed.name), text(feed.about)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"NAME:{name}", f"X-WR-CALNAME:{name}"]
    if about:
        lines += [f"DESCRIPTION:{about}", f"X-WR-CALDESC:{about}"]
    lines += [
        f"X-WR-TIMEZONE:{ZONE}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    if feed.source:
        lines.append(f"SOURCE;VALUE=URI:{address(feed.source)}")
    lines.append(f"COLOR:{feed.colour}")
    if feed.changed:
        lines.append(f"LAST-MODIFIED:{_utc(feed.changed)}")
    if not feed.entries or any(entry.names_zone for entry in feed.entries):
        lines += TIMEZONE  # an object must hold a component, so an empty feed holds this one
    return lines


def _event_lines(entry: Entry, guest: Guest | None = None) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{text(entry.uid)}", f"DTSTAMP:{_utc(entry.stamp)}"]
    lines += [f"CREATED:{_utc(entry.created)}", f"LAST-MODIFIED:{_utc(entry.changed)}"]
    lines += [f"SEQUENCE:{entry.sequence}", f"STATUS:{entry.status}"]
    lines += [f"TRANSP:{'OPAQUE' if entry.opaque else 'TRANSPARENT'}"]
    lines += [f"CLASS:{'PRIVATE' if entry.private else 'PUBLIC'}"]
    lines += [f"DTSTART{_hour(entry.start)}", f"DTEND{_hour(entry.end)}"]
    lines += [f"SUMMARY:{text(_short(entry.title))}", f"DESCRIPTION:{text(_described(entry))}"]
    lines += [*_where(entry), *_beside(entry)]
    organiser = parameter(entry.organiser)
    lines.append(f"ORGANIZER;CN={organiser}:mailto:{address(entry.contact)}")
    if guest:
        lines.append(_attendee(guest))
    if entry.alarm:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text(_short(entry.title))}"]
        lines += [f"TRIGGER:-{entry.alarm}", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _where(entry: Entry) -> list[str]:
    lines = [f"LOCATION:{text(entry.place)}"] if entry.place else []
    if entry.spot:
        lines.append("GEO:{:.6f};{:.6f}".format(*entry.spot))
    lines.append(f"URL:{address(entry.url)}")
    if entry.door:
        label = parameter(entry.door_label)
        lines.append(f"CONFERENCE;VALUE=URI;LABEL={label}:{address(entry.door)}")
    return lines


def _beside(entry: Entry) -> list[str]:
    """What it belongs to, and how it looks."""
    lines = []
    if entry.categories:
        lines.append("CATEGORIES:" + ",".join(text(word) for word in entry.categories))
    if entry.sibling and entry.sibling != entry.uid:
        lines.append(f"RELATED-TO;RELTYPE=SIBLING:{text(entry.sibling)}")
    if entry.image:
        kind = "DISPLAY=BADGE;FMTTYPE=image/png"
        lines.append(f"IMAGE;VALUE=URI;{kind}:{address(entry.image)}")
    return lines


def _attendee(guest: Guest) -> str:
    comes = f"ROLE=REQ-PARTICIPANT;PARTSTAT={guest.comes};RSVP=FALSE"
    name = parameter(guest.name)
    return f"ATTENDEE;CUTYPE=INDIVIDUAL;{comes};CN={name}:mailto:{address(guest.email)}"


def _described(entry: Entry) -> str:
    """The address first: many clients show no other."""
    return f"{entry.url}\n\n{entry.about}" if entry.about else entry.url


def _short(title: str) -> str:
    flat = " ".join(title.split())
    return flat if len(flat) <= LONGEST_TITLE else flat[: LONGEST_TITLE - 1].rstrip() + "…"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _hour(when: datetime | date) -> str:
    if isinstance(when, datetime) and when.tzinfo is not None:
        return f":{_utc(when)}"
    if isinstance(when, datetime):
        return f";TZID={ZONE}:{when:%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{when:%Y%m%d}"
