"""Finding the words of the glossary in a text, in whatever shape they stand there."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import pairwise

from kalo.kit.text import fold, stem
from kalo.kit.text.stems import TOKEN

_TAG = re.compile(r'<(/?)([a-z0-9]+)[^>"]*(?:"[^"]*"[^>"]*)*>')
_SILENT = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_GAP = re.compile(r"(?:\s|&nbsp;|[,–-]){1,4}")
_WITHIN = re.compile(r"(.+?) *\(([^()]+)\)")


@dataclass(frozen=True)
class Wanted:
    """A word of the glossary: its key, its shapes in a language, and whether endings may differ."""

    key: str
    shapes: tuple[str, ...]
    stems: bool = True


def shapes_of(term: str, forms: list[str]) -> tuple[str, ...]:
    """A term and its forms; what stands in brackets after it is another name of it."""
    within = _WITHIN.fullmatch(term)
    return tuple(dict.fromkeys([*(within.groups() if within else (term,)), *forms]))


@dataclass
class Marker:
    """Marks the first place of each word in the texts of one lesson; `fresh()` for the next one."""

    language: str
    wanted: list[Wanted]
    _phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for one in self.wanted if not self._phrases else ():
            for shape in one.shapes:
                phrase = tuple(_key(word[0], one.stems) for word in TOKEN.finditer(_whole(shape)))
                if phrase:
                    self._phrases.setdefault(phrase[0], []).append((phrase, one.key))

    def fresh(self) -> "Marker":
        """The same words for another lesson, none of them marked."""
        return Marker(self.language, self.wanted, self._phrases)

    def mark(self, html: str) -> str:
        """The text with a link to the glossary at the first place of each word."""
        return "".join(self._marked(html))

    def _marked(self, html: str) -> Iterator[str]:
        at, silent = 0, 0
        for tag in _TAG.finditer(html):
            words = html[at : tag.start()]
            yield words if silent else "".join(self._words(words))
            yield tag[0]
            if tag[2] in _SILENT:
                silent += -1 if tag[1] else 1
            at = tag.end()
        yield html[at:]

    def _words(self, text: str) -> Iterator[str]:
        tokens = list(TOKEN.finditer(text))
        at = place = 0
        while place < len(tokens):
            found = self._found(text, tokens, place)
            if found is None:
                place += 1
                continue
            key, length = found
            start, end = tokens[place].start(), tokens[place + length - 1].end()
            yield text[at:start]
            yield self._link(key, text[start:end])
            self._done.add(key)
            at, place = end, place + length
        yield text[at:]

    def _found(self, text: str, tokens: list[re.Match[str]], place: int) -> tuple[str, int] | None:
        found = [
            (len(phrase), key)
            for first in _keys(tokens[place][0])
            for phrase, key in self._phrases.get(first, ())
            if key not in self._done and _stands(phrase, text, tokens, place)
        ]
        return (max(found)[1], max(found)[0]) if found else None

    def _link(self, key: str, words: str) -> str:
        prefix = "" if self.language == "el" else f"/{self.language}"
        return f'<a class="term" href="{prefix}/learning/glossary#{escape(key)}">{words}</a>'


def _stands(phrase: tuple[str, ...], text: str, tokens: list[re.Match[str]], place: int) -> bool:
    """Whether the words of a phrase stand here, one after the other."""
    row = tokens[place : place + len(phrase)]
    if len(row) < len(phrase):
        return False
    gaps = [text[a.end() : b.start()] for a, b in pairwise(row)]
    return all(_GAP.fullmatch(gap) for gap in gaps) and all(
        key in _keys(token[0]) for key, token in zip(phrase, row, strict=True)
    )


def _whole(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _key(word: str, stems: bool) -> str:
    """How a word of the glossary is looked for: initials as they are, others by their stem."""
    bare = word.replace(".", "")
    if any(letter.isupper() for letter in bare[1:]):
        return f"={bare}"
    return f"~{stem(bare)}" if stems else fold(bare)


@lru_cache(20_000)  # the same words come again in every lesson
def _keys(token: str) -> tuple[str, str, str]:
    """By which keys a word of a text is found."""
    bare = _whole(token).replace(".", "")
    return f"={bare}", fold(bare), f"~{stem(bare)}"
