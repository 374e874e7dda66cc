"""The glossary: the words of all programmes, and of each, become rows and marks in lessons."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from kalo.kit.text import fold, sort_key
from kalo.learning.actions.prose import render_text
from kalo.learning.actions.source import Fields, Part, Source
from kalo.learning.actions.terms import Marker, Wanted, shapes_of
from kalo.learning.actions.texts import read_source

SOURCE = {"el": "Πηγή", "en": "Source"}


class Glossary:
    """The words as rows, and what looks for them in texts."""

    def __init__(self, terms: dict[str, Fields], stems: dict[str, bool]) -> None:
        self.terms = terms
        self._markers = {lang: Marker(lang, self._wanted(lang, stems)) for lang in ("el", "en")}

    def _wanted(self, language: str, stems: dict[str, bool]) -> list[Wanted]:
        return [
            Wanted(key, shapes_of(said, fields["forms"][language]), stems[key])
            for key, fields in self.terms.items()
            if (said := fields[f"term_{language}"])
        ]

    @property
    def shape(self) -> str:
        """What of it shows in the texts of lessons: when it changes, they are rendered anew."""
        markers = self._markers.values()
        found: list[Any] = [[one.key, one.shapes, one.stems] for m in markers for one in m.wanted]
        return json.dumps(found, ensure_ascii=False)

    def markers(self) -> dict[str, Marker]:
        """By language, for one lesson."""
        return {language: marker.fresh() for language, marker in self._markers.items()}


def read_glossary(folder: Path) -> Glossary:
    """The words of `glossary.yaml`, then of each programme's own; each word stands once."""
    terms: dict[str, Fields] = {}
    stems: dict[str, bool] = {}
    stands: dict[str, Path] = {}
    for part in _parts(folder):
        key = part.slug("key")
        terms[key] = _once(part, key, _term(part), stands)
        stems[key] = part.flag("stems", missing=True)
    return Glossary(terms, stems)


def _parts(folder: Path) -> Iterator[Part]:
    for path in (folder / "glossary.yaml", *sorted(folder.glob("*/glossary.yaml"))):
        if path.exists():
            source = Source(path)
            whole = Part(source, source.parse(source.read()))
            whole.only("terms")
            yield from whole.parts("terms")


def _once(part: Part, key: str, term: Fields, stands: dict[str, Path]) -> Fields:
    """A key, and a word under any of its names, stands in one place only."""
    shapes = {shape for lang in ("el", "en") for shape in shapes_of(term[f"term_{lang}"], [])}
    named = {f"the term {shape}": fold(shape) for shape in sorted(shapes) if shape}
    for said, known in {f"the key {key}": f"={key}", **named}.items():
        if known in stands:
            raise part.wrong(f"{said} stands in {stands[known]} already")
    stands |= dict.fromkeys([f"={key}", *named.values()], part.source.path)
    return term


def _term(part: Part) -> Fields:
    part.only("key", "term", "forms", "means", "legal", "source", "stems")
    term, means = part.words("term"), part.part("means")
    means.only("el", "en")
    forms = part.part("forms") if "forms" in part else None
    if forms:
        forms.only("el", "en")
    if bool(term["term_en"]) != ("en" in means):
        raise part.wrong("means: wants English where the term has it")
    return {
        **term,
        "forms": {lang: forms.texts(lang) if forms else [] for lang in ("el", "en")},
        **{f"html_{lang}": _html(part, means, lang) for lang in ("el", "en")},
        "legal": part.flag("legal"),
        "sort_el": sort_key(term["term_el"]),
        "sort_en": sort_key(term["term_en"] or term["term_el"]),
    }


def _html(part: Part, means: Part, language: str) -> str:
    said = render_text(means, language, language, needed=language == "el")
    if not said:
        return ""
    if "source" in part:
        return f"{said}<p>{SOURCE[language]}: {_cited(read_source(part.part('source')))}</p>\n"
    if part.flag("legal"):
        raise part.wrong("source: what is law wants its source")
    return said


def _cited(source: dict[str, str]) -> str:
    title = escape(source["title"])
    if source["url"]:
        title = f'<a href="{escape(source["url"])}" rel="noopener external">{title}</a>'
    return title
