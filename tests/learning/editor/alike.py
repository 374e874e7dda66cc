"""No two lessons say the same thing: what they share is a few turns of phrase."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from kalo.kit.text import fold
from tests.learning.editor.corpus import Corpus, Fault, Lesson, Programme, each_language
from tests.learning.editor.prose import plain

SIZE = 4  # words in a row
ALIKE = 0.1  # of all rows of two texts, how many may stand in both


def no_two_alike(corpus: Corpus, programme: Programme) -> Iterator[Fault]:
    """Looks at a programme's lessons beside those of all programmes."""
    rows, holders = _rows(corpus)
    for lesson in programme.here:
        for language, where in each_language(lesson):
            mine = rows.get((lesson.where, language), frozenset())
            shared = Counter(other for row in mine for other in holders[row])
            for other, count in shared.items():
                theirs = rows[other]
                if other > (lesson.where, language) and other[1] == language:
                    share = count / len(mine | theirs)
                    if share > ALIKE:
                        yield Fault(where, f"says what {other[0]} says ({share:.0%} in common)")


Rows = dict[tuple[str, str], frozenset[tuple[str, ...]]]


def _rows(corpus: Corpus) -> tuple[Rows, dict[tuple[str, ...], list[tuple[str, str]]]]:
    """The rows of words of every lesson, and which lessons have a row."""
    rows: Rows = {}
    holders: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for programme in corpus.programmes.values():
        for lesson in programme.here:
            for language in lesson.pieces if not lesson.is_short else ():
                key = (lesson.where, language)
                rows[key] = rows_of(_text(lesson, language))
                for row in rows[key]:
                    holders.setdefault(row, []).append(key)
    return rows, holders


def _text(lesson: Lesson, language: str) -> str:
    return lesson.text(language)


@lru_cache(2000)
def rows_of(text: str) -> frozenset[tuple[str, ...]]:
    """Every row of so many words that a text has."""
    words = fold(plain(text)).split()
    return frozenset(tuple(words[n : n + SIZE]) for n in range(len(words) - SIZE + 1))
