"""What may be in a text, and how fast, by trust. Pure functions: no database, no request."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kalo.kit import text

PUBLISH, HOLD, REFUSE = "publish", "hold", "refuse"
HASTE = 3.0  # seconds in which nobody reads a form, writes and adds an address
REPEATED = timedelta(hours=24)
_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]>\"']+", re.I)
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\(")
_WHOLE_IMAGE = re.compile(_IMAGE.pattern + r"[^)\n]{0,500}\)")
_MENTION = re.compile(r"(?<![\w/@.])@[a-z0-9][a-z0-9_.-]{1,39}", re.I)


@dataclass(frozen=True)
class Limits:
    """How much of each a text may have, and how many texts a minute and an hour may have."""

    links: int
    images: int
    mentions: int
    a_minute: int
    an_hour: int


# By trust; staff have what 3 has. For those who are known, rooms have limits of their own too.
LIMITS = (
    Limits(links=2, images=1, mentions=2, a_minute=2, an_hour=15),
    Limits(links=8, images=6, mentions=8, a_minute=20, an_hour=60),
    Limits(links=20, images=15, mentions=15, a_minute=20, an_hour=90),
    Limits(links=40, images=30, mentions=25, a_minute=20, an_hour=120),
)


@dataclass(frozen=True)
class Verdict:
    """What becomes of a text: published, held for a look, or refused with words for its writer.

    `look` says that it is published and stands in the queue as a first post.
    """

    act: str = PUBLISH
    words: str = ""
    why: str = ""
    look: bool = False


@dataclass(frozen=True)
class Counted:
    """What a text holds."""

    links: int
    images: int
    mentions: int


def links_in(source: str) -> list[str]:
    """The addresses in a text, pictures' own left out: as they are typed or, where these are
    more, as they are read (example.com is a link, too)."""
    typed = _LINK.findall(_WHOLE_IMAGE.sub("", source))
    read = [link for link in text.Speech(source[: text.MAX]).links if link.startswith("http")]
    return max(typed, read, key=len)


def count(source: str) -> Counted:
    """How many links, images and mentions a text has."""
    images, without = len(_IMAGE.findall(source)), _WHOLE_IMAGE.sub("", source)
    return Counted(len(links_in(source)), images, len(set(_MENTION.findall(without))))


def fingerprint(source: str) -> str:
    """The same for texts that differ only in case, accents, spaces and signs."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", text.fold(source))).encode()).hexdigest()


def compared(typed: str) -> str:
    """A watched word as it is kept: folded, one space between words."""
    return " ".join(text.fold(typed).split())


def watched_in(source: str, watched: Iterable[str]) -> list[str]:
    """The watched words that stand in a text; a word whole, an address anywhere."""
    folded = f" {compared(source)} "
    return [word for word in watched if _stands(word, folded)]


def _stands(word: str, folded: str) -> bool:
    if re.search(r"[./:@]", word):
        return word in folded
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) is not None
