"""The questions about funding tools and kept searches."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import defer

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, keyset
from kalo.toolbox.models.facts import SAID, FactRow
from kalo.toolbox.tools.funding import rules
from kalo.toolbox.tools.funding.finding import asked_words, sought
from kalo.toolbox.tools.funding.models import Funding, FundingSearch, FundingTold
from kalo.toolbox.tools.funding.rules import LAST_DAY, ORDER, Wish
from kalo.toolbox.tools.funding.words import CLOSED, EXPECTED, OPEN, UNKNOWN

SIZE = 20
MOST_COMPARED = 3
MOST_SEARCHES = 20  # of one person
AT_ONCE = 500
SHORT = (defer(Funding.words), defer(Funding.digest))
STANDING = Funding.withdrawn_at.is_(None)


def state_column(today: date) -> ColumnElement[str]:
    """`rules.state_on` as the database says it."""
    return case(
        (or_(Funding.state == CLOSED, Funding.closes < today), literal(CLOSED)),
        (Funding.opens > today, literal(EXPECTED)),
        (Funding.closes.is_not(None), literal(OPEN)),
        (and_(Funding.state == EXPECTED, Funding.opens.is_not(None)), literal(UNKNOWN)),
        else_=Funding.state,
    )


def fitting(wish: Wish, today: date, *columns: Any) -> Select[Any]:
    """The numbers of what suits; `rules.fits` says the same of one entry.

    Only columns of one index are looked at, unless words are asked for: the rows are wide.
    """
    query = select(Funding.id, *columns).where(STANDING, *_sets(wish), *_amount(wish))
    if wish.family:
        query = query.where(Funding.family == wish.family)
    if wish.state:
        query = query.where(state_column(today).in_(wish.state))
    if wish.within is not None:
        last = today + timedelta(days=wish.within)
        query = query.where(Funding.closes <= last, state_column(today) != CLOSED)
    for word in asked_words(wish.q):
        pieces = [Funding.words.contains(piece, autoescape=True) for piece in sought(word)]
        query = query.where(or_(*pieces))
    return query


def _sets(wish: Wish) -> Iterable[ColumnElement[bool]]:
    asked: list[tuple[Any, Iterable[str], Sequence[str]]] = [
        (Funding.forms, wish.form, rules.FORM_KEYS),
        (Funding.stages, (wish.stage,) if wish.stage else (), rules.STAGE_KEYS),
        (Funding.legal_forms, (wish.legal,) if wish.legal else (), rules.LEGAL_KEYS),
        (Funding.areas, (wish.area,) if wish.area else (), rules.REGION_KEYS),
    ]
    for column, wanted, keys in asked:
        if bits := rules.mask(wanted, keys):
            yield or_(column == 0, column.bitwise_and(bits) != 0)


def _amount(wish: Wish) -> Iterable[ColumnElement[bool]]:
    if wish.amount is not None:
        yield or_(Funding.least.is_(None), Funding.least <= wish.amount)
        yield or_(Funding.most.is_(None), Funding.most >= wish.amount)


def directory(wish: Wish, size: int = SIZE) -> Slice[Funding]:
    """A page of what fits: open first, the surer before the rest, the nearest day first."""
    today = clock.today()
    rank, last = _rank(today), _last_day()
    turned = keyset(
        fitting(wish, today, rank, last),
        (rank, last, Funding.id),
        lambda row: (row[1], f"{row[2]:%Y%m%d}", row[0]),
        _edge,
        size,
        rising=True,
    )
    found = {entry.id: entry for entry in by_ids(row[0] for row in turned.rows)}
    rows = [found[row[0]] for row in turned.rows if row[0] in found]
    return Slice(rows, turned.earlier, turned.later)


def _rank(today: date) -> ColumnElement[int]:
    state = case(ORDER, value=state_column(today), else_=ORDER[UNKNOWN])
    late = case((Funding.expires < today, 1), else_=0)
    return state + case((Funding.mark == "general", rules.GENERAL), else_=late)


def _last_day() -> ColumnElement[date]:
    return func.coalesce(Funding.closes, LAST_DAY)


def _edge(cursor: str) -> tuple[Any, ...] | None:
    parts = cursor.split("~")
    if len(parts) != 3 or not all(each.isascii() and each.isdigit() for each in parts):
        return None
    rank, day, number = parts
    if len(rank) > 2 or len(day) != 8 or len(number) > 9:
        return None
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    return int(rank), on, int(number)


def counted(wish: Wish) -> int:
    """How many fit."""
    inner = fitting(wish, clock.today()).subquery()
    return int(db.session.scalar(select(func.count()).select_from(inner)) or 0)


def best(wish: Wish, most: int) -> list[Funding]:
    """The first that fit, in the order of the directory; one statement."""
    today = clock.today()
    order = (_rank(today), _last_day(), Funding.id)
    first = fitting(wish, today).order_by(*order).limit(most)
    rows = select(Funding).where(Funding.id.in_(first.scalar_subquery())).options(*SHORT)
    return list(db.session.scalars(rows.order_by(*order)))


def get_funding(family: str, key: str) -> Funding:
    """A funding tool that stands, or 404."""
    here = select(Funding).where(Funding.family == family, Funding.key == key, STANDING)
    found: Funding = get_or_404(here.options(*SHORT))
    return found


def named(names: Iterable[str]) -> list[Funding]:
    """Those of these names ("private/act4greece") that stand, in their order; one statement."""
    wanted = list(dict.fromkeys(names))
    pairs = [tuple(name.split("/", 1)) for name in wanted if name.count("/") == 1]
    if not pairs:
        return []
    some = or_(*(and_(Funding.family == family, Funding.key == key) for family, key in pairs))
    found = db.session.scalars(select(Funding).where(STANDING, some).options(*SHORT))
    by_name = {entry.name: entry for entry in found}
    return [by_name[name] for name in wanted if name in by_name]


def by_ids(ids: Iterable[int]) -> list[Funding]:
    """Those of these that stand."""
    some = select(Funding).where(Funding.id.in_(list(ids)), STANDING)
    return list(db.session.scalars(some.options(*SHORT)))


def rows_of_set(name: str, keys: Collection[str]) -> dict[str, Funding]:
    """What the table has of a set, withdrawn too, by key; only these keys where some are named."""
    here = select(Funding).where(Funding.set == name)
    rows = db.session.scalars(here.where(Funding.key.in_(keys)) if keys else here)
    return {row.key: row for row in rows}


def facts_behind(name: str, keys: Collection[str]) -> list[dict[str, Any]]:
    """The facts of a set that stand, in both languages, as files have them."""
    columns = (FactRow.id, FactRow.key, *(getattr(FactRow, each) for each in SAID))
    here = select(*columns).where(FactRow.set_name == name, FactRow.withdrawn_at.is_(None))
    rows = db.session.execute(here.where(FactRow.key.in_(keys)) if keys else here)
    return [{**row, "set": name} for row in rows.mappings()]


def closing_between(first: date, last: date) -> list[Funding]:
    """What stands and closes in these days, with the words it is found by."""
    near = select(Funding).where(STANDING, Funding.closes >= first, Funding.closes <= last)
    return list(db.session.scalars(near.order_by(Funding.closes, Funding.id).limit(AT_ONCE)))


def searches_of(person: Person) -> list[FundingSearch]:
    """What a member keeps, in their order."""
    mine = select(FundingSearch).where(FundingSearch.person_id == person.id)
    return list(db.session.scalars(mine.order_by(FundingSearch.id)))


def get_search(number: int, person: Person | None) -> FundingSearch:
    """One of one's own searches; for everybody else there is none."""
    whose = person.id if person else 0
    here = select(FundingSearch).where(FundingSearch.id == number, FundingSearch.person_id == whose)
    found: FundingSearch = get_or_404(here)
    return found


