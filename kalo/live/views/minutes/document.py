"""The minutes of a room as a text of pieces, from which DOCX, PDF and the page are made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.locales import in_this_language
from kalo.kit.pieces import Piece, text_piece
from kalo.kit.text import sort_key
from kalo.live import queries
from kalo.live.doors import Door
from kalo.live.folds import People, State, Step
from kalo.live.views.minutes.naming import NAMES, Naming
from kalo.live.views.minutes.sections import Section, sections_of, unreached
from kalo.live.views.minutes.telling import Telling, Told

LONG = 1500  # things of one kind in one step that a document holds; tables hold all


@dataclass(frozen=True)
class Minutes:
    """What is told of a gathering, and how people are called in it."""

    event: Event
    state: State
    sections: list[Section]
    naming: Naming
    language: str
    present: int
    names: list[str] = field(default_factory=list)  # of those present, where names are told
    veiled: int = 0  # how many of them took part under a pseudonym

    @property
    def title(self) -> str:
        """What it is called."""
        return _("Minutes: %(title)s", title=in_this_language(self.event, "title"))

    @property
    def line(self) -> str:
        """When it was, and who led it where names are told."""
        said = clock.span_words(self.event.starts_at, self.event.ends_at)
        leads = self.event.facilitator
        if self.naming.way != NAMES or leads is None:
            return said
        return f"{said} · {_('led by %(name)s', name=leads.name or _('former member'))}"


def minutes_of(door: Door, way: str, language: str) -> Minutes:
    """The minutes as they are by now; names are asked for once."""
    state = door.state
    sections = sections_of(state, language)
    naming = Naming(way, state, door.event.id, language)
    there = queries.everybody_in(door.room)
    veiled = there & state.of(People).aliases.keys()
    everybody = (
        (told.who, told.veiled)
        for section in sections
        for _telling, all_told in section.groups()
        for told in all_told
    )
    naming.learn(everybody, there - veiled)
    names = [naming.call(who) for who in there - veiled] if way == NAMES else []
    names.sort(key=sort_key)
    return Minutes(door.event, state, sections, naming, language, len(there), names, len(veiled))


def pieces_of_minutes(minutes: Minutes, lengthy: bool) -> list[Piece]:
    """The whole text."""
    return [
        *_people(minutes),
        *(piece for each in minutes.sections for piece in _section(minutes, each, lengthy)),
        *_steps_left(minutes, unreached(minutes.state)),
        *_questions_left(minutes),
    ]


def heading(level: int, words: str) -> Piece:
    """A heading."""
    return {"is": "heading", "level": level, "runs": [{"text": words}]}


def _listed(items: list[list[Piece]]) -> Piece:
    return {"is": "list", "ordered": False, "start": 1, "items": items}


def _people(minutes: Minutes) -> list[Piece]:
    count = ngettext("%(num)s person was there.", "%(num)s people were there.", minutes.present)
    if not minutes.names:
        return [text_piece(count)]
    under = ngettext(
        "%(num)s person under a pseudonym", "%(num)s people under a pseudonym", minutes.veiled
    )
    names = [*minutes.names, *([under] if minutes.veiled else [])]
    return [text_piece(count), text_piece(", ".join(names))]


def _section(minutes: Minutes, section: Section, lengthy: bool) -> list[Piece]:
    shown = [
        (telling, told) for telling, told in section.groups() if lengthy or not telling.lengthy
    ]
    hidden = [
        telling.count(len(told))
        for telling, told in section.groups()
        if telling.lengthy and not lengthy
    ]
    if section.step is None and not (shown or hidden):
        return []
    pieces = [heading(1, _title(minutes, section))]
    pieces += [text_piece(line)] if (line := _when(section)) else []
    for telling, told in shown:
        pieces += [heading(2, str(telling.title)), *_group(minutes, telling, told)]
    return [*pieces, *([text_piece(", ".join(hidden))] if hidden else [])]


def _title(minutes: Minutes, section: Section) -> str:
    if section.step is not None:
        return section.step.words(minutes.language)
    return _("Outside of the steps") if len(minutes.sections) > 1 else _("What happened")


def _when(section: Section) -> str:
    spans = [_span(*stretch) for stretch in section.stretches]
    if section.step and section.step.minutes:
        planned = section.step.minutes
        spans.append(ngettext("planned: %(num)s minute", "planned: %(num)s minutes", planned))
    return " · ".join(spans)


def _span(began: datetime, ended: datetime | None) -> str:
    return f"{clock.hour_words(began)}–{clock.hour_words(ended) if ended else ''}"


def _group(minutes: Minutes, telling: Telling, told: list[Told]) -> list[Piece]:
    drawn = told[:LONG]
    if telling.floor:
        return [text_piece(floor_words(minutes, telling, drawn))]
    tables = [each for each in drawn if each.table]
    items = [_item(minutes, each) for each in drawn if not each.table]
    pieces = [_listed(items)] if items else []
    for each in tables:
        pieces += [*_item(minutes, each), _table(each)]
    return [*pieces, *_rest(len(told) - LONG)]


def floor_words(minutes: Minutes, telling: Telling, told: list[Told]) -> str:
    """Who spoke, one after the other; without names how many."""
    names = [minutes.naming.call(each.who, each.veiled) for each in told]
    return ", ".join(names) if all(names) else telling.count(len(told))


def _rest(number: int) -> list[Piece]:
    if number <= 0:
        return []
    said = _("%(num)s more stand in the tables (CSV, JSON).", num=number)
    return [{"is": "text", "runs": [{"text": said, "italic": True}]}]


def _item(minutes: Minutes, told: Told) -> list[Piece]:
    """What was said, by whom, when; under it what came of it."""
    said = [minutes.naming.call(told.who, told.veiled), clock.hour_words(told.at)]
    if told.votes:
        said.append(ngettext("%(num)s vote", "%(num)s votes", told.votes))
    about = f" ({', '.join(filter(None, said))})"
    first = {"is": "text", "runs": [{"text": told.words}, {"text": about, "italic": True}]}
    return [first, *([text_piece(f"→ {told.answer}")] if told.answer else [])]


def _table(told: Told) -> Piece:
    rows = [[[text_piece(str(cell))] for cell in row] for row in told.table]
    return {"is": "table", "rows": rows}


def _steps_left(minutes: Minutes, steps: list[Step]) -> list[Piece]:
    if not steps:
        return []
    items = [[text_piece(step.words(minutes.language))] for step in steps]
    return [heading(1, _("Steps that were not reached")), _listed(items)]


def _questions_left(minutes: Minutes) -> list[Piece]:
    left = [
        told
        for section in minutes.sections
        for _telling, all_told in section.groups()
        for told in all_told
        if told.left_open
    ]
    if not left:
        return []
    by_votes: Callable[[Told], tuple[int, datetime]] = lambda told: (-(told.votes or 0), told.at)  # noqa: E731
    items = [_item(minutes, told) for told in sorted(left, key=by_votes)[:LONG]]
    return [heading(1, _("Open questions")), _listed(items)]
