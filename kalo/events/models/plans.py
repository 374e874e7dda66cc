"""What a gathering is planned from: themes, series, venues, roles, an agenda, a guide, papers."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kalo.accounts.models import Person
from kalo.kit.db import Model

ROLES = ("organiser", "facilitator", "note-taker", "check-in", "observer")
MATERIALS = ("slides", "handout", "recording", "minutes", "link")
AUDIENCES = ("everybody", "seated", "attended")
ITEMS = ("session", "talk", "workshop", "discussion", "break")


class Theme(Model):
    """What gatherings are about: one of a short list that those who plan keep."""

    __tablename__ = "events_theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name_el: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)


class Series(Model):
    """Gatherings that belong together and are numbered, n of N."""

    __tablename__ = "events_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title_el: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    about_el: Mapped[str] = mapped_column(String(600), default="")
    about_en: Mapped[str] = mapped_column(String(600), default="")
    planned: Mapped[int | None]  # how many there will be, where that is known
    revision: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    sample: Mapped[bool] = mapped_column(default=False)


class Venue(Model):
    """A place where people gather, with what one needs to know to get in."""

    __tablename__ = "events_venue"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name_el: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    area_el: Mapped[str] = mapped_column(String(80), default="")  # the municipality
    area_en: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    access_el: Mapped[str] = mapped_column(String(600), default="")
    access_en: Mapped[str] = mapped_column(String(600), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    revision: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]
    sample: Mapped[bool] = mapped_column(default=False)

    rooms: Mapped[list["VenueRoom"]] = relationship(
        lazy="raise_on_sql", order_by="VenueRoom.position, VenueRoom.id", back_populates="venue"
    )


class VenueRoom(Model):
    """A room of a venue and how many it holds."""

    __tablename__ = "events_venue_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey(Venue.id, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name_el: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    capacity: Mapped[int | None]
    access_el: Mapped[str] = mapped_column(String(300), default="")
    access_en: Mapped[str] = mapped_column(String(300), default="")
    revision: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]

    venue: Mapped[Venue] = relationship(lazy="raise_on_sql", back_populates="rooms")


class EventRole(Model):
    """What a person does at one event."""

    __tablename__ = "events_role"
    __table_args__ = (CheckConstraint(f"role IN {ROLES!r}", name="known_role"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("events_event.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(12), primary_key=True)
    given_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Speaker(Model):
    """Somebody who speaks at an event; needs no account, may have one."""

    __tablename__ = "events_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        ForeignKey("events_event.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(120))
    known_as_el: Mapped[str] = mapped_column(String(160), default="")  # what they do, and where
    known_as_en: Mapped[str] = mapped_column(String(160), default="")
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey(Person.id, ondelete="SET NULL"), index=True
    )
    revision: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class AgendaItem(Model):
    """A line of the agenda as it is being planned; people read the last release of it."""

    __tablename__ = "events_agenda_item"
    __table_args__ = (CheckConstraint("minutes > 0", name="takes_time"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(36))  # the same line in each release
    event_id: Mapped[int] = mapped_column(
        ForeignKey("events_event.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(12), default="session")
    start_wall: Mapped[datetime] = mapped_column(DateTime())
    minutes: Mapped[int]
    # Lines of different tracks run side by side; a track is known by its Greek name.
    track_el: Mapped[str] = mapped_column(String(60), default="")
    track_en: Mapped[str] = mapped_column(String(60), default="")
    venue_room_id: Mapped[int | None] = mapped_column(ForeignKey(VenueRoom.id, ondelete="SET NULL"))
    title_el: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    about_el: Mapped[str] = mapped_column(String(2000), default="")
    about_en: Mapped[str] = mapped_column(String(2000), default="")
    revision: Mapped[int] = mapped_column(default=1)

    speakers: Mapped[list[Speaker]] = relationship(
        secondary="events_item_speaker", lazy="raise_on_sql", order_by="Speaker.position"
    )


class ItemSpeaker(Model):
    """Who speaks in which line of the agenda."""

    __tablename__ = "events_item_speaker"

    item_id: Mapped[int] = mapped_column(
        ForeignKey(AgendaItem.id, ondelete="CASCADE"), primary_key=True
    )
    speaker_id: Mapped[int] = mapped_column(
        ForeignKey(Speaker.id, ondelete="CASCADE"), primary_key=True, index=True
    )


class AgendaRelease(Model):
    """An agenda as it was published: its lines, and how they differ from those before."""

    __tablename__ = "events_agenda_release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events_event.id", ondelete="CASCADE"))
    number: Mapped[int]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    differences: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    released_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))


class Material(Model):
    """A paper, a link or a recording of an event or of one line of its agenda."""

    __tablename__ = "events_material"
    __table_args__ = (
        Index("ix_events_material_event", "event_id", "position"),
        CheckConstraint("url != '' OR file != ''", name="leads_somewhere"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events_event.id", ondelete="CASCADE"))
    item_key: Mapped[str] = mapped_column(String(36), default="")  # of a line of the agenda
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(12))
    title_el: Mapped[str] = mapped_column(String(160))
    title_en: Mapped[str] = mapped_column(String(160), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    file: Mapped[str] = mapped_column(String(160), default="")  # its name in the store of files
    file_name: Mapped[str] = mapped_column(String(160), default="")  # as it was called
    media_type: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int | None]  # bytes
    audience: Mapped[str] = mapped_column(String(12), default="everybody")
    revision: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id, ondelete="SET NULL"))
    removed_at: Mapped[datetime | None]


class GuideStep(Model):
    """A question of the facilitator's guide, its minutes and probes; a step of the live room."""

    __tablename__ = "events_guide_step"
    __table_args__ = (
        Index("ix_events_guide_step_event", "event_id", "position"),
        CheckConstraint("minutes >= 0", name="no_time_back"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events_event.id", ondelete="CASCADE"))
    position: Mapped[int]
    question_el: Mapped[str] = mapped_column(String(400))
    question_en: Mapped[str] = mapped_column(String(400), default="")
    minutes: Mapped[int] = mapped_column(default=0)
    probes_el: Mapped[str] = mapped_column(String(2000), default="")  # one to a line
    probes_en: Mapped[str] = mapped_column(String(2000), default="")
    revision: Mapped[int] = mapped_column(default=1)