def telling_searches(after: int, most: int) -> Sequence[Any]:
    """Number, person and what is looked for, of searches that want to tell; by number."""
    columns = (FundingSearch.id, FundingSearch.person_id, FundingSearch.asked)
    some = select(*columns).where(FundingSearch.tells, FundingSearch.id > after)
    return db.session.execute(some.order_by(FundingSearch.id).limit(most)).all()


def told_of(funding_id: int, what: str, people: Iterable[int]) -> set[int]:
    """Which of some people were told this already."""
    rows = select(FundingTold.person_id).where(
        FundingTold.funding_id == funding_id,
        FundingTold.what == what,
        FundingTold.person_id.in_(list(people)),
    )
    return set(db.session.scalars(rows))


def with_words(funding_id: int) -> Funding | None:
    """An entry that stands, with the words it is found by; for weighing it against searches."""
    here = select(Funding).where(Funding.id == funding_id, STANDING)
    found: Funding | None = db.session.scalar(here)
    return found


def to_be_found(ids: list[int] | None) -> list[Funding]:
    """What the search of the platform may find."""
    here = select(Funding).where(STANDING).options(*SHORT)
    return list(db.session.scalars(here if ids is None else here.where(Funding.id.in_(ids))))


def standing_ids(ids: list[int]) -> set[int]:
    """Which of these stand."""
    return set(db.session.scalars(select(Funding.id).where(Funding.id.in_(ids), STANDING)))


def standing_after(after: int, most: int) -> list[Funding]:
    """Those that stand, by number."""
    some = select(Funding).where(STANDING, Funding.id > after).order_by(Funding.id).limit(most)
    return list(db.session.scalars(some.options(*SHORT)))
