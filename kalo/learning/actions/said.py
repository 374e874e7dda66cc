"""What a block says in each language, and where it stands while it is read."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kalo.learning.actions.media import Shelf
from kalo.learning.actions.prose import render_text
from kalo.learning.actions.source import Fields, Part


@dataclass(frozen=True)
class Place:
    """Where a block stands: its lesson, the files beside it, and the banks of its programme."""

    lesson: str
    shelf: Shelf
    banks: Mapping[str, int]


Words = dict[str, Part]
Read = Callable[[Place, str, Words], tuple[dict[str, Fields], Fields]]


def said_in(
    words: Words,
    *needed: str,
    more: Collection[str] = (),
    html: Collection[str] = (),
    once: Collection[str] = (),
    apart: Collection[str] = (),
) -> dict[str, Fields]:
    """What a block says in each language; `more` may be missing, `once` stands in Greek alone.

    What is said in Greek is said in English too, where the block is there at all.
    """
    said: dict[str, Fields] = {}
    for language, part in words.items():
        part.only(*needed, *more, *apart, *(once if language == "el" else ()))
        said[language] = {}
        for name in (*needed, *more):
            wanted = name in needed or bool(said["el"].get(name))
            read = render_text(part, name, language, wanted) if name in html else None
            said[language][name] = part.text(name, wanted) if read is None else read
    return said
