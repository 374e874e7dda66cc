"""Text of a funding tool as it is looked through: folded, with its stems and Greeklish; pure."""

from collections.abc import Iterable

from kalo.kit.text import fold, latin_keys, stem, words
from kalo.kit.text.stems import GREEK

MOST_WORDS = 8  # of what somebody types


def kept_words(texts: Iterable[str]) -> str:
    """Each word once, folded, with its stem (after a =) and how it sounds (after a ~)."""
    found: set[str] = set()
    for text in texts:
        for word in words(text):
            folded = fold(word)
            found |= {folded, f"={stem(word)}="}
            if GREEK.search(folded):
                found |= {f"~{key}~" for key in latin_keys(word)}
    return " ".join(sorted(found))


def sought(word: str) -> tuple[str, ...]:
    """The pieces by which a word that somebody typed is found, any of them."""
    folded = fold(word)
    pieces = [folded, f"={stem(word)}="]
    if not GREEK.search(folded):
        pieces += sorted(f"~{key}~" for key in latin_keys(word))
    return tuple(dict.fromkeys(pieces))


def asked_words(typed: str) -> list[str]:
    """The words that somebody types, each of which must be found."""
    return list(dict.fromkeys(words(typed)))[:MOST_WORDS]
