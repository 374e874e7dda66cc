"""WebVTT, read strictly: what is said from when to when."""

import re
from html import unescape
from pathlib import Path

from kalo.kit import text as greek
from kalo.learning.actions.source import Source

Cue = list[float | str]
_MOMENT = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_MOMENT} +--> +{_MOMENT}((?: +(?:align|line|position|size):\S+)*) *")
_VOICE = re.compile(r"<v(?:\.[\w.]+)? +([^<>]+)>")
_TAG = re.compile(r"</?(?:i|b|u|c(?:\.[\w.]+)?)>|</v>")


def read_captions(path: Path) -> list[Cue]:
    """The cues of a file as [start, end, text]; raises `BadContent` for the first odd thing."""
    source = Source(path)
    lines = source.read().removeprefix("\ufeff").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise source.wrong("captions begin with a line WEBVTT")
    cues: list[Cue] = []
    for number, block in _blocks(lines):
        if block[0].startswith("NOTE") or number == 1:
            continue
        cue = _cue(source, number, block)
        if cues and cue[0] < cues[-1][0]:  # type: ignore[operator]
            raise source.wrong_at(number, "a caption begins before the one above it")
        cues.append(cue)
    if not cues:
        raise source.wrong("there are no captions here")
    return cues


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Lines that stand together, each group with the number of its first line."""
    groups: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if number > 1 and lines[number - 2].strip() and groups:
            groups[-1][1].append(line)
        else:
            groups.append((number, [line]))
    return groups


def _cue(source: Source, number: int, block: list[str]) -> Cue:
    if "-->" not in block[0] and len(block) > 1:
        number, block = number + 1, block[1:]
    times = _TIMES.fullmatch(block[0].strip())
    if times is None:
        raise source.wrong_at(number, "wants times such as 00:01.000 --> 00:04.000")
    start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:8])
    if end <= start:
        raise source.wrong_at(number, "a caption ends after it begins")
    return [start, end, _said(source, number + 1, "\n".join(block[1:]))]


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return round(hours * 3600 + minutes * 60 + seconds + thousandths / 1000, 3)


def _said(source: Source, number: int, text: str) -> str:
    bare = _TAG.sub("", _VOICE.sub(r"\1: ", text))
    if not bare.strip():
        raise source.wrong_at(number, "a caption without words")
    if "<" in bare or "-->" in bare:
        raise source.wrong_at(number, "only <v>, <i>, <b>, <u> and <c> may stand in a caption")
    plain = " ".join(unescape(bare).split())
    if greek.clean(plain) != plain:
        raise source.wrong_at(number, "holds a character that nobody sees")
    return plain
