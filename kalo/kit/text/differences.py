"""What changed between two texts, word by word, in bounded time."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

WORD = re.compile(r"\s+|\w+|[^\w\s]")
LINE = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 3000  # lines of a text, or words of a stretch, that are compared; more count as replaced
SAME, GONE, NEW = "same", "gone", "new"
Change = tuple[str, str]


def differences(before: str, after: str, around: int | None = None) -> list[Change]:
    """Stretches of (same, gone or new, words); `around` shortens what stayed the same."""
    found: list[Change] = []
    for gone, new, same in _lines(LINE.findall(before), LINE.findall(after)):
        found += [(SAME, same)] if same else _words(gone, new)
    joined = _joined(found)
    return joined if around is None else _shortened(joined, around)


def _lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """As `_steps`; of more lines than anybody writes, what the two begin and end with."""
    if max(len(old), len(new)) <= MOST:
        return _steps(old, new)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    gone, came = old[start : len(old) - end], new[start : len(new) - end]
    between = "".join(gone), "".join(came), ""
    return [("", "", "".join(old[:start])), between, ("", "", "".join(old[len(old) - end :]))]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many of the first are the same."""
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str, str]]:
    """The two lists side by side: what went, what came, or what stayed."""
    matcher = SequenceMatcher(None, old, new)
    return [
        ("", "", "".join(old[a:b]))
        if kind == "equal"
        else ("".join(old[a:b]), "".join(new[c:d]), "")
        for kind, a, b, c, d in matcher.get_opcodes()
    ]


def _words(gone: str, new: str) -> list[Change]:
    old, fresh = WORD.findall(gone), WORD.findall(new)
    if max(len(old), len(fresh)) > MOST:
        return [(GONE, gone), (NEW, new)]
    found: list[Change] = []
    for went, came, same in _steps(old, fresh):
        found += [(SAME, same)] if same else [(GONE, went), (NEW, came)]
    return found


def _joined(changes: list[Change]) -> list[Change]:
    """Neighbours of one kind as one; a lone space between two changes is part of them."""
    whole: list[Change] = []
    for kind, words in changes:
        if not words:
            continue
        if whole and whole[-1][0] == kind:
            whole[-1] = (kind, whole[-1][1] + words)
        else:
            whole.append((kind, words))
    return whole


def _shortened(changes: list[Change], around: int) -> list[Change]:
    last = len(changes) - 1
    return [
        (kind, _middle_out(words, around, n == 0, n == last) if kind == SAME else words)
        for n, (kind, words) in enumerate(changes)
    ]


def _middle_out(words: str, around: int, first: bool, last: bool) -> str:
    """Only what stands near a change."""
    if len(words) <= 2 * around + 40:
        return words
    start = "" if first else words[:around]
    end = "" if last else words[-around:]
    return f"{start} … {end}"
