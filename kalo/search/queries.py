"""Asking the index: exact above folded above stemmed; only what the person may see."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from whoosh.query import And, NullQuery, Or, Phrase, Query, Term

from kalo.accounts.models import Person
from kalo.kit.text import fold, latin_keys, mark, stem, words
from kalo.search.index import Index, open_index
from kalo.search.kinds import audiences, kinds

MOST = 200  # hits looked at; who needs the 201st asks more narrowly
LONGEST_QUESTION = 200
MOST_WORDS = 12
WEIGHTS = {"exact": 100.0, "folded": 10.0, "stemmed": 1.0, "sound": 0.5}
TITLE = 4.0
BRIEF = ("subject", "kind", "path", "language", "title")  # of a hit, before it is shown

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """One thing found: its title and a snippet, in pieces, True where a word was looked for."""

    subject: str
    kind: str
    path: str
    title: Pieces
    snippet: Pieces


@dataclass(frozen=True)
class Found:
    """What a question found: one page of it, and how much there is of each kind."""

    hits: list[Hit]
    counts: dict[str, int]
    total: int
    pages: int


def find(
    question: str,
    person: Person | None,
    language: str,
    kind: str = "",
    page: int = 1,
    size: int = 20,
) -> Found:
    """What a person may see of what answers a question, best first.

    A thing with texts in both languages is found once, in the language of the page if that one
    matches. Costs one statement for each kind that was found.
    """
    asked = words(question[:LONGEST_QUESTION])[:MOST_WORDS]
    rows = _once_each(_rows(question[:LONGEST_QUESTION], asked, person), language)
    seen = _visible(rows, person)
    counts = Counter(row["kind"] for row in seen)
    chosen = [row for row in seen if not kind or row["kind"] == kind]
    shown = chosen[(page - 1) * size : page * size]
    hits = _hits(shown, asked) if shown else []
    return Found(hits, dict(counts), len(chosen), max(1, -(-len(chosen) // size)))


def _rows(question: str, asked: list[str], person: Person | None) -> list[dict[str, Any]]:
    query = _query(question, asked)
    if query == NullQuery:
        return []
    told = tuple(sorted(audiences(person)))
    rows: list[dict[str, Any]] = open_index().ask(
        (question, told), lambda searcher: _ask(searcher, query, told)
    )
    return rows


def _ask(searcher: Any, query: Query, told: tuple[str, ...]) -> list[dict[str, Any]]:
    """The best hits without their texts: most of them are only counted."""
    allowed = Or([Term("audience", word) for word in told])
    found = searcher.search(query, filter=allowed, limit=MOST)
    return [{name: hit[name] for name in BRIEF} for hit in found]


def _query(question: str, asked: list[str]) -> Query:
    """Every word must be there, in some shape; what stands in quotes, as it stands."""
    phrases = [words(quoted) for quoted in re.findall(r'["«„“](.+?)["»“”]', question)]
    parts = [_phrase(quoted) for quoted in phrases if quoted]
    parts += [_word(word) for word in asked]
    return And(parts) if parts else NullQuery


def _phrase(quoted: list[str]) -> Query:
    folded = [fold(word) for word in quoted]
    return Or([Phrase("title_folded", folded, boost=TITLE), Phrase("body_folded", folded)])


def _word(word: str) -> Query:
    folded = fold(word)
    looked_for = {
        "exact": {word.casefold()},
        "folded": {folded},
        "stemmed": {stem(folded)},
        "sound": set(latin_keys(word)) if word.isascii() else set(),
    }
    return Or(
        [
            Term(f"{part}_{name}", text, boost=WEIGHTS[name] * (TITLE if part == "title" else 1))
            for name, texts in looked_for.items()
            for text in sorted(texts)
            for part in ("title", "body")
        ]
    )


def _once_each(rows: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = best.get(row["subject"])
        if known is None or (row["language"] == language and known["language"] != language):
            best[row["subject"]] = row
    return list(best.values())


def _visible(rows: list[dict[str, Any]], person: Person | None) -> list[dict[str, Any]]:
    """Ask each room again: what the index remembers may be older than a permission."""
    allowed: dict[str, set[int]] = {}
    for kind in {row["kind"] for row in rows} & kinds.keys():
        ids = [_number(row) for row in rows if row["kind"] == kind]
        allowed[kind] = kinds[kind].visible(person, ids)
    return [row for row in rows if _number(row) in allowed.get(row["kind"], set())]


def _number(row: dict[str, Any]) -> int:
    return int(row["subject"].partition(":")[2])


def _hits(rows: list[dict[str, Any]], asked: list[str]) -> list[Hit]:
    index = open_index()  # once: which index is the current one is asked of the disk
    return [_hit(index, row, asked) for row in rows]


def _hit(index: Index, row: dict[str, Any], asked: list[str]) -> Hit:
    """What is shown of a hit: its words are fetched and marked once for each question."""
    what = (row["subject"], row["language"], *asked)
    title, body = index.ask(what, lambda searcher: _marked(searcher, row, asked))
    return Hit(row["subject"], row["kind"], row["path"], title, body)


def _marked(searcher: Any, row: dict[str, Any], asked: list[str]) -> tuple[Pieces, Pieces]:
    """Asked of the index as it is now; what has just left it has a title and no words."""
    stored = searcher.document(subject=row["subject"], language=row["language"]) or {}
    return mark(str(row["title"]), asked, 400), mark(str(stored.get("body", "")), asked)
