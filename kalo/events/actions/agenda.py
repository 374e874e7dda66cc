"""The agenda as it is being planned: its lines and who speaks in them."""

import uuid
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person
from kalo.events.actions.ordering import neighbours
from kalo.events.actions.outdated import Outdated
from kalo.events.models import AgendaItem, AgendaRelease, Event, Speaker
from kalo.events.queries import agenda as queries
from kalo.kit.db import db, hold
from kalo.kit.web import Refused

MOST_LINES = 200
MOST_SPEAKERS = 200
_COLUMNS = tuple(AgendaItem.__table__.columns.keys())  # speakers stay as they were loaded
_SAID = ("track_el", "track_en", "title_el", "title_en", "about_el", "about_en")


def add_line(event: Event, values: dict[str, Any]) -> AgendaItem:
    """A new line; `values` are its columns and `speakers`, the ids of those who speak."""
    if _count(AgendaItem, event) >= MOST_LINES:
        raise Refused(_("An agenda has up to %(most)d lines.", most=MOST_LINES))
    item = AgendaItem(event_id=event.id, key=str(uuid.uuid4()), speakers=[])
    _write(event, item, values)
    _call_track_alike(event, item, "")
    db.session.add(item)
    db.session.flush()
    return item


def change_line(event: Event, item: AgendaItem, values: dict[str, Any], revision: int) -> None:
    """Write what changed, unless somebody else did in the meantime."""
    hold(item, _COLUMNS)
    if revision != item.revision:
        raise Outdated(_("Somebody else changed this line while you were writing."))
    before = item.track_el
    _write(event, item, values)
    _call_track_alike(event, item, before)
    item.revision += 1
    db.session.flush()


def remove_line(item: AgendaItem) -> None:
    """Take a line out; the published agenda keeps it until the next one."""
    db.session.delete(item)
    db.session.flush()


def place_line(event: Event, item: AgendaItem, earlier: bool) -> None:
    """Change places with the line before or after it of the same track and day.

    The two together begin and end as before, and so does the break between them.
    """
    beside = [
        each
        for each in queries.agenda_items(event)
        if each.track_el == item.track_el and each.start_wall.date() == item.start_wall.date()
    ]
    both = neighbours(beside, item, earlier)
    if both is None:
        return
    first, second = (beside[place] for place in both)
    begins, ends = first.start_wall, second.start_wall + timedelta(minutes=second.minutes)
    second.start_wall, first.start_wall = begins, ends - timedelta(minutes=first.minutes)
    for each in (first, second):
        each.revision += 1
    db.session.flush()


def add_speaker(event: Event, values: dict[str, Any]) -> Speaker:
    """Somebody who will speak."""
    if _count(Speaker, event) >= MOST_SPEAKERS:
        raise Refused(_("An agenda has up to %(most)d speakers.", most=MOST_SPEAKERS))
    speaker = Speaker(event_id=event.id, position=_count(Speaker, event), **values)
    db.session.add(speaker)
    db.session.flush()
    return speaker


def change_speaker(speaker: Speaker, values: dict[str, Any], revision: int) -> None:
    """Write what changed, unless somebody else did in the meantime."""
    hold(speaker, [*values, "revision"])
    if revision != speaker.revision:
        raise Outdated(_("Somebody else changed this speaker while you were writing."))
    for name, value in values.items():
        setattr(speaker, name, value)
    speaker.revision += 1
    db.session.flush()


def remove_speaker(speaker: Speaker) -> None:
    """Take a speaker out of the agenda that is being planned."""
    db.session.delete(speaker)
    db.session.flush()


def copy_agenda(source: Event, target: Event) -> None:
    """The lines and speakers of one event for another, at the same hours after its start.

    A line keeps its key, so that materials copied along still stand beside it.
    """
    people = {speaker.id: _copied(speaker, target) for speaker in queries.speakers_of(source)}
    db.session.add_all(people.values())
    same_place = target.venue_id == source.venue_id
    kept = ("key", "kind", "minutes", *_SAID)
    for item in queries.agenda_items(source):
        facts = {name: getattr(item, name) for name in kept}
        copy = AgendaItem(event_id=target.id, **facts)
        copy.start_wall = target.start_wall + (item.start_wall - source.start_wall)
        copy.venue_room_id = item.venue_room_id if same_place else None
        copy.speakers = [people[speaker.id] for speaker in item.speakers]
        db.session.add(copy)
    db.session.flush()


def forget_speaker(person: Person) -> None:
    """A member who left is named as a speaker no more, neither in plans nor in what stands."""
    for speaker in queries.spoken_by(person):
        releases = queries.every_release_of(speaker.event_id)
        names = {speaker.name, *_names_of(speaker.id, releases)}
        for release in releases:
            release.lines = [_unnamed(line, speaker.id) for line in release.lines]
            release.differences = [_without(one, names) for one in release.differences]
        for news in queries.agenda_news_of(speaker.event_id):
            news.differences = [_without(one, names) for one in news.differences]
        speaker.name = speaker.known_as_el = speaker.known_as_en = ""
        speaker.person_id = None
        signals.thing_changed.send(f"event:{speaker.event_id}")
    db.session.flush()


def _names_of(speaker_id: int, releases: list[AgendaRelease]) -> set[str]:
    """How published agendas called a speaker."""
    lines = (line for release in releases for line in release.lines)
    voices = (voice for line in lines for voice in line["speakers"])
    return {voice["name"] for voice in voices if voice["id"] == speaker_id}


def _unnamed(line: dict[str, Any], speaker_id: int) -> dict[str, Any]:
    nameless = {"name": "", "known_as_el": "", "known_as_en": "", "handle": ""}
    voices = [{**v, **nameless} if v["id"] == speaker_id else v for v in line["speakers"]]
    return {**line, "speakers": voices}


def _without(one: dict[str, Any], names: set[str]) -> dict[str, Any]:
    if one["what"] != "speakers":
        return one
    sides = {
        side: {"names": ["" if name in names else name for name in one[side]["names"]]}
        for side in ("before", "after")
    }
    return {**one, **sides}


def _write(event: Event, item: AgendaItem, values: dict[str, Any]) -> None:
    wanted = set(values.pop("speakers", ()))
    for name, value in values.items():
        setattr(item, name, value)
    item.speakers = [each for each in queries.speakers_of(event) if each.id in wanted]


def _call_track_alike(event: Event, item: AgendaItem, before: str) -> None:
    """A track has one English name: a line that comes to it without any takes what is there."""
    if not item.track_el:
        return
    others = [each for each in queries.lines_of_track(event, item.track_el) if each is not item]
    if not item.track_en and before != item.track_el:
        item.track_en = next((each.track_en for each in others if each.track_en), "")
    for each in others:
        if each.track_en != item.track_en:
            each.track_en = item.track_en
            each.revision += 1


def _copied(speaker: Speaker, target: Event) -> Speaker:
    kept = ("position", "name", "known_as_el", "known_as_en", "person_id")
    return Speaker(event_id=target.id, **{name: getattr(speaker, name) for name in kept})


def _count(noun: type[AgendaItem] | type[Speaker], event: Event) -> int:
    counted = select(func.count(noun.id)).where(noun.event_id == event.id)
    return db.session.scalar(counted) or 0
