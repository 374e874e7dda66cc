"""The room as it looks to somebody: to one visitor, or to all of one role in one language."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from flask import has_request_context, request, url_for
from flask_babel import gettext as _

from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.text import sort_key
from kalo.kit.web import in_language, language
from kalo.live import queries
from kalo.live.doors import Door
from kalo.live.folds import ALIASED, People, Stage, State
from kalo.live.kinds import KINDS
from kalo.live.models import FACILITATOR, LEADS, OBSERVER, Name
from kalo.live.shapes import texts_of
from kalo.live.views.pseudonyms import pseudonym

T = TypeVar("T")


@dataclass
class Look:
    """What templates of the room are given.

    A look without a visitor (`who` is 0) is shared: all of one role get the same, so nothing in
    it may depend on who looks. What is somebody's own, panels say with `mine`.
    """

    door: Door
    role: str
    who: int = 0
    at: datetime = field(default_factory=lambda: clock.now())
    language: str = field(default_factory=language)
    typed: dict[str, Any] = field(default_factory=dict)  # what was refused comes back
    refused: dict[str, str] = field(default_factory=dict)  # and why, by kind
    told: set[str] = field(default_factory=set)  # the kinds whose refusal stands on the page
    placed: set[str] = field(default_factory=set)  # those whose words stand in their form again
    everything: bool = False  # also what stands before the last hundred lines
    present: list[int] = field(default_factory=list)  # who is here; where it is asked for
    names: dict[int, Name] = field(default_factory=dict)
    wanted: set[int] = field(default_factory=set)

    @property
    def event(self) -> Event:
        """The event."""
        return self.door.event

    @property
    def state(self) -> State:
        """What the log amounts to."""
        return self.door.state

    def of(self, part: type[T]) -> T:
        """One part of the room, by its class."""
        return self.door.state.of(part)

    @property
    def base(self) -> str:
        """Where the room stands, also for a socket, whose own address has no language."""
        path = url_for("live.show_room", event_id=self.event.id).removeprefix("/en")
        return in_language(path, self.language)

    @property
    def leads(self) -> bool:
        """True for those who lead: they get the buttons for it."""
        return self.role in LEADS

    @property
    def writes(self) -> bool:
        """True while there is something to press."""
        return self.door.takes_words(self.at)

    def may(self, kind: str) -> bool:
        """True where a form for this act is to be shown."""
        chosen = KINDS[kind]
        return self.role in chosen.who and (chosen.after_hours or self.writes)

    def why(self, kind: str) -> str:
        """Why an act of this kind was refused; it stands on the page from now on."""
        self.told.add(kind)
        return self.refused.get(kind, "")

    def typed_in(self, kind: str, about: int | None = None) -> Mapping[str, Any]:
        """What was typed into this form and refused, to stand in it again."""
        words: Mapping[str, Any] = self.typed.get(kind, {})
        if about is not None and str(words.get("about")) != str(about):
            return {}
        self.placed.add(kind)
        return words

    def in_address(self, name: str) -> int:
        """A number in the address of a visitor's own page; 0 where there is none."""
        typed = request.args.get(name, "") if self.personal and has_request_context() else ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @property
    def given_back(self) -> list[tuple[str, list[str]]]:
        """Refusals whose form is not on the page any more, or has no place for them: why, words."""
        found = [
            ("" if kind in self.told else why, [] if kind in self.placed else self._texts(kind))
            for kind, why in self.refused.items()
        ]
        return [(why, words) for why, words in found if why or words]

    def _texts(self, kind: str) -> list[str]:
        """What somebody wrote into an act; what they only chose is no loss."""
        words = self.typed.get(kind, {})
        return [words[name] for name in texts_of(KINDS[kind].shape) if words.get(name)]

    @property
    def calm_kinds(self) -> str:
        """The kinds whose news may be some seconds late."""
        return " ".join(kind.name for kind in KINDS.values() if kind.calm)

    @property
    def personal(self) -> bool:
        """True for one visitor's own page; forms of shared pieces get their keys from scripts."""
        return self.who != 0

    @property
    def key(self) -> str:
        """A fresh key for a form that does something once."""
        return uuid.uuid4().hex

    def know(self, whos: Iterable[int]) -> None:
        """These will be named: their names are fetched together, before anything is written."""
        self.wanted.update(whos)

    def fetch_names(self) -> None:
        """Ask for all names that are wanted, in one statement."""
        missing = self.wanted - self.names.keys()
        if missing:
            self.names.update(queries.names_of(missing))

    def name(self, who: int, veiled: bool | None = None) -> str:
        """How somebody is called here: now, or by what they said, `veiled` or under their name.

        What was said under a pseudonym stays under it, and what was said under a name under that:
        otherwise whoever read both would know them for one.
        """
        people = self.of(People)
        if veiled is None:
            veiled = who in people.veiled and who != self.who
        if veiled:
            return pseudonym(people.aliases.get(who, 0), self.event.id, self.language)
        known = self.names.get(who)
        return (known.name if known else "") or _("former member")

    def face(self, who: int, veiled: bool | None = None) -> Any:
        """The person behind a name, for a picture; None for guests and pseudonyms."""
        known = self.names.get(who)
        hidden = who in self.of(People).veiled if veiled is None else veiled
        return None if hidden or known is None else known.person

    def role_of(self, who: int) -> str:
        """What somebody is, as far as it is shown to all: by the event, or given here."""
        by_event = self.door.role_by_event(who)
        if by_event == FACILITATOR:
            return FACILITATOR
        return self.of(People).roles.get(who) or by_event or ""

    def role_shown(self, who: int) -> str:
        """The same beside the name that is shown: of a pseudonym it would say who it is."""
        return "" if who in self.of(People).veiled else self.role_of(who)

    def meant(self, who: int) -> int:
        """The number by which a form means somebody; of a pseudonym not that of the person."""
        people = self.of(People)
        return ALIASED + people.aliases[who] if who in people.veiled else who

    @property
    def present_by_name(self) -> list[int]:
        """Who is here, by the names that are shown; who only observes is not named."""
        named = (who for who in self.present if self.role_of(who) != OBSERVER)
        return sorted(named, key=lambda who: (sort_key(self.name(who)), who))

    @property
    def out_by_name(self) -> list[tuple[int, str]]:
        """Who had to leave, and why."""
        return list(self.of(People).removed.items())

    @property
    def veiled(self) -> bool:
        """True for whoever takes part under a pseudonym."""
        return self.who in self.of(People).veiled

    @property
    def lobby_is_open(self) -> bool:
        """True while people are let in one by one."""
        return self.of(People).lobby

    @property
    def stage(self) -> Stage:
        """The steps and the clock."""
        return self.of(Stage)


def look_of(door: Door, role: str | None = None, **more: Any) -> Look:
    """The room as this visitor sees it."""
    return Look(door, role or door.role or "", door.visitor.who, **more)


def shared_look(door: Door, role: str) -> Look:
    """The room as all of one role see it, in the language that is spoken now."""
    return Look(door, role)
