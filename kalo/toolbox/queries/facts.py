"""The questions about facts; everybody may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import String, func, or_, select, type_coerce
from sqlalchemy.orm import joinedload

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.ageing import changes_at
from kalo.kit.db import db, get_or_404
from kalo.kit.facts import reads_facts
from kalo.kit.web import language as spoken
from kalo.shelves.models import Leaf
from kalo.toolbox.facts import Fact, Facts, facts_in_file
from kalo.toolbox.facts.fact import fact_of
from kalo.toolbox.models.facts import SAID, FactRow, FactVersion


def facts_of(name: str, language: str = "") -> Facts:
    """A set of facts by their keys, in their order; one statement."""
    return facts_of_all((name,), language)[name]


def facts_of_all(names: Sequence[str], language: str = "") -> dict[str, Facts]:
    """Several sets; one statement for any number of them.

    A set that was never laid (an upgrade before its `kalo seed`) is read from its file.
    """
    said, today = language or spoken(), clock.today()
    columns = (FactRow.set_name, FactRow.key, *(getattr(FactRow, name) for name in SAID))
    here = select(*columns).where(FactRow.set_name.in_(names), FactRow.withdrawn_at.is_(None))
    found: dict[str, dict[str, Fact]] = {name: {} for name in names}
    for row in db.session.execute(here.order_by(FactRow.position, FactRow.id)).mappings():
        fact = fact_of({**row, "set": row["set_name"]}, said, today)
        if fact.expires and not fact.is_expired:
            changes_at(datetime.combine(fact.expires + timedelta(days=1), time(), clock.ATHENS))
        found[fact.set][fact.key] = fact
    return {name: facts or facts_in_file(name, said) for name, facts in found.items()}


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


def get_set(name: str) -> list[FactRow]:
    """The facts of a set that stand, in their order, or 404."""
    here = select(FactRow).where(FactRow.set_name == name, FactRow.withdrawn_at.is_(None))
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
