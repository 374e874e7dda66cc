"""Roles, the lobby, who was removed, and the names of those who take part without theirs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kalo.live.folds.state import Pieces, Row, State, folds

ALIASED = 2**30  # and the number of a pseudonym: somebody whom those who lead know by that alone


@folds
@dataclass
class People:
    """What the log says of people; who may come at all, the event says."""

    PART: ClassVar[str] = "people"
    VERSION: ClassVar[int] = 1

    roles: dict[int, str] = field(default_factory=dict)  # given in the room
    lobby: bool = False
    waiting: dict[int, datetime] = field(default_factory=dict)  # in the order of knocking
    admitted: set[int] = field(default_factory=set)
    removed: dict[int, str] = field(default_factory=dict)  # and why
    veiled: set[int] = field(default_factory=set)  # who take part under a pseudonym
    aliases: dict[int, int] = field(default_factory=dict)  # the number of their pseudonym

    def waits(self, who: int) -> bool:
        """True for whoever has to be let in first; asked for roles that wait."""
        return self.lobby and who not in self.admitted

    def meant(self, who: int) -> int:
        """Who is meant by a number, be it that of a pseudonym."""
        if who <= ALIASED:
            return who
        return next((one for one, alias in self.aliases.items() if alias == who - ALIASED), who)

    def on_role_given(self, row: Row, state: State) -> Pieces:
        who = row.payload["who"]
        self.roles[who] = row.payload["role"]
        return ("panel-people", f"@{who}")

    def on_lobby_opened(self, row: Row, state: State) -> Pieces:
        """From now on people are let in one by one; those who are named are in already."""
        self.lobby = True
        self.admitted.update(row.payload.get("inside", ()))
        return ("panel-people", "lobby")

    def on_lobby_closed(self, row: Row, state: State) -> Pieces:
        told = [f"@{who}" for who in self.waiting]
        self.lobby = False
        self.waiting.clear()
        return ("panel-people", "lobby", *told)

    def on_knocked(self, row: Row, state: State) -> Pieces:
        if self.waits(row.who):
            self.waiting.setdefault(row.who, row.at)
        return ("lobby",)

    def on_admitted(self, row: Row, state: State) -> Pieces:
        """One, or all who wait."""
        let_in = [row.payload["who"]] if row.payload.get("who") else list(self.waiting)
        for who in let_in:
            self.admitted.add(who)
            self.waiting.pop(who, None)
        return ("lobby", *(f"@{who}" for who in let_in))

    def on_removed(self, row: Row, state: State) -> Pieces:
        who = row.payload["who"]
        self.removed[who] = row.payload.get("reason", "")
        self.waiting.pop(who, None)
        return ("panel-people", "lobby", f"@{who}")

    def on_let_back(self, row: Row, state: State) -> Pieces:
        who = row.payload["who"]
        self.removed.pop(who, None)
        self.admitted.add(who)
        return ("panel-people", f"@{who}")

    def on_veiled(self, row: Row, state: State) -> Pieces:
        """From now on, or no longer: what was said under a pseudonym stays under it."""
        if row.payload.get("off"):
            self.veiled.discard(row.who)
        else:
            self.veiled.add(row.who)
            self.name_anew(row.who)
        return ("panel-people", f"@{row.who}")

    def name_anew(self, who: int) -> None:
        """The next pseudonym, for whoever needs one and has none."""
        self.aliases.setdefault(who, len(self.aliases) + 1)
