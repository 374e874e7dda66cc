"""The questions about facts; everybody may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import String, func, or_, select, type_coerce
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.ageing import changes_at
from kalo.kit.db import db, get_or_404
from kalo.kit.facts import lists_with_pages, read_already, reads_facts
from kalo.kit.web import language as spoken
from kalo.shelves.models import Leaf
from kalo.toolbox.facts import Fact, Facts, facts_in_file
from kalo.toolbox.facts.fact import fact_of
from kalo.toolbox.models.facts import SAID, FactRow, FactVersion


def facts_of(name: str, language: str = "") -> Facts:
    """A set of facts by their keys, in their order; one statement."""
    return facts_of_all((name,), language)[name]


def facts_of_all(names: Sequence[str], language: str = "") -> dict[str, Facts]:
    """Several sets; one statement for any number of them, and none for what this request has read.

    A set that was never laid (an upgrade before its `kalo seed`) is read from its file.
    """
    said, kept = language or spoken(), read_already()
    wanted = [name for name in dict.fromkeys(names) if (name, said) not in kept]
    read = _read(wanted, said) if wanted else {}
    kept.update({(name, said): facts for name, facts in read.items()})
    return {name: kept[name, said] for name in dict.fromkeys(names)}


def _read(names: Sequence[str], said: str) -> dict[str, Facts]:
    today = clock.today()
    own = (FactRow.set_name, FactRow.key, FactRow.withdrawn_at)
    here = select(*own, *(getattr(FactRow, name) for name in SAID))
    here = here.where(FactRow.set_name.in_(names)).order_by(FactRow.position, FactRow.id)
    found: dict[str, dict[str, Fact]] = {}
    for row in db.session.execute(here).mappings():
        facts = found.setdefault(row["set_name"], {})
        if row["withdrawn_at"] is not None:
            continue
        fact = fact_of({**row, "set": row["set_name"]}, said, today)
        if fact.expires and not fact.is_expired:
            changes_at(datetime.combine(fact.expires + timedelta(days=1), time(), clock.ATHENS))
        facts[fact.key] = fact
    return {name: found[name] if name in found else facts_in_file(name, said) for name in names}


reads_facts(facts_of)


@dataclass(frozen=True)
class FactSet:
    """A set of facts, called as the leaf is that it belongs to."""

    name: str
    title_el: str
    title_en: str
    number: int
    late: int


def sets_of_facts() -> list[FactSet]:
    """Each set: what it is called, how many facts it has, how many are to be checked."""
    late = func.count(FactRow.id).filter(FactRow.expires < clock.today())
    titles = func.min(Leaf.title_el), func.min(Leaf.title_en)
    here = select(FactRow.set_name, *titles, func.count(FactRow.id), late).outerjoin(*_leaf())
    standing = here.where(FactRow.withdrawn_at.is_(None)).group_by(FactRow.set_name)
    rows = db.session.execute(standing.order_by(FactRow.set_name)).all()
    return [FactSet(name, el or name, en or name, *numbers) for name, el, en, *numbers in rows]


def set_called(name: str) -> FactSet:
    """What a set is called."""
    here = select(Leaf.title_el, Leaf.title_en).select_from(FactRow).join(*_leaf())
    found = db.session.execute(here.where(FactRow.set_name == name).limit(1)).first()
    el, en = found or (name, name)
    return FactSet(name, el, en, 0, 0)


def _leaf() -> tuple[Any, Any]:
    return Leaf, (Leaf.room == "toolbox") & (Leaf.slug == FactRow.leaf)


def get_set(name: str, gone: bool = False) -> list[FactRow]:
    """The facts of a set that stand, in their order, or 404; with `gone` also those that do not."""
    here = select(FactRow).where(FactRow.set_name == name)
    if not gone:
        here = here.where(FactRow.withdrawn_at.is_(None))
    rows = list(db.session.scalars(here.order_by(FactRow.position, FactRow.id)))
    if not rows:
        get_or_404(select(FactRow).where(FactRow.id < 0))
    return rows


def fact_rows(name: str, keys: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The facts of a set that stand, in both languages, as their file has them."""
    here = select(FactRow).where(FactRow.set_name == name, FactRow.withdrawn_at.is_(None))
    wanted = here if keys is None else here.where(FactRow.key.in_(keys))
    rows = db.session.scalars(wanted.order_by(FactRow.position, FactRow.id))
    names = ("key", "leaf", "position", *SAID)
    return [{"set": name, **{each: getattr(row, each) for each in names}} for row in rows]


def fact_called(name: str, key: str) -> FactRow | None:
    """A fact of a set by its key, standing or withdrawn."""
    here = select(FactRow).where(FactRow.set_name == name, FactRow.key == key)
    found: FactRow | None = db.session.scalar(here)
    return found


def leaf_of(name: str) -> str:
    """To which leaf a set belongs; "" where no fact of it was ever laid."""
    here = select(FactRow.leaf).where(FactRow.set_name == name).limit(1)
    return db.session.scalar(here) or ""


def _number() -> Any:
    """The number of a set is that of its first fact; none is ever deleted."""
    return select(FactRow.set_name, func.min(FactRow.id).label("number")).group_by(FactRow.set_name)


