"""What of ours can be found: announced events with their agendas and minutes, in both languages."""

from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.agendas import Line
from kalo.events.models import Event
from kalo.kit.text import plain
from kalo.search.kinds import Document, searchable


def documents(ids: list[int] | None) -> Iterable[Document]:
    """Every announced event (or these), once in each language it has."""
    events = queries.events_for_search(ids)
    agendas = queries.released_lines([event.id for event in events])
    for event in events:
        yield from _in_each_language(event, agendas.get(event.id, []))


def visible(person: Person | None, ids: list[int]) -> set[int]:
    """Which of these a person may see now."""
    return queries.visible_ids(person, ids)


def _in_each_language(event: Event, agenda: list[Line]) -> Iterator[Document]:
    for language in ("el", "en"):
        title = getattr(event, f"title_{language}")
        if title:
            yield Document(
                id=event.id,
                title=title,
                body=_body(event, agenda, language),
                path=event.path,
                language=language,
            )


def _body(event: Event, agenda: list[Line], language: str) -> str:
    said = getattr(event, f"summary_{language}")
    about = plain(getattr(event, f"html_{language}"))
    minutes = plain(getattr(event, f"minutes_html_{language}")) if event.reported_at else ""
    lines = (_line(line, language) for line in agenda)
    parts = (said, about, *_written_place(event), *_named(event, language), *lines, minutes)
    return "\n".join(part for part in parts if part)


def _named(event: Event, language: str) -> list[str]:
    """What it is about, what it is part of, where it is: by these people look for it too."""
    nouns = (
        *((event.theme, "name"), (event.series, "title")),
        *((event.venue, "name"), (event.venue, "area"), (event.venue_room, "name")),
    )
    return [getattr(noun, f"{field}_{language}") for noun, field in nouns if noun is not None]


def _written_place(event: Event) -> list[str]:
    """Of a place of the list its own address, not what was copied when it was chosen."""
    if event.venue is None:
        return [event.place, event.address]
    return [event.venue.address or event.address]


def _line(line: Line, language: str) -> str:
    """A line of the published agenda, with who speaks."""
    words = (getattr(line, f"title_{language}"), getattr(line, f"about_{language}"))
    return " ".join(part for part in (*words, *line.names) if part)


searchable("event", _("Event"), "events", documents, visible)
