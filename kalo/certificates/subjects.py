"""How a room says what a person has earned, and on what grounds.

A room says once, in its own `certified.py`:

    certifies(Certified("programme", PROGRAMME, earned, grounds))

`earned(person)` answers, in one statement, all of this kind that a person has earned;
`grounds(person, earned)` what the paper says of one of them, in the language that is spoken now.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kalo.accounts.models import Person


@dataclass(frozen=True)
class Earned:
    """Something that a person has earned; `path` is where it stands, without a language prefix."""

    subject: str
    title_el: str
    title_en: str
    earned_on: date
    path: str


@dataclass(frozen=True)
class Grounds:
    """What a paper says of it, in one language."""

    title: str
    outcomes: list[str]
    hours: float | None
    assessment: list[str]
    participation: str
    quality: str
    more: list[tuple[str, str]] = field(default_factory=list)  # label and words
    sample: bool = False


FindEarned = Callable[[Person], Sequence[Earned]]
FindGrounds = Callable[[Person, Earned], Grounds]
# Since when what was ripe, and whose: for what is earned by time passing, not by an act.
FindRipe = Callable[[datetime], Iterable[tuple[int, Earned]]]


@dataclass(frozen=True)
class Certified:
    """A kind of subject, and the kind of paper that certifies it."""

    kind: str
    paper: str
    earned: FindEarned
    grounds: FindGrounds
    ripe: FindRipe | None = None


kinds: dict[str, Certified] = {}


def certifies(certified: Certified) -> None:
    """Declare a kind at import."""
    kinds[certified.kind] = certified


def kind_of(subject: str) -> Certified | None:
    """Who knows this subject; None where nothing of it can be certified."""
    return kinds.get(subject.partition(":")[0])


def all_earned(person: Person) -> list[Earned]:
    """What a person has earned in all rooms, the latest first; a statement for each kind."""
    found = [earned for kind in kinds.values() for earned in kind.earned(person)]
    return sorted(found, key=lambda earned: earned.earned_on, reverse=True)


def find_earned(person: Person, subject: str) -> Earned | None:
    """One of them."""
    kind = kind_of(subject)
    mine = kind.earned(person) if kind else ()
    return next((earned for earned in mine if earned.subject == subject), None)


def ripe_since(moment: datetime) -> list[tuple[int, Earned]]:
    """Whose has become ripe since then, with whose it is."""
    return [pair for kind in kinds.values() if kind.ripe for pair in kind.ripe(moment)]
