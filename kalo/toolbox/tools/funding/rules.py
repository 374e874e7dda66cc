"""What a funding tool is, what somebody looks for, and whether the one suits the other; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any, Protocol

from kalo.toolbox.tools.funding import words as vocabulary
from kalo.toolbox.tools.funding.finding import asked_words, sought
from kalo.toolbox.tools.funding.words import CLOSED, EXPECTED, OPEN, UNKNOWN

ORDER = {OPEN: 0, EXPECTED: 10, UNKNOWN: 20, CLOSED: 30}
GENERAL = 2  # what nobody has read comes after what is to be checked (1) and what holds (0)
FORM_KEYS = tuple(key for key, _label in (*vocabulary.FORMS, vocabulary.SUPPORT))
STAGE_KEYS = tuple(key for key, _label in vocabulary.STAGES)
LEGAL_KEYS = tuple(key for key, _label in vocabulary.LEGAL_FORMS)
REGION_KEYS = tuple(key for key, _label in vocabulary.REGIONS)
LAST_DAY = date(9999, 12, 31)
REMINDED = (14, 3)  # days before a deadline


def mask(values: Iterable[str], keys: Sequence[str]) -> int:
    """Some of the keys as bits; nothing said is 0."""
    return sum(1 << keys.index(value) for value in set(values))


def area_mask(areas: Iterable[str]) -> int:
    """Regions as bits: Greece, and Europe, are each of them."""
    named = set(areas)
    wide = named & {key for key, _label in vocabulary.WIDE}
    return mask(REGION_KEYS if wide else named, REGION_KEYS)


class Entry(Protocol):
    """A funding tool as its table has it: sets as bits, 0 where the source does not say."""

    family: Any
    forms: Any
    stages: Any
    legal_forms: Any
    areas: Any
    least: Any
    most: Any
    opens: Any
    closes: Any
    state: Any
    words: Any


def state_on(entry: Entry, today: date) -> str:
    """Whether one can apply: days overrule what was seen; without days it stands as seen."""
    if entry.state == CLOSED or (entry.closes and entry.closes < today):
        return CLOSED
    if entry.opens and entry.opens > today:
        return EXPECTED
    if entry.closes:
        return OPEN
    if entry.state == EXPECTED and entry.opens:
        return UNKNOWN  # its day came, and nobody has looked since
    return str(entry.state)


def place_of(entry: Any, today: date) -> int:
    """Its place in the list: by its state, then by how sure we are of it."""
    if entry.mark == "general":
        sure = GENERAL
    else:
        sure = int(entry.expires is not None and entry.expires < today)
    return ORDER[state_on(entry, today)] + sure


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; what is empty asks for nothing."""

    q: str = ""
    family: str = ""
    form: tuple[str, ...] = ()
    stage: str = ""
    amount: int | None = None
    legal: str = ""
    area: str = ""
    within: int | None = None
    state: tuple[str, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As JSON holds it: what is asked for, nothing else."""
        said = {name: value for name, value in asdict(self).items() if value not in ("", None, ())}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in said.items()}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Wish":
        """What was kept, without words that are known no more."""
        known = {each.name for each in fields(cls)}
        said: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept.items()
            if name in known
        }
        return cls(**said)

    def __bool__(self) -> bool:
        return bool(self.kept())


def fits(entry: Entry, wish: Wish, today: date) -> bool:
    """The same as the question to the table (`queries.fitting`), for one entry in hand.

    Where a source does not say for whom or how much, the entry is shown: one asks the giver.
    """
    return (
        (not wish.family or entry.family == wish.family)
        and _among(entry.forms, wish.form, FORM_KEYS)
        and _among(entry.stages, (wish.stage,) if wish.stage else (), STAGE_KEYS)
        and _among(entry.legal_forms, (wish.legal,) if wish.legal else (), LEGAL_KEYS)
        and _among(entry.areas, (wish.area,) if wish.area else (), REGION_KEYS)
        and _enough(entry, wish.amount)
        and (not wish.state or state_on(entry, today) in wish.state)
        and _soon(entry, wish.within, today)
        and all(_holds(entry.words, word) for word in asked_words(wish.q))
    )


def _among(bits: int, wanted: Iterable[str], keys: Sequence[str]) -> bool:
    asked = mask(wanted, keys)
    return not asked or not bits or bool(bits & asked)


def _enough(entry: Entry, amount: int | None) -> bool:
    if amount is None:
        return True
    return (entry.least is None or entry.least <= amount) and (
        entry.most is None or entry.most >= amount
    )


def _soon(entry: Entry, within: int | None, today: date) -> bool:
    if within is None:
        return True
    last = today + timedelta(days=within)
    return state_on(entry, today) != CLOSED and bool(entry.closes) and entry.closes <= last


def _holds(kept: str, word: str) -> bool:
    return any(piece in kept for piece in sought(word))


@dataclass(frozen=True)
class Doubts:
    """What the source does not say of what somebody asks for; words for the card."""

    legal: bool = False
    stage: bool = False
    area: bool = False
    amount: bool = False
    form: bool = False

    def __bool__(self) -> bool:
        return any(asdict(self).values())


def doubts(entry: Entry, wish: Wish) -> Doubts:
    """Why an entry that is shown may yet not fit: its source is silent."""
    return Doubts(
        legal=bool(wish.legal) and not entry.legal_forms,
        stage=bool(wish.stage) and not entry.stages,
        area=bool(wish.area) and not entry.areas,
        amount=wish.amount is not None and entry.least is None and entry.most is None,
        form=bool(wish.form) and not entry.forms,
    )


def reminder_on(entry: Entry, today: date) -> int | None:
    """Which of the reminders of a deadline is due today: 14, 3, or none."""
    if state_on(entry, today) != OPEN or not entry.closes:
        return None
    left = (entry.closes - today).days
    due = [days for days in REMINDED if left <= days]
    return min(due) if due else None


@dataclass(frozen=True)
class Case:
    """For what papers are gathered: the forms of money, the stage and the legal form."""

    forms: frozenset[str] = frozenset()
    stage: str = ""
    legal: str = ""
    needs: frozenset[str] = field(default_factory=frozenset)


# Who stands on the General Register by law; the others may enter it.
REGISTERED = ("koinsep", "koinsep-vulnerable", "koinsep-special", "worker-cooperative", "koispe")


def is_asked(key: str, about: Mapping[str, Any], case: Case) -> bool:
    """Whether a paper is usually asked for; what somebody has not said rules nothing out."""
    if key in case.needs:
        return True
    if about.get("only_if_needed"):
        return False
    if about.get("registered") and case.legal not in ("", *REGISTERED):
        return False
    stages, forms = about.get("stages"), about.get("forms")
    if stages and case.stage and case.stage not in stages:
        return False
    return not forms or not case.forms or bool(case.forms & set(forms))
