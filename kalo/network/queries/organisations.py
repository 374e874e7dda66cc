"""Finding organisations: the directory and its filters, a page, what waits for staff."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort
from sqlalchemy import Select, String, and_, func, literal, or_, select, tuple_, type_coerce
from sqlalchemy.orm import defer, joinedload

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.pages import Window
from kalo.kit.text import fold, stem, words
from kalo.network.models import (
    ASKED,
    INVITED,
    KEEPS,
    LISTED,
    Keeper,
    Organisation,
    ShownMark,
    Version,
)
from kalo.network.permissions import may_rule, may_see, may_verify

MOST_WORDS = 6
SHORT = tuple(defer(getattr(Organisation, n)) for n in ("about_el", "about_en", "found_by"))


@dataclass(frozen=True)
class Filters:
    """What somebody looks for; what is empty asks for nothing."""

    words: str = ""
    sector: str = ""
    place: str = ""
    form: str = ""
    service: str = ""
    need: str = ""


def listed() -> tuple[Any, ...]:
    """What everybody may see."""
    return Organisation.state == LISTED, Organisation.hidden_at.is_(None)


def among(column: Any, word: str) -> Any:
    """Whether a word is one of those in a column of words."""
    padded = literal(" ") + type_coerce(column, String) + literal(" ")
    return padded.contains(f" {word} ", autoescape=True)


def looked_for(typed: str) -> list[str]:
    """What is looked for in the words of an organisation: the stems of what was typed."""
    found = []
    for word in words(typed)[:MOST_WORDS]:
        folded, short = fold(word), stem(word)
        found.append(short if folded.startswith(short) and len(short) > 2 else folded)
    return found


def _chosen(query: Select[Any], filters: Filters) -> Select[Any]:
    query = query.where(*listed())
    for each in looked_for(filters.words):
        query = query.where(Organisation.found_by.contains(each, autoescape=True))
    for column, word in (
        (Organisation.sectors, filters.sector),
        (Organisation.services, filters.service),
        (Organisation.needs, filters.need),
    ):
        query = query.where(among(column, word)) if word else query
    for exact, word in ((Organisation.place, filters.place), (Organisation.form, filters.form)):
        query = query.where(exact == word) if word else query
    return query


def counts_by_place(filters: Filters) -> dict[str, int]:
    """How many are found in each place; together they are all that is found."""
    counted: Any = select(Organisation.place, func.count()).group_by(Organisation.place)
    return {row[0]: int(row[1]) for row in db.session.execute(_chosen(counted, filters))}


def organisations_page(filters: Filters, page: Window) -> list[Organisation]:
    """A page of what is found, by name."""
    found = _chosen(select(Organisation), filters).options(*SHORT)
    ordered = found.order_by(Organisation.name_key, Organisation.id)
    return list(db.session.scalars(ordered.offset(page.first - 1).limit(page.size)))


def every_listed(filters: Filters, most: int) -> list[Organisation]:
    """All that is found, by name, for a file."""
    ordered = _chosen(select(Organisation), filters).order_by(
        Organisation.name_key, Organisation.id
    )
    return list(db.session.scalars(ordered.limit(most)))


def market(
    sectors: Iterable[str], services: Iterable[str], forms: Iterable[str], place: str, most: int
) -> list[Organisation]:
    """Organisations of any of these sectors that offer any of these, those of a place first."""
    found = select(Organisation).where(*listed()).options(*SHORT)
    for column, wanted in ((Organisation.sectors, sectors), (Organisation.services, services)):
        if some := [among(column, word) for word in sorted(set(wanted))]:
            found = found.where(or_(*some))
    if chosen := sorted(set(forms)):
        found = found.where(Organisation.form.in_(chosen))
    near = (Organisation.place == place).desc()
    ordered = found.order_by(near, Organisation.name_key, Organisation.id)
    return list(db.session.scalars(ordered.limit(most)))


def get_organisation(slug: str, person: Person | None) -> tuple[Organisation, Keeper | None]:
    """The organisation that this person may see, and what they are there; 404 otherwise."""
    mine = and_(
        Keeper.organisation_id == Organisation.id,
        Keeper.person_id == (person.id if person else 0),
    )
    row = db.session.execute(
        select(Organisation, Keeper).outerjoin(Keeper, mine).where(Organisation.slug == slug)
    ).one_or_none()
    if row is None or not may_see(person, row[0], row[1]):
        abort(404)
    return row[0], row[1]


def visible(person: Person | None) -> Any:
    """The same as `may_see`, as a condition."""
    everybody = and_(*listed())
    if may_verify(person) or may_rule(person):
        return Organisation.id.is_not(None)
    if person is None:
        return everybody
    own = select(Keeper.organisation_id).where(Keeper.person_id == person.id)
    kept = Organisation.id.in_(own.where(Keeper.state == KEEPS))
    return or_(everybody, kept, and_(Organisation.state == ASKED, Organisation.id.in_(own)))


def visible_ids(person: Person | None, ids: Iterable[int]) -> set[int]:
    """Which of these a person may see now; one statement."""
    asked = select(Organisation.id).where(Organisation.id.in_(list(ids)), visible(person))
    return set(db.session.scalars(asked))


def marks_of(ids: Iterable[int]) -> Mapping[int, Sequence[ShownMark]]:
    """What these organisations show that they passed, the latest first; one statement."""
    found: dict[int, list[ShownMark]] = defaultdict(list)
    asked = select(ShownMark).where(ShownMark.organisation_id.in_(list(ids)))
    for mark in db.session.scalars(asked.order_by(ShownMark.on.desc(), ShownMark.id)):
        found[mark.organisation_id].append(mark)
    return found


def versions_of(organisation: Organisation) -> list[Version]:
    """What it said of itself, the latest first, with who wrote it."""
    asked = select(Version).where(Version.organisation_id == organisation.id)
    ordered = asked.order_by(Version.revision.desc()).limit(100)
    return list(db.session.scalars(ordered.options(joinedload(Version.by))))


def slugs_like(base: str) -> set[str]:
    """The names in addresses that begin so."""
    asked = select(Organisation.slug).where(Organisation.slug.startswith(base, autoescape=True))
    return set(db.session.scalars(asked))


def by_slug(slugs: Iterable[str], held: bool = False) -> dict[str, Organisation]:
    """Organisations by their names in addresses, whatever their state; one statement.

    Those that are `held` nobody else changes until this transaction ends.
    """
    asked = select(Organisation).where(Organisation.slug.in_(list(slugs)))
    asked = asked.with_for_update() if held else asked
    return {each.slug: each for each in db.session.scalars(asked)}


def said_at(revisions: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """What organisations said of themselves at a revision of each, by number; one statement."""
    one = tuple_(Version.organisation_id, Version.revision)
    asked = select(Version).where(one.in_(list(revisions.items())))
    return {version.organisation_id: version.said for version in db.session.scalars(asked)}


def waiting() -> list[tuple[Organisation, Person | None]]:
    """What waits for staff or for its own people, the longest first, with who asked."""
    asked = select(Organisation, Person).outerjoin(Person, Person.id == Organisation.made_by_id)
    asked = asked.where(Organisation.state.in_((ASKED, INVITED)))
    ordered = asked.order_by(Organisation.made_at, Organisation.id).limit(200)
    return [(row[0], row[1]) for row in db.session.execute(ordered)]


def asked_by(person: Person) -> int:
    """How many organisations wait that a person asked for."""
    asked = select(func.count()).select_from(Organisation)
    mine = asked.where(Organisation.made_by_id == person.id, Organisation.state == ASKED)
    return int(db.session.scalar(mine) or 0)


def without_people() -> list[Organisation]:
    """What is listed and kept by nobody."""
    kept = select(Keeper.organisation_id).where(Keeper.state == KEEPS)
    asked = select(Organisation).where(Organisation.state == LISTED, Organisation.id.not_in(kept))
    return list(db.session.scalars(asked.order_by(Organisation.name_key).limit(200)))


def of_ids(ids: Iterable[int]) -> list[Organisation]:
    """Organisations by their numbers, whoever asks."""
    return list(db.session.scalars(select(Organisation).where(Organisation.id.in_(list(ids)))))


def listed_for_search(ids: list[int] | None) -> list[Organisation]:
    """Every listed organisation, or these of them."""
    asked = select(Organisation).where(*listed()).order_by(Organisation.id)
    return list(db.session.scalars(asked if ids is None else asked.where(Organisation.id.in_(ids))))


def on_the_map(after: int, most: int) -> list[tuple[int, str, datetime]]:
    """Listed organisations as a map of the site names them: number, name, last change."""
    columns = select(Organisation.id, Organisation.slug, Organisation.changed_at).where(*listed())
    rows = db.session.execute(
        columns.where(Organisation.id > after).order_by(Organisation.id).limit(most)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def map_starts(most: int) -> list[int]:
    """After which numbers the files of the map begin."""
    ids = list(
        db.session.scalars(select(Organisation.id).where(*listed()).order_by(Organisation.id))
    )
    return [0, *ids[most - 1 : -1 : most]] if ids else [0]
