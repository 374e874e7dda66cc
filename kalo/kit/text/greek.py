"""Greek as people write it, look for it and sort it."""

import re
import unicodedata
from functools import lru_cache

from kalo.kit.text.greeklish import latin_key, latin_keys
from kalo.kit.text.stems import GREEK, TOKEN, fold, stem, words

__all__ = [
    "fold",
    "fold_word",
    "language_of",
    "latin_key",
    "latin_keys",
    "mark",
    "sort_key",
    "stem",
    "upper",
    "words",
]

Piece = tuple[str, bool]

_GREEK_MARKS = re.compile(r"([Α-Ω])([\u0300-\u036f]+)")
# In άι, άυ, έι, όυ the tonos parts two letters; once it is gone, dialytika must part them.
_PARTED = re.compile(r"([αεοΑΕΟ]\u0301)([ιυΙΥ])(?![\u0300-\u036f])")
# Latin letters sort after Greek ones: the full-width alphabet lies far behind.
_LATIN_LAST = {ord("a") + n: 0xFF41 + n for n in range(26)}


def upper(text: str) -> str:
    """Capitals without tonos: ΡΟΛΟΪ, ΠΡΟΪΟΝ, ΚΑΛΗ."""
    parted = _PARTED.sub("\\1\\2\u0308", unicodedata.normalize("NFD", text))
    bare = _GREEK_MARKS.sub(_only_dialytika, parted.upper())
    return unicodedata.normalize("NFC", bare)


def _only_dialytika(letter: re.Match[str]) -> str:
    return letter[1] + ("\u0308" if "\u0308" in letter[2] else "")


def language_of(text: str) -> str:
    """The language that a title is most likely in: "el" where most of its letters are Greek."""
    letters = [letter for letter in text if letter.isalpha()]
    greek = sum("\u0370" <= one <= "\u03ff" or "\u1f00" <= one <= "\u1fff" for one in letters)
    return "el" if 2 * greek > len(letters) else "en"


def sort_key(text: str) -> str:
    """Order of a Greek list: accents and signs do not count, 2 before 10, Greek before Latin."""
    numbered = re.sub(r"\d+", lambda number: number[0].zfill(8), fold(text))
    return re.sub(r"[\W_]+", " ", numbered).strip().translate(_LATIN_LAST)


def mark(text: str, words: list[str], length: int = 220) -> list[Piece]:
    """The part of a text around the first word looked for; True where a word matches."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    wanted = _Wanted(words)
    first = next((hit.start() for hit in TOKEN.finditer(flat) if wanted.meets(hit[0])), 0)
    start, end = _window(flat, first, length)
    pieces = _pieces(flat[start:end], wanted)
    return [*_dots(start > 0), *pieces, *_dots(end < len(flat))]


@lru_cache(maxsize=12_000)
def fold_word(word: str) -> str:
    """`fold` of one word, remembered: the words of a text come back again and again."""
    return fold(word)


class _Wanted:
    """The words somebody looks for, in every shape we can recognise."""

    def __init__(self, phrases: list[str]) -> None:
        sought = [word for phrase in phrases for word in words(phrase)]
        self.folded = {fold(word) for word in sought}
        self.stems = {stem(word) for word in sought}
        typed_in_latin = [word for word in sought if not GREEK.search(fold(word))]
        self.keys = frozenset[str]().union(*map(latin_keys, typed_in_latin))

    def meets(self, token: str) -> bool:
        word = token.replace(".", "")
        if fold_word(word) in self.folded or stem(word) in self.stems:
            return True
        # Only Greek words are read aloud: an English word is found as it is written.
        return (
            bool(self.keys)
            and bool(GREEK.search(word))
            and not self.keys.isdisjoint(latin_keys(word))
        )


def _window(flat: str, first: int, length: int) -> tuple[int, int]:
    """Whole words around the first match, a third of them before it."""
    start = max(0, min(first - length // 3, len(flat) - length))
    end = min(len(flat), start + length)
    if start and (space := flat.find(" ", start - 1, first)) >= 0:
        start = space + 1
    if end < len(flat) and (space := flat.rfind(" ", first, end + 1)) > start:
        end = space
    return start, end


def _pieces(shown: str, wanted: _Wanted) -> list[Piece]:
    pieces: list[Piece] = []
    last = 0
    for hit in TOKEN.finditer(shown):
        if wanted.meets(hit[0]):
            pieces += [(shown[last : hit.start()], False), (hit[0], True)]
            last = hit.end()
    pieces.append((shown[last:], False))
    return [piece for piece in pieces if piece[0]]


def _dots(cut: bool) -> list[Piece]:
    return [("…", False)] if cut else []
