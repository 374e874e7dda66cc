"""Questions about people: who is this, who is in what, what was done."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from kalo.accounts.login import LASTS, hash_of, not_suspended
from kalo.accounts.models import (
    Group,
    Membership,
    Newcomer,
    Person,
    Setting,
    SignIn,
    StaffAct,
    Token,
)
from kalo.accounts.permissions import may_administer
from kalo.kit import clock
from kalo.kit.db import db, get_or_404
from kalo.kit.pages import Slice, Window, keyset
from kalo.kit.text import fold

PEOPLE_A_PAGE = 30
ACTS_A_PAGE = 50
SETTINGS = ("sign_up", "first_posts", "welcome_el", "welcome_en")


def person_with_address(email: str) -> Person | None:
    """Whose address this is."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def credentials(email: str) -> Any:
    """What is needed to let somebody in by password: id, password_hash; or None."""
    wanted = select(Person.id, Person.password_hash)
    known = wanted.where(Person.email == email.strip().lower(), Person.confirmed_at.is_not(None))
    return db.session.execute(known).one_or_none()


def get_person(person_id: int) -> Person:
    """A person who is here, by number."""
    here = select(Person).where(Person.id == person_id, Person.erased_at.is_(None))
    return get_or_404(here)


def get_person_called(handle: str) -> Person:
    """A member, as everybody may see one, by the name in the address."""
    return get_or_404(_members().where(Person.handle == handle.lower()))


def member_called(typed: str) -> Person | None:
    """A member by what somebody typed: a handle, with or without @, or the profile's address."""
    handle = typed.strip().rstrip("/").rpartition("/")[2].lstrip("@").lower()
    return db.session.scalar(_members().where(Person.handle == handle))


def _members() -> Select[Any]:
    return select(Person).where(Person.confirmed_at.is_not(None), Person.erased_at.is_(None))


def handles_like(base: str) -> set[str]:
    """The handles that begin with `base`."""
    return set(db.session.scalars(select(Person.handle).where(Person.handle.startswith(base))))


def live_token(token: str, purpose: str) -> Token | None:
    """An unused link of this purpose, with the person or newcomer it is for."""
    return db.session.scalar(
        select(Token)
        .options(joinedload(Token.person), joinedload(Token.newcomer))
        .where(Token.token_hash == hash_of(token), Token.purpose == purpose)
        .where(Token.used_at.is_(None), Token.expires_at > clock.now())
    )


def get_newcomer(newcomer_id: int) -> Newcomer | None:
    """Who asked for an account."""
    return db.session.get(Newcomer, newcomer_id)


def tokens_of(person: Person, purposes: Iterable[str]) -> Sequence[Token]:
    """The links of these purposes that have not run out, used or not."""
    mine = select(Token).where(Token.person_id == person.id, Token.purpose.in_(tuple(purposes)))
    return db.session.scalars(mine.where(Token.expires_at > clock.now())).all()


def sign_ins_of(person: Person) -> Sequence[SignIn]:
    """The devices on which a person is signed in, latest first."""
    mine = select(SignIn).where(SignIn.person_id == person.id)
    current = mine.where(SignIn.seen_at > clock.now() - LASTS)
    return db.session.scalars(current.order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def memberships_of(person: Person) -> Sequence[Membership]:
    """The groups a person is in, loaded, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.group)
        .options(contains_eager(Membership.group))
        .where(Membership.person_id == person.id)
        .order_by(Group.name)
    ).all()


def groups_with_counts() -> Sequence[Any]:
    """Every group with how many are in it: rows of (Group, members)."""
    count = func.count(Membership.person_id).label("members")
    every = select(Group, count).outerjoin(Membership, Membership.group_id == Group.id)
    return db.session.execute(every.group_by(Group.id).order_by(Group.name)).all()


def get_group(slug: str, person: Person | None) -> tuple[Group, Membership | None]:
    """A group that this person may see, with their own place in it."""
    mine = Membership.person_id == (person.id if person else None)
    wanted: Any = select(Group, Membership).outerjoin(
        Membership, (Membership.group_id == Group.id) & mine
    )
    if not may_administer(person):
        wanted = wanted.where(Membership.person_id.is_not(None))
    found = get_or_404(wanted.where(Group.slug == slug))
    return found[0], found[1]


def members_of(group: Group) -> Sequence[Membership]:
    """Who is in a group, loaded: owners first, then by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .options(contains_eager(Membership.person))
        .where(Membership.group_id == group.id)
        .order_by(Membership.owner.desc(), Person.name_key)
    ).all()


