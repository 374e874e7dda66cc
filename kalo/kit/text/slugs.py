"""Addresses that Greeks read without effort: Latin letters by ELOT 743."""

import re
import unicodedata

from kalo.kit.text.stems import INITIALS

_PAIRS = {"ου": "ou", "ού": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch"}
_SINGLES = {
    **dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstyfo", strict=True)),
    **{"θ": "th", "ξ": "x", "χ": "ch", "ψ": "ps"},
    **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th"},
}
# In order: μπ at an edge is b; υ after α, ε, η is v before a voiced sound, else f.
_RULES = (
    (re.compile(r"\bμπ|μπ\b"), "b"),
    (re.compile(r"([αεη])[υύ](?=[αάβγδεέζηήιίϊΐλμνοόρυύϋΰωώ])"), r"\1v"),
    (re.compile(r"([αεη])[υύ]"), r"\1f"),
)
_PAIR = re.compile("|".join(_PAIRS))
_TONOS, _DIALYTIKA = "\u0301", "\u0308"


def slug(text: str, length: int = 60) -> str:
    """Lower-case Latin words joined by hyphens; empty when a text has no letter or digit."""
    text = INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    spelled = _spelled(_one_tonos(text.lower()))
    return _cut(re.sub(r"[^a-z0-9]+", "-", spelled).strip("-"), length)


def _one_tonos(text: str) -> str:
    """Without breathings and other accents: ou in τοῦτο is seen only when they are gone."""
    return unicodedata.normalize("NFC", _without_marks(text, keep=_TONOS + _DIALYTIKA))


def _without_marks(text: str, keep: str = "") -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if c in keep or not unicodedata.combining(c))


def _spelled(text: str) -> str:
    for pattern, letters in _RULES:
        text = pattern.sub(letters, text)
    paired = _PAIR.sub(lambda pair: _PAIRS[pair[0]], text)
    return "".join(_SINGLES.get(letter, letter) for letter in _without_marks(paired))


def _cut(joined: str, length: int) -> str:
    if len(joined) <= length:
        return joined
    end = joined.rfind("-", 0, length + 1)
    return joined[: end if end > 0 else length]
