"""What happened while somebody was away, short enough to be read in a minute."""

from dataclasses import dataclass, field
from datetime import datetime

from kalo.live.folds import State, Step
from kalo.live.views.minutes.sections import Section, sections_of
from kalo.live.views.minutes.telling import Telling, Told

MOST = 12  # things that are told one by one, all in all
SHORT = 140  # characters of each


@dataclass(frozen=True)
class Point:
    """Something that was settled meanwhile, and where it stands."""

    title: str
    words: str
    answer: str
    anchor: str


@dataclass
class Piece:
    """What was missed of a step."""

    step: Step | None
    points: list[Point] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)


def missed_between(state: State, language: str, left: datetime, came: datetime) -> list[Piece]:
    """By step: what was settled, the rest as numbers; nothing of steps in which nothing was."""
    sections = sections_of(state, language)
    told = [_piece(section, left, came) for section in sections]
    return _bounded([piece for piece in told if piece.points or piece.counts])


def _piece(section: Section, left: datetime, came: datetime) -> Piece:
    piece = Piece(section.step)
    for telling, all_told in section.groups():
        settled = [told for told in all_told if told.settled_at and left < told.settled_at <= came]
        piece.points += [_point(telling, told) for told in settled]
        others = [told for told in all_told if left < told.at <= came and told not in settled]
        piece.counts += [telling.count(len(others))] if others else []
    return piece


def _point(telling: Telling, told: Told) -> Point:
    return Point(str(telling.title), _short(told.words), _short(told.answer), told.anchor)


def _short(words: str) -> str:
    """The beginning, up to a word's end."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]}…"


def _bounded(pieces: list[Piece]) -> list[Piece]:
    """The latest points; the page itself has the earlier ones."""
    left = MOST
    for piece in reversed(pieces):
        piece.points = piece.points[-left:] if left else []
        left -= len(piece.points)
    return [piece for piece in pieces if piece.points or piece.counts]
