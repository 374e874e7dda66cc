"""What of ours can be found: announced events, in both languages."""

from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.models import Event
from kalo.kit.text import plain
from kalo.search.kinds import Document, searchable


def documents(ids: list[int] | None) -> Iterable[Document]:
    """Every announced event (or these), once in each language it has."""
    for event in queries.events_for_search(ids):
        yield from _in_each_language(event)


def visible(person: Person | None, ids: list[int]) -> set[int]:
    """Which of these a person may see now."""
    return queries.visible_ids(person, ids)


def _in_each_language(event: Event) -> Iterator[Document]:
    for language in ("el", "en"):
        title = getattr(event, f"title_{language}")
        if title:
            yield Document(
                id=event.id,
                title=title,
                body=_body(event, language),
                path=event.path,
                language=language,
            )


def _body(event: Event, language: str) -> str:
    said = getattr(event, f"summary_{language}")
    about = plain(getattr(event, f"html_{language}"))
    return "\n".join(part for part in (said, about, event.place, event.address) if part)


searchable("event", _("Event"), "events", documents, visible)
