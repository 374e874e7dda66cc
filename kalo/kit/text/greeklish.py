"""Greek in Latin letters: every way of typing a word leads to the key of the Greek word."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import product

from kalo.kit.text.stems import GREEK, KNOWN, LATIN, fold, stem

_GREEK_SOUNDS = {
    **{"ου": "u", "αυ": "af", "ευ": "ef", "αι": "e", "ει": "i", "οι": "i", "υι": "i"},
    **{"γγ": "g", "γκ": "g", "γξ": "nks", "γχ": "nh", "μπ": "b", "ντ": "d"},
    **dict(zip("αβγδεζηικλμνοπρστυφω", "avgdeziiklmnoprstifo", strict=True)),
    **{"θ": "th", "ξ": "ks", "χ": "h", "ψ": "ps"},
}
_LATIN_SOUNDS = {
    **{"ou": "u", "oy": "u", "au": "af", "ay": "af", "eu": "ef", "ey": "ef"},
    **{"ai": "e", "ei": "i", "oi": "i", "ui": "i", "yi": "i", "mp": "b", "nt": "d"},
    **{"ch": "h", "w": "o", "y": "i", "q": "k", "j": "ks", "3": "ks", "8": "th", "9": "th"},
}
# Two letters that make one, for those who write χ and η in different ways.
_PAIRS = {"th": "th", "kh": "h", "ph": "f", "gh": "g", "dh": "d", "ps": "ps"}
# What differs from hand to hand. Nobody mixes two habits within a word.
_HABITS: tuple[tuple[str, tuple[dict[str, str], ...]], ...] = (
    ("h", ({"th": "th", "h": "i"}, {**_PAIRS, "h": "h"}, {"h": "i"})),
    ("x", ({"x": "h"}, {"x": "ks"})),
    ("u", ({"u": "i"}, {"u": "u"})),
    ("b", ({"b": "v"}, {"b": "b"})),
    ("c", ({"c": "k"}, {"c": "s"})),
)
# Sounds that people write alike, and letters written twice or once.
_ALIKE = [
    (re.compile(r"([ae])v"), r"\1f"),
    (re.compile(r"g(?=h|ks)"), "n"),
    (re.compile(r"n(?=[gd])"), ""),
    (re.compile(r"mb"), "b"),
    (re.compile(r"(.)\1+"), r"\1"),
]

# From a key back to Greek, near enough for the stemmer to find the ending.
_LETTERS = {
    **dict(zip("adefghiklmnoprstvz", "αδεφγχικλμνοπρστβζ", strict=True)),
    **{"b": "μπ", "u": "ου", "th": "θ", "ks": "ξ", "ps": "ψ"},
}
_ENDINGS = {
    **{"is": "ησ εισ", "i": "η ι οι ει", "on": "ων ον", "o": "ο ω", "e": "ε αι"},
    **{"ia": "ια εια", "ias": "ιασ ειασ", "ies": "ιεσ ειεσ", "io": "ιο ειο", "iu": "ιου ειου"},
    **{"ion": "ιων ειων ιον", "oda": "οντα ονδα", "odos": "οντοσ ονδοσ", "odon": "οντων ονδων"},
}


def _speller(sounds: dict[str, str]) -> Callable[[str], str]:
    longest_first = sorted(map(re.escape, sounds), key=len, reverse=True)
    pattern = re.compile("|".join(longest_first))
    return lambda word: pattern.sub(lambda found: sounds[found[0]], word)


_from_greek = _speller(_GREEK_SOUNDS)
_to_greek = _speller(_LETTERS)


def _settle(sounds: str) -> str:
    for pattern, letters in _ALIKE:
        sounds = pattern.sub(letters, sounds)
    return sounds


def latin_key(word: str) -> str:
    """How a word sounds, in plain letters: the same for συνεταιρισμός and synetairismos."""
    folded = fold(word)
    if GREEK.search(folded):
        return _settle(_from_greek(folded))
    return _readings(folded)[0]


@lru_cache(maxsize=6_000)
def latin_keys(word: str) -> frozenset[str]:
    """All keys of a word and of its stem. Two words may be the same where two sets meet."""
    folded = fold(word)
    if GREEK.search(folded):
        return frozenset({latin_key(folded), latin_key(stem(folded))})
    readings = _readings(folded)
    return frozenset(readings).union(*map(_stem_keys, readings))


def _readings(folded: str) -> list[str]:
    """Every sound a word in Latin letters may have, the likeliest first."""
    if not LATIN.search(folded):
        return [folded]
    habits = [ways for letter, ways in _HABITS if letter in folded]
    readings = [_settle(_speller(_sounds(chosen))(folded)) for chosen in product(*habits)]
    return list(dict.fromkeys(readings))


def _sounds(chosen: tuple[dict[str, str], ...]) -> dict[str, str]:
    sounds = dict(_LATIN_SOUNDS)
    for habit in chosen:
        sounds.update(habit)
    return sounds


def _stem_keys(key: str) -> set[str]:
    """The stems a Greek word that sounds like this may have."""
    stems = {latin_key(stem(candidate)) for candidate in _greek_spellings(key)}
    return stems | {_KNOWN_KEYS.get(key, key)}


def _greek_spellings(key: str) -> list[str]:
    for sound in sorted(_ENDINGS, key=len, reverse=True):
        if key.endswith(sound):
            root = _to_greek(key.removesuffix(sound))
            return [root + ending for ending in _ENDINGS[sound].split()]
    return [_to_greek(key)]


_KNOWN_KEYS = {latin_key(form): latin_key(known) for form, known in KNOWN.items()}