def facts_to_find(ids: Sequence[int] | None) -> list[FactRow]:
    """Facts that stand and have no page of their own; all of them, or these."""
    here = select(FactRow).where(FactRow.withdrawn_at.is_(None), _has_no_page())
    rows = db.session.scalars(here if ids is None else here.where(FactRow.id.in_(ids)))
    return [row for row in rows if row.about.get("name")]


def _has_no_page() -> Any:
    return FactRow.set_name.not_in(lists_with_pages())


def standing_facts(ids: Sequence[int]) -> set[int]:
    """Which of these stand."""
    here = select(FactRow.id).where(FactRow.id.in_(ids), FactRow.withdrawn_at.is_(None))
    return set(db.session.scalars(here))


def sets_to_find(ids: Sequence[int] | None) -> list[tuple[int, Leaf | None, list[FactRow]]]:
    """Sets whose facts have no pages of their own: number, leaf, what stands; two statements."""
    first = _number().subquery()
    here = select(FactRow, first.c.number, Leaf).join(first, first.c.set_name == FactRow.set_name)
    here = here.outerjoin(*_leaf()).where(FactRow.withdrawn_at.is_(None), _has_no_page())
    if ids is not None:
        here = here.where(first.c.number.in_(ids))
    found: dict[int, tuple[int, Leaf | None, list[FactRow]]] = {}
    for fact, number, leaf in db.session.execute(here.order_by(FactRow.position, FactRow.id)):
        found.setdefault(number, (number, leaf, []))[2].append(fact)
    return list(found.values())


def standing_sets(ids: Sequence[int]) -> set[int]:
    """Of which of these sets something stands."""
    first = _number().subquery()
    here = select(first.c.number).join(FactRow, FactRow.set_name == first.c.set_name)
    standing = here.where(first.c.number.in_(ids), FactRow.withdrawn_at.is_(None))
    return set(db.session.scalars(standing.distinct()))


def sets_on_the_map(after: int, most: int) -> list[tuple[int, str, datetime]]:
    """Number, name and last change of each set of which something stands, by number."""
    first = _number().subquery()
    columns = (first.c.number, FactRow.set_name, func.max(FactRow.changed_at))
    here = select(*columns).join(first, first.c.set_name == FactRow.set_name)
    here = here.where(FactRow.withdrawn_at.is_(None), first.c.number > after)
    some = here.group_by(first.c.number, FactRow.set_name).order_by(first.c.number).limit(most)
    return [(row[0], row[1], row[2]) for row in db.session.execute(some)]


def found_as(name: str, keys: Collection[str]) -> list[str]:
    """What search calls a set and some of its facts."""
    if name in lists_with_pages():
        return []
    here = select(FactRow.id, FactRow.key, FactRow.about).where(FactRow.set_name == name)
    rows = db.session.execute(here.order_by(FactRow.id)).all()
    own = [f"fact:{row.id}" for row in rows if row.key in keys and row.about.get("name")]
    return [*(f"facts:{row.id}" for row in rows[:1]), *own]


def get_fact(fact_id: int) -> FactRow:
    """A fact, standing or withdrawn, or 404."""
    found: FactRow = get_or_404(select(FactRow).where(FactRow.id == fact_id))
    return found


def versions_of(fact: FactRow) -> list[FactVersion]:
    """Everything it ever said, the newest first, with who said it."""
    here = select(FactVersion).where(FactVersion.fact_id == fact.id)
    order = here.options(joinedload(FactVersion.by)).order_by(FactVersion.revision.desc())
    return list(db.session.scalars(order))


def get_version(fact: FactRow, revision: int) -> FactVersion:
    """One of them, or 404."""
    here = select(FactVersion).where(FactVersion.fact_id == fact.id)
    found: FactVersion = get_or_404(here.where(FactVersion.revision == revision))
    return found


def _owed() -> Any:
    late = (FactRow.expires < clock.today()) & FactRow.withdrawn_at.is_(None)
    return or_(late, FactRow.waits.is_not(None))


def facts_to_check() -> list[FactRow]:
    """What editors owe a look: expired, or said otherwise by its file since somebody changed it."""
    order = select(FactRow).where(_owed()).order_by(FactRow.expires, FactRow.set_name, FactRow.id)
    return list(db.session.scalars(order))


def count_to_check() -> int:
    """How many of them there are."""
    return int(db.session.scalar(select(func.count(FactRow.id)).where(_owed())) or 0)


def untold_facts(most: int) -> list[FactRow]:
    """Those of which editors have not been told yet."""
    late = FactRow.expires < clock.today()
    untold = FactRow.told_for.is_(None) | (FactRow.told_for != FactRow.expires)
    here = select(FactRow).where(late, untold, FactRow.withdrawn_at.is_(None))
    return list(db.session.scalars(here.order_by(FactRow.id).limit(most).with_for_update()))


def editors() -> list[Person]:
    """Everybody who looks after facts."""
    roles: Any = type_coerce(Person.roles, String)
    trusted = or_(roles.like("%editor%"), roles.like("%administrator%"))
    here = select(Person).where(trusted, Person.erased_at.is_(None)).order_by(Person.id)
    return list(db.session.scalars(here))
