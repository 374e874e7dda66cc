"""What is done with funding tools: kept equal to their facts, looked for, told of."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused
from kalo.toolbox.tools.funding import queries
from kalo.toolbox.tools.funding.models import Funding, FundingSearch, FundingTold
from kalo.toolbox.tools.funding.reading import entry_row
from kalo.toolbox.tools.funding.rules import Wish, fits

AT_ONCE = 1_000  # searches weighed in one go


def keep_equal(name: str, keys: Collection[str] = ()) -> list[int]:
    """Write the facts of a set into the table; answers the ids of what people should hear of.

    With `keys` only these are looked at. What is no longer among the facts is withdrawn.
    """
    known = queries.rows_of_set(name, keys)
    rows = {fact["key"]: entry_row(fact) for fact in queries.facts_behind(name, keys)}
    written = [_write(row, known.get(key)) for key, row in rows.items()]
    gone = [known[key] for key in known if key not in rows and known[key].withdrawn_at is None]
    for entry in gone:
        entry.withdrawn_at, entry.moves = clock.now(), entry.moves + 1
    news = [each for each in written if each is not None]
    db.session.flush()
    for entry in [*gone, *(entry for entry, _worth in news)]:
        signals.thing_changed.send(f"funding:{entry.id}")
    return [entry.id for entry, worth in news if worth]


def _write(row: Mapping[str, Any], entry: Funding | None) -> tuple[Funding, bool] | None:
    """The row as it is now; None where nothing differs, else whether people should hear of it."""
    if entry is None:
        entry = Funding(**row, version=1, moves=0, made_at=clock.now(), changed_at=clock.now())
        db.session.add(entry)
        return entry, True
    back = entry.withdrawn_at is not None
    differs = {name for name, value in row.items() if getattr(entry, name) != value}
    if not differs and not back:
        return None
    worth = back or "digest" in differs
    entry.version += worth
    entry.moves += back or "closes" in differs
    for name, value in row.items():
        setattr(entry, name, value)
    entry.withdrawn_at, entry.changed_at = None, clock.now()
    return entry, worth


def keep_search(
    person: Person, wish: Wish, name: str, tells: bool, in_calendar: bool
) -> FundingSearch:
    """Keep what a member looks for; the same again only takes its new name and wishes."""
    mine = queries.searches_of(person)
    same = next((each for each in mine if each.wish == wish), None)
    if same is None and len(mine) >= queries.MOST_SEARCHES:
        raise Refused(_("You keep %(num)d searches. Let go of one, then keep this.", num=len(mine)))
    now = clock.now()
    kept = same or FundingSearch(person_id=person.id, asked=wish.kept(), made_at=now)
    kept.name, kept.tells, kept.in_calendar, kept.changed_at = name, tells, in_calendar, now
    db.session.add(kept)
    db.session.flush()
    return kept


def change_search(kept: FundingSearch, name: str, tells: bool, in_calendar: bool) -> None:
    """Another name, other wishes."""
    kept.name, kept.tells, kept.in_calendar = name, tells, in_calendar
    kept.changed_at = clock.now()


def forget_search(kept: FundingSearch) -> None:
    """It is looked for no more."""
    db.session.delete(kept)


def forget_all_of(person: Person) -> None:
    """Everything that is kept of somebody who left."""
    for table in (FundingSearch, FundingTold):
        db.session.execute(delete(table).where(table.person_id == person.id))


def whom_it_suits(entry: Funding) -> set[int]:
    """Of whom a kept search that wants to tell is met by an entry."""
    people: set[int] = set()
    last = 0
    while searches := queries.telling_searches(last, AT_ONCE):
        last = searches[-1].id
        today = clock.today()
        people |= {each.person_id for each in searches if fits(entry, Wish.of(each.asked), today)}
    return people


def note_told(entry: Funding, what: str, people: Collection[int]) -> set[int]:
    """Those of some people who had not been told this; from now on they have."""
    fresh = set(people) - queries.told_of(entry.id, what, people)
    now = clock.now()
    rows = [
        {"funding_id": entry.id, "person_id": each, "what": what, "at": now}
        for each in sorted(fresh)
    ]
    for start in range(0, len(rows), AT_ONCE):
        upsert(FundingTold, rows[start : start + AT_ONCE], ("funding_id", "person_id", "what"))
    return fresh
