"""How a room says what of its own can be flagged and ruled on, and what can wait for a look.

A room says once, in its own `moderated.py`:

    moderates(Moderated("post", _("Reply"), find, visible, may_rule, hide, unhide, …))
    publishes("forum.reply", publish)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kalo.accounts.models import Person

STANDS, HIDDEN, DELETED = "stands", "hidden", "deleted"
Before = dict[str, Any]
# What a verb leaves behind is what its undoing is given; `by` is None for the house itself.
Verb = Callable[[str, Person | None], Before | None]
Undo = Callable[[str, Person | None, Before], None]
Publish = Callable[[Person, dict[str, Any]], tuple[str, str]]
GiveBack = Callable[[Person, dict[str, Any]], str]


@dataclass(frozen=True)
class Thing:
    """Something that a person wrote, as moderators see it; `path` is without a language prefix."""

    subject: str
    title: str
    html: str
    source: str
    path: str
    author: Person | None
    revision: int = 1
    state: str = STANDS
    unnamed: bool = False  # written under a pseudonym: whoever looks at it reads no name

    @property
    def author_id(self) -> int | None:
        """Whose it is."""
        return self.author.id if self.author else None


@dataclass(frozen=True)
class Moderated:
    """A kind of thing; its subject is `kind:key`, and the functions here take keys.

    `find` answers many in one statement, whoever asks; `visible` and `may_rule` say for whom one
    of them is there. A verb that a kind does not know is None, and moderators are not offered it.
    """

    kind: str
    label: Any
    find: Callable[[list[str]], dict[str, Thing]]
    visible: Callable[[Person | None, str], bool]
    may_rule: Callable[[Person | None, str], bool]
    hide: Verb | None = None
    unhide: Undo | None = None
    delete: Verb | None = None
    restore: Undo | None = None
    edit_path: Callable[[Thing], str] | None = None


kinds: dict[str, Moderated] = {}
publishers: dict[str, tuple[Publish, GiveBack | None]] = {}


def moderates(moderated: Moderated) -> None:
    """Declare a kind at import."""
    kinds[moderated.kind] = moderated


def publishes(kind: str, publish: Publish, give_back: GiveBack | None = None) -> None:
    """Declare how a held text is published (answers its subject and path), and given back.

    `publish` gets the author and the values that were held; it raises `Refused` where its place
    is gone. `give_back` keeps the text as a draft of its author, and answers where one goes on.
    """
    publishers[kind] = (publish, give_back)


def parts_of(subject: str) -> tuple[Moderated | None, str]:
    """The kind and the key of a subject; no kind where nothing of it can be ruled on."""
    kind, _colon, key = subject.partition(":")
    return kinds.get(kind), key


def find_things(subjects: Iterable[str]) -> dict[str, Thing]:
    """The things behind subjects; one statement for each kind among them."""
    keys: dict[str, list[str]] = {}
    for subject in subjects:
        kind, _colon, key = subject.partition(":")
        keys.setdefault(kind, []).append(key)
    found: dict[str, Thing] = {}
    for kind, wanted in keys.items():
        if kind in kinds:
            found |= {f"{kind}:{key}": thing for key, thing in kinds[kind].find(wanted).items()}
    return found


def find_thing(subject: str) -> Thing | None:
    """One thing, whoever asks."""
    return find_things([subject]).get(subject)


def is_visible(subject: str, person: Person | None) -> bool:
    """Whether this person may see it; nobody sees what no room knows."""
    moderated, key = parts_of(subject)
    return moderated is not None and moderated.visible(person, key)


def visible_thing(subject: str, person: Person | None) -> Thing | None:
    """The thing, if this person may see it."""
    return find_thing(subject) if is_visible(subject, person) else None


def numbers(keys: Iterable[str]) -> list[int]:
    """Keys that are ids, as numbers; anything else is nobody's."""
    return [int(key) for key in keys if key.isdecimal() and len(key) < 10]
