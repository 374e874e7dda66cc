"""A line of an agenda, as people read it and as a release keeps it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from kalo.kit import clock


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks in a line, as the agenda names them; without a name, one who left."""

    id: int
    name: str
    known_as_el: str = ""
    known_as_en: str = ""
    handle: str = ""  # of the member it is, if any


@dataclass(frozen=True)
class Line:
    """A line of an agenda; its hours are those of a wall clock in Athens."""

    key: str
    kind: str
    start: datetime
    minutes: int
    track_el: str = ""  # by which a track is known
    track_en: str = ""
    room_id: int | None = None
    room_el: str = ""
    room_en: str = ""
    title_el: str = ""
    title_en: str = ""
    about_el: str = ""
    about_en: str = ""
    speakers: tuple[Voice, ...] = ()

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def names(self) -> list[str]:
        """Who speaks."""
        return [voice.name for voice in self.speakers]

    @property
    def hours(self) -> str:
        """From when to when, "10:00–10:30"."""
        return hours_words(self.start, self.minutes)

    def is_on(self, at: datetime) -> bool:
        """True while it takes place."""
        return moment(self.start) <= at < moment(self.end)

    def moved(self, by: timedelta) -> "Line":
        """The same line at another hour."""
        return replace(self, start=self.start + by)

    def kept(self) -> dict[str, Any]:
        """As a release keeps it."""
        return {**asdict(self), "start": self.start.isoformat(timespec="minutes")}


def read(kept: Iterable[dict[str, Any]]) -> list[Line]:
    """The lines of a release."""
    return [
        Line(
            **{
                **line,
                "start": datetime.fromisoformat(line["start"]),
                "speakers": tuple(Voice(**voice) for voice in line["speakers"]),
            }
        )
        for line in kept
    ]


def in_order(lines: Iterable[Line]) -> list[Line]:
    """By hour, what is for everybody first, then by track."""
    return sorted(lines, key=lambda line: (line.start, line.track_el, line.key))


def moment(wall: datetime) -> datetime:
    """The moment of a wall hour in Athens."""
    return wall.replace(tzinfo=clock.ATHENS)


def hours_words(start: datetime, minutes: int) -> str:
    """From when to when, "10:00–10:30"."""
    end = start + timedelta(minutes=minutes)
    return f"{start:%H:%M}–{end:%H:%M}"
