"""What people are called in a document: by name, by a pseudonym of this document, or not at all."""

import secrets
from collections.abc import Iterable

from flask_babel import gettext as _

from kalo.live import queries
from kalo.live.folds import People, State
from kalo.live.models import Name
from kalo.live.views.pseudonyms import pseudonym

NAMES, PSEUDONYMS, NONE = "names", "pseudonyms", "none"
NAMINGS = (NAMES, PSEUDONYMS, NONE)
Somebody = tuple[int, bool]  # and whether it was said under a pseudonym


class Naming:
    """One document's way to call people.

    Whatever was said under a pseudonym of the room keeps one in every version, and is never brought
    together with what the same person said under their name. Numbers of the pseudonym version are
    drawn by lot for each document: neither order nor number says who it is.
    """

    def __init__(self, way: str, state: State, room: int, language: str) -> None:
        self.way, self._state, self._room, self._language = way, state, room, language
        self._known: dict[int, Name] = {}
        self._numbers: dict[Somebody, int] = {}

    def learn(self, people: Iterable[Somebody], present: Iterable[int]) -> None:
        """All who will be named, before anything is written: in one statement, or by one lot."""
        everybody = sorted({each for each in people if each[0]})
        if self.way == NAMES:
            named = {who for who, veiled in everybody if not veiled}
            self._known = queries.names_of(named | set(present))
        lots = list(range(1, len(everybody) + 1))
        secrets.SystemRandom().shuffle(lots)
        self._numbers = dict(zip(everybody, lots, strict=True))

    def call(self, who: int, veiled: bool = False) -> str:
        """How this document calls somebody; empty where it calls nobody."""
        if not who or self.way == NONE:
            return ""
        if self.way == PSEUDONYMS:
            return _("Person %(number)s", number=self._numbers[who, veiled])
        if veiled:
            number = self._state.of(People).aliases.get(who, 0)
            return pseudonym(number, self._room, self._language)
        known = self._known.get(who)
        return (known.name if known else "") or _("former member")