def get_membership(group: Group, person_id: int) -> Membership:
    """The place of one person in a group, person loaded."""
    place = select(Membership).options(joinedload(Membership.person))
    return get_or_404(
        place.where(Membership.group_id == group.id, Membership.person_id == person_id)
    )


def slugs_like(base: str) -> set[str]:
    """The slugs of groups that begin with `base`."""
    return set(db.session.scalars(select(Group.slug).where(Group.slug.startswith(base))))


def _matching(words: str) -> Select[Any]:
    """People whose name or address holds these words, accents or not."""
    here = select(Person).where(Person.erased_at.is_(None))
    if not words.strip():
        return here
    key = fold(words.strip())
    return here.where(
        or_(
            Person.name_key.contains(key, autoescape=True),
            Person.email.contains(words.strip().lower(), autoescape=True),
            Person.handle.contains(words.strip().lower().lstrip("@"), autoescape=True),
        )
    )


def count_people(words: str) -> int:
    """How many people a search finds."""
    return db.session.scalar(select(func.count()).select_from(_matching(words).subquery())) or 0


def people_matching(words: str, page: Window) -> Sequence[Person]:
    """One page of the people a search finds, by name."""
    ordered = _matching(words).order_by(Person.name_key, Person.id)
    return db.session.scalars(ordered.offset(page.first - 1).limit(page.size)).all()


def count_administrators() -> int:
    """How many administrators can still come in."""
    holders = select(Person.roles).where(not_suspended(), Person.erased_at.is_(None))
    held = db.session.scalars(holders.where(Person.roles != frozenset()))
    return sum("administrator" in roles for roles in held)


def staff_acts(person: str = "", verb: str = "", subject: str = "") -> Slice[StaffAct]:
    """The log of staff, latest first, who did it loaded; the page the address asks for.

    `person` is a handle, `verb` a word of the log, `subject` how a subject begins ("post:").
    """
    acts = select(StaffAct).options(joinedload(StaffAct.person))
    if person:
        who = select(Person.id).where(Person.handle == person.lower().lstrip("@"))
        acts = acts.where(StaffAct.person_id.in_(who))
    if verb:
        acts = acts.where(StaffAct.verb == verb)
    if subject:
        acts = acts.where(StaffAct.subject.startswith(subject, autoescape=True))
    found = keyset(acts, (StaffAct.id,), lambda row: (row[0].id,), _number, ACTS_A_PAGE)
    return Slice([row[0] for row in found.rows], found.earlier, found.later)


def _number(cursor: str) -> tuple[int] | None:
    return (int(cursor),) if cursor.isdecimal() and len(cursor) < 10 else None


def staff_acts_of(person: Person) -> Sequence[StaffAct]:
    """What one person did as staff."""
    mine = select(StaffAct).where(StaffAct.person_id == person.id)
    return db.session.scalars(mine.order_by(StaffAct.id)).all()


def things_named(subjects: Iterable[str]) -> dict[str, Person | Group]:
    """The people and groups among subjects ("person:17", "group:2"); a statement for each kind."""
    found: dict[str, Person | Group] = {}
    for kind, table in (("person", Person), ("group", Group)):
        words = (subject.partition(":") for subject in subjects)
        ids = {int(number) for k, _colon, number in words if k == kind and number.isdecimal()}
        if ids:
            rows: Any = db.session.scalars(select(table).where(table.id.in_(ids)))
            found |= {f"{kind}:{row.id}": row for row in rows}
    return found


def settings() -> dict[str, str]:
    """All that administrators set while the platform runs, in one statement."""
    usual = dict.fromkeys(SETTINGS, "") | {
        "sign_up": "open",
        "first_posts": "look",
    }
    kept = db.session.execute(select(Setting.key, Setting.value))
    return usual | {key: value for key, value in kept if value}


def setting(key: str) -> str:
    """One setting; empty where nobody has set it. Keys: `SETTINGS`."""
    return settings()[key]
