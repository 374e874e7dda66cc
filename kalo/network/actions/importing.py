"""A table of organisations: looked at line by line, then kept whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.network.actions.organisations import change, make
from kalo.network.models import INVITED, Organisation

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass(frozen=True)
class Planned:
    """What a line of a table would do."""

    number: int  # of the line in the file
    values: dict[str, Any]
    organisation: Organisation | None = None
    # What somebody else wrote there since it was looked at, where the table says otherwise.
    theirs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """New, changed, or the same as it is."""
        if self.organisation is None:
            return NEW
        stands = self.organisation
        differs = any(getattr(stands, name) != value for name, value in self.values.items())
        return CHANGED if differs else SAME

    def leaving_theirs(self) -> Self:
        """The same, but what somebody else wrote meanwhile stands."""
        return replace(self, values={**self.values, **self.theirs}, theirs={})


def keep(person: Person, planned: Sequence[Planned]) -> dict[str, int]:
    """Do all that was planned; the request keeps the whole of it, or nothing."""
    done = {NEW: 0, CHANGED: 0, SAME: 0}
    for each in planned:
        what = each.what
        done[what] += 1
        if each.organisation is None:
            make(each.values, person, INVITED, "")
        elif what == CHANGED:
            change(each.organisation, person, each.values, each.organisation.revision)
    said = f"+{done[NEW]} ~{done[CHANGED]}"
    note_staff_act(person, "imported organisations", "network:import", said)
    return done
