"""Asking the index: exact above folded above stemmed; only what the person may see."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup
from whoosh.query import And, NullQuery, Or, Phrase, Query, Term

from kalo.accounts.models import Person
from kalo.kit.text import fold, latin_keys, mark, stem, words
from kalo.search.index import Moment, open_index
from kalo.search.kinds import audiences, kinds

MOST = 200  # hits looked at; who needs the 201st asks more narrowly
LONGEST_QUESTION = 200
MOST_WORDS = 12
WEIGHTS = {"exact": 100.0, "folded": 10.0, "stemmed": 1.0, "sound": 0.5}
TITLE = 4.0
QUOTED = re.compile(r'["«„“](.+?)["»“”]')
MARKED = Markup("<mark>%s</mark>")


class Row(NamedTuple):
    """An entry that answers, before its words are shown; most are only counted."""

    kind: str
    id: int
    language: str
    path: str
    title: str
    number: int

    @property
    def subject(self) -> tuple[str, int]:
        """The thing, which may stand here in both languages."""
        return self.kind, self.id


class Hit(NamedTuple):
    """One thing found: its title and a snippet, the words looked for marked."""

    subject: str
    kind: str
    path: str
    name: str
    title: Markup
    snippet: Markup


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
    alone: bool = False,
) -> Found:
    """What a person may see of what answers a question, best first.

    A thing with texts in both languages is found once, in the language of the page if that one
    matches. Costs one statement for each kind that was found. `alone` looks at things of the kind
    only, so that no others crowd them out; then nothing else is counted.
    """
    question = question[:LONGEST_QUESTION]
    asked, moment = tuple(words(question)[:MOST_WORDS]), open_index().now()
    only = kind if alone else ""
    rows = _once_each(_rows(moment, question, asked, person, only), language)
    seen = _visible(rows, person)
    counts = Counter(row.kind for row in seen)
    chosen = [row for row in seen if not kind or row.kind == kind]
    hits = [_hit(moment, row, asked) for row in chosen[(page - 1) * size : page * size]]
    return Found(hits, dict(counts), len(chosen), max(1, -(-len(chosen) // size)))


def _rows(
    moment: Moment, question: str, asked: tuple[str, ...], person: Person | None, only: str
) -> list[Row]:
    told = tuple(sorted(audiences(person)))
    ask, key = partial(_ask, moment, question, asked, told, only), (question, told, only)
    found: list[Row] = moment.answers.get(key, ask, lambda rows: 500 + 200 * len(rows))
    return found


def _ask(
    moment: Moment, question: str, asked: tuple[str, ...], told: tuple[str, ...], only: str
) -> list[Row]:
    """The best entries without their texts; those of one kind where only that is looked at."""
    allowed, found = moment.allowed(told), []
    if only:
        allowed &= moment.of_kind(only)
    if not allowed:  # to whoosh an empty filter is none
        return []
    for query in _narrow_first(moment.searcher, question, asked):
        found = list(moment.searcher.search(query, filter=allowed, limit=MOST).items())
        if len(found) >= MOST:
            break
    return [_row(moment, number) for number, _score in found]


def _narrow_first(searcher: Any, question: str, asked: tuple[str, ...]) -> Iterator[Query]:
    """What is asked; before that, of one word that is everywhere, only its closest shapes.

    Where these fill the answer, nobody weighs the thousands of others that stand below them.
    """
    whole = _query(question, asked)
    if whole == NullQuery:
        return
    if len(asked) == 1 and not QUOTED.search(question):
        shapes = _shapes(asked[0])
        for names in (("exact",), ("exact", "folded")):
            (closest,) = shapes[names[-1]]
            if searcher.doc_frequency(f"body_{names[-1]}", closest) >= MOST:
                yield _word(asked[0], names)
    yield whole


def _query(question: str, asked: Iterable[str]) -> Query:
    """Every word must be there, in some shape; what stands in quotes, as it stands."""
    phrases = [words(quoted) for quoted in QUOTED.findall(question)]
    parts = [_phrase(quoted) for quoted in phrases if quoted]
    parts += [_word(word) for word in asked]
    return And(parts) if parts else NullQuery


def _phrase(quoted: list[str]) -> Query:
    folded = [fold(word) for word in quoted]
    return Or([Phrase("title_folded", folded, boost=TITLE), Phrase("body_folded", folded)])


def _word(word: str, names: Iterable[str] = tuple(WEIGHTS)) -> Query:
    shapes = _shapes(word)
    return Or(
        [
            Term(f"{part}_{name}", text, boost=WEIGHTS[name] * (TITLE if part == "title" else 1))
            for name in names
            for text in sorted(shapes[name])
            for part in ("title", "body")
        ]
    )


def _shapes(word: str) -> dict[str, set[str]]:
    folded = fold(word)
    return {
        "exact": {word.casefold()},
        "folded": {folded},
        "stemmed": {stem(folded)},
        "sound": set(latin_keys(word)) if word.isascii() else set(),
    }


def _row(moment: Moment, number: int) -> Row:
    """What is said of an entry wherever it is found; only where it lies differs."""
    place = moment.place(number)
    known: Row = moment.shown.get(place, partial(_read_row, moment, number), lambda _row: 600)
    return known._replace(number=number)


def _read_row(moment: Moment, number: int) -> Row:
    stored = moment.searcher.stored_fields(number)
    kind, _colon, key = stored["subject"].partition(":")
    return Row(kind, int(key), stored["language"], stored["path"], stored["title"], number)


def _once_each(rows: list[Row], language: str) -> list[Row]:
    best: dict[tuple[str, int], Row] = {}
    for row in rows:
        known = best.get(row.subject)
        if known is None or (row.language == language and known.language != language):
            best[row.subject] = row
    return list(best.values())


def _visible(rows: list[Row], person: Person | None) -> list[Row]:
    """Ask each room again: what the index remembers may be older than a permission."""
    allowed: dict[str, set[int]] = {}
    for kind in {row.kind for row in rows} & kinds.keys():
        ids = [row.id for row in rows if row.kind == kind]
        allowed[kind] = kinds[kind].visible(person, ids)
    return [row for row in rows if row.id in allowed.get(row.kind, ())]


def _hit(moment: Moment, row: Row, asked: tuple[str, ...]) -> Hit:
    """What is shown of an entry: its words are marked once for each question."""
    place = moment.place(row.number)
    hit: Hit = moment.shown.get((place, asked), partial(_marked, moment, row, asked), _weight)
    return hit


def _marked(moment: Moment, row: Row, asked: tuple[str, ...]) -> Hit:
    body = moment.searcher.stored_fields(row.number)["body"]
    title, snippet = mark(row.title, list(asked), 400), mark(body, list(asked))
    subject = f"{row.kind}:{row.id}"
    return Hit(subject, row.kind, row.path, row.title, _html(title), _html(snippet))


def _html(pieces: Iterable[tuple[str, bool]]) -> Markup:
    """Pieces of a text as it stands on the page; nothing in it but the marks is markup."""
    return Markup("").join(MARKED % text if wanted else text for text, wanted in pieces)


def _weight(hit: Hit) -> int:
    return 400 + 2 * (len(hit.title) + len(hit.snippet))
