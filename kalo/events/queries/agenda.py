"""The agenda of an event: as it is being planned, and as it was published."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from kalo.accounts.models import Person
from kalo.events import agendas
from kalo.events.agendas import Line, Voice
from kalo.events.models import AgendaItem, AgendaRelease, Announcement, Event, Speaker, VenueRoom
from kalo.kit.db import db, get_or_404

MOST_RELEASES = 50  # of the page that says what changed


def agenda_items(event: Event) -> list[AgendaItem]:
    """The lines that are being planned, by hour, each with its speakers."""
    theirs = select(AgendaItem).where(AgendaItem.event_id == event.id)
    ordered = theirs.order_by(AgendaItem.start_wall, AgendaItem.track_el, AgendaItem.key)
    whom = selectinload(AgendaItem.speakers).joinedload(Speaker.person)
    return list(db.session.scalars(ordered.options(whom)))


def lines_of_track(event: Event, track: str) -> list[AgendaItem]:
    """The lines that are being planned for one track."""
    theirs = select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.track_el == track)
    return list(db.session.scalars(theirs.order_by(AgendaItem.start_wall, AgendaItem.key)))


def get_agenda_item(event: Event, item_id: int) -> AgendaItem:
    """A line of this event with its speakers, or 404."""
    one = select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.id == item_id)
    item: AgendaItem = get_or_404(one.options(selectinload(AgendaItem.speakers)))
    return item


def plan_of(event: Event) -> dict[int, Line]:
    """The agenda as it is being planned, by the ids of its lines, in order."""
    items = agenda_items(event)
    rooms = {room.id: room for room in rooms_of_lines(items)}
    return {item.id: _line(item, rooms.get(item.venue_room_id or 0)) for item in items}


def planned_lines(event: Event) -> list[Line]:
    """The same in the shape in which it is published."""
    return list(plan_of(event).values())


def rooms_of_lines(items: Collection[AgendaItem]) -> list[VenueRoom]:
    """The rooms that some lines name."""
    wanted = {item.venue_room_id for item in items if item.venue_room_id}
    return list(db.session.scalars(select(VenueRoom).where(VenueRoom.id.in_(wanted))))


def rooms_to_choose(event: Event, kept: int | None = None) -> list[VenueRoom]:
    """The rooms of the place of an event, and the one that a line has already."""
    there = (VenueRoom.venue_id == event.venue_id) & VenueRoom.retired_at.is_(None)
    rooms = select(VenueRoom).where(there | (VenueRoom.id == (kept or 0)))
    return list(db.session.scalars(rooms.order_by(VenueRoom.position, VenueRoom.id)))


def speakers_of(event: Event) -> list[Speaker]:
    """Those who speak at an event, with the member that each is, if any."""
    theirs = select(Speaker).where(Speaker.event_id == event.id)
    ordered = theirs.order_by(Speaker.position, Speaker.id)
    return list(db.session.scalars(ordered.options(joinedload(Speaker.person))))


def get_speaker(event: Event, speaker_id: int) -> Speaker:
    """A speaker of this event, or 404."""
    one = select(Speaker).where(Speaker.event_id == event.id, Speaker.id == speaker_id)
    speaker: Speaker = get_or_404(one.options(joinedload(Speaker.person)))
    return speaker


def spoken_by(person: Person) -> list[Speaker]:
    """Where a member is named as a speaker."""
    theirs = select(Speaker).where(Speaker.person_id == person.id).order_by(Speaker.id)
    return list(db.session.scalars(theirs))


def last_release(event_id: int) -> AgendaRelease | None:
    """The agenda as it was published last."""
    theirs = select(AgendaRelease).where(AgendaRelease.event_id == event_id)
    return db.session.scalar(theirs.order_by(AgendaRelease.number.desc()).limit(1))


def read_release(release: AgendaRelease | None) -> list[Line]:
    """The lines that people read; none where nothing was published yet."""
    return agendas.read(release.lines) if release else []


def every_release_of(event_id: int) -> list[AgendaRelease]:
    """All that were published of an event."""
    theirs = select(AgendaRelease).where(AgendaRelease.event_id == event_id)
    return list(db.session.scalars(theirs.order_by(AgendaRelease.number)))


def agenda_news_of(event_id: int) -> list[Announcement]:
    """What people were owed, or still are, of changes of an agenda."""
    theirs = select(Announcement).where(
        Announcement.event_id == event_id, Announcement.news == "agenda"
    )
    return list(db.session.scalars(theirs.order_by(Announcement.id)))


def releases_of(event: Event) -> list[AgendaRelease]:
    """Each time that the agenda was published, the latest first."""
    theirs = select(AgendaRelease).where(AgendaRelease.event_id == event.id)
    latest = theirs.order_by(AgendaRelease.number.desc()).limit(MOST_RELEASES)
    return list(db.session.scalars(latest))


def released_lines(event_ids: Collection[int]) -> dict[int, list[Line]]:
    """The published agenda of each of these events that has one."""
    theirs = select(AgendaRelease).where(AgendaRelease.event_id.in_(event_ids))
    later = aliased(AgendaRelease)
    newer = exists().where(
        later.event_id == AgendaRelease.event_id, later.number > AgendaRelease.number
    )
    return {each.event_id: read_release(each) for each in db.session.scalars(theirs.where(~newer))}


def member_by_handle(handle: str) -> Person | None:
    """The member whom a handle names."""
    living = select(Person).where(Person.handle == handle, Person.erased_at.is_(None))
    return db.session.scalar(living)


def _line(item: AgendaItem, room: VenueRoom | None) -> Line:
    return Line(
        key=item.key,
        kind=item.kind,
        start=item.start_wall,
        minutes=item.minutes,
        track_el=item.track_el,
        track_en=item.track_en,
        room_id=room.id if room else None,
        room_el=room.name_el if room else "",
        room_en=room.name_en if room else "",
        title_el=item.title_el,
        title_en=item.title_en,
        about_el=item.about_el,
        about_en=item.about_en,
        speakers=tuple(_voice(speaker) for speaker in item.speakers),
    )


def _voice(speaker: Speaker) -> Voice:
    handle = speaker.person.handle if speaker.person else ""
    return Voice(speaker.id, speaker.name, speaker.known_as_el, speaker.known_as_en, handle)
