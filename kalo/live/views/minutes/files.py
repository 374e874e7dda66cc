"""Minutes as files: DOCX and PDF to be read, CSV and JSON to be counted."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask_babel import gettext as _

from kalo.kit import clock, office, papers, text
from kalo.kit.aside import aside
from kalo.kit.locales import in_this_language
from kalo.kit.tables import Value, csv_by_lines
from kalo.live.views.minutes.document import Minutes, pieces_of_minutes
from kalo.live.views.minutes.naming import NONE
from kalo.live.views.minutes.sections import Section
from kalo.live.views.minutes.telling import Told

TEMPLATE = Path(__file__).parents[2] / "templates" / "live" / "minutes.typ"
DOCX, PDF, CSV, JSON = "docx", "pdf", "csv", "json"
MIMES = {
    DOCX: office.MIME,
    PDF: "application/pdf",
    CSV: "text/csv; charset=utf-8",
    JSON: "application/json",
}
IN_MEMORY = 2 * 1024 * 1024


def name_of(minutes: Minutes, kind: str) -> str:
    """What the file is called, in letters that every machine has."""
    slug = text.slug(minutes.title)[:60] or "minutes"
    return f"{slug}-{clock.athens(minutes.event.starts_at):%Y-%m-%d}.{kind}"


def written(minutes: Minutes, kind: str, lengthy: bool = False) -> IO[bytes]:
    """The minutes in a format; a long one lies on the disk until it is sent."""
    kept: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the sender closes it)
    lines = {CSV: _csv, JSON: _json}.get(kind)
    for chunk in lines(minutes) if lines else [_document(minutes, kind, lengthy)]:
        kept.write(chunk)
    kept.seek(0)
    return kept


def _document(minutes: Minutes, kind: str, lengthy: bool) -> bytes:
    pieces = pieces_of_minutes(minutes, lengthy)
    if kind == PDF:
        facts = {"title": minutes.title, "line": minutes.line, "pieces": pieces}
        return papers.pdf(TEMPLATE, facts, minutes.language)
    make = partial(office.docx, minutes.title, "", minutes.line, pieces)
    body: bytes = aside(make, minutes.language, clock.now())
    return body


def _everything(minutes: Minutes) -> Iterator[tuple[int, Section, str, Told]]:
    """Each thing with its step's number (0 outside of them) and its kind."""
    for number, section in enumerate(minutes.sections, 1):
        for telling, all_told in section.groups():
            for told in all_told:
                yield number if section.step else 0, section, telling.name, told


def _hour(moment: datetime) -> str:
    """To the minute: more would tell who it was to whoever saw the room."""
    return clock.athens(moment).isoformat(timespec="minutes")


def _csv(minutes: Minutes) -> Iterator[bytes]:
    who = [_("Who")] if minutes.naming.way != NONE else []
    header = [_("Step"), _("Hour"), _("Kind"), *who, _("Words"), _("Answer"), _("Votes")]
    return csv_by_lines(header, _rows(minutes))


def _rows(minutes: Minutes) -> Iterator[list[Value]]:
    called = minutes.naming.way != NONE
    for _number, section, kind, told in _everything(minutes):
        step = section.step.words(minutes.language) if section.step else ""
        who = [minutes.naming.call(told.who, told.veiled)] if called else []
        yield [step, _hour(told.at), kind, *who, told.words, told.answer, told.votes]
        header, *results = told.table or [[]]
        for row in results:
            more = "; ".join(
                f"{name}: {cell}" for name, cell in zip(header[1:], row[1:], strict=False)
            )
            nobody = [""] if called else []
            yield [step, _hour(told.at), f"{kind}-result", *nobody, row[0], more, _first(row)]


def _first(row: list[Any]) -> int | None:
    return next((cell for cell in row[1:] if isinstance(cell, int)), None)


def _json(minutes: Minutes) -> Iterator[bytes]:
    """One object; its last member is written thing by thing."""
    head = json.dumps(_facts(minutes), ensure_ascii=False, indent=1)
    yield f'{head[: head.rindex("}")].rstrip()},\n "told": ['.encode()
    between = "\n  "
    for number, _section, kind, told in _everything(minutes):
        thing = json.dumps(_thing(minutes, number, kind, told), ensure_ascii=False)
        yield f"{between}{thing}".encode()
        between = ",\n  "
    yield b"\n ]\n}\n"


def _facts(minutes: Minutes) -> dict[str, Any]:
    event = minutes.event
    return {
        "event": in_this_language(event, "title"),
        "begins": _hour(event.starts_at),
        "ends": _hour(event.ends_at),
        "language": minutes.language,
        "naming": minutes.naming.way,
        "present": minutes.present,
        **({"names": minutes.names, "under_pseudonym": minutes.veiled} if minutes.names else {}),
        "steps": [
            {
                "number": number,
                "step": section.step.words(minutes.language),
                "minutes": section.step.minutes,
                "hours": [
                    [_hour(began), _hour(ended) if ended else None]
                    for began, ended in section.stretches
                ],
            }
            for number, section in enumerate(minutes.sections, 1)
            if section.step
        ],
    }


def _thing(minutes: Minutes, number: int, kind: str, told: Told) -> dict[str, Any]:
    who = minutes.naming.call(told.who, told.veiled)
    facts = {
        "step": number or None,
        "at": _hour(told.at),
        "kind": kind,
        "who": who,
        "words": told.words,
        "answer": told.answer,
        "votes": told.votes,
        "table": told.table,
        "open": told.left_open,
    }
    kept = {"step", "at", "kind"}
    return {
        name: value
        for name, value in facts.items()
        if name in kept or value not in ("", None, [], False)
    }
