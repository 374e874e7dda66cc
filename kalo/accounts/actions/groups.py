"""Groups: made by administrators, run by their owners."""

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from kalo.accounts import queries
from kalo.accounts.models import Group, Membership, Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.text import slug
from kalo.kit.web import Refused


def make_group(name: str, about: str, by: Person, owner: Person | None = None) -> Group:
    """Make a group; with an owner, it is theirs from the first moment."""
    base = slug(name, 50) or "group"
    taken = queries.slugs_like(base)
    free = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 22))]
    for wanted in (word for word in free if word not in taken):
        group = Group(slug=wanted, name=name, about=about, made_at=clock.now())
        try:
            with db.session.begin_nested():
                db.session.add(group)
        except IntegrityError:  # taken at this very moment
            continue
        if owner:
            let_in(group, owner, by, owner=True)
        _note(group, "made a group", by, name)
        return group
    raise Refused(_("No address is free for this name. Choose another."))


def change_group(group: Group, name: str, about: str, by: Person) -> None:
    """Rename or describe it anew; its address stays."""
    group.name, group.about = name, about
    db.session.flush()
    _note(group, "changed a group", by, name)


def let_in(group: Group, person: Person, by: Person, owner: bool = False) -> None:
    """Let a person in; nothing happens to one who is in already."""
    place = {"group_id": group.id, "person_id": person.id, "owner": owner, "since": clock.now()}
    upsert(Membership, [place], ("group_id", "person_id"))
    _note(group, "let into a group", by, f"person:{person.id}")


def take_out(group: Group, membership: Membership, by: Person) -> None:
    """Take a person out, or let them go."""
    who = membership.person_id
    mine = delete(Membership).where(Membership.group_id == group.id, Membership.person_id == who)
    db.session.execute(mine)
    if by.id != who:
        _note(group, "took out of a group", by, f"person:{who}")


def set_owner(group: Group, membership: Membership, owner: bool, by: Person) -> None:
    """Make a member an owner, or a member again."""
    membership.owner = owner
    db.session.flush()
    verb = "made an owner" if owner else "made a member again"
    _note(group, verb, by, f"person:{membership.person_id}")


def _note(group: Group, verb: str, by: Person, detail: str) -> None:
    note_staff_act(by, verb, f"group:{group.id}", detail)
