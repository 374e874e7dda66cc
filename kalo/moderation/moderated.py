"""Held texts are ruled on like anything else; days and rulings count towards trust."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db
from kalo.kit.text import render
from kalo.moderation.models import Held
from kalo.moderation.permissions import may_moderate
from kalo.moderation.queries.held import accepted_first_posts
from kalo.moderation.queries.people import visit_days
from kalo.moderation.queries.rulings import upheld_against
from kalo.moderation.things import HIDDEN, Moderated, Thing, moderates, numbers
from kalo.moderation.trust import counts_towards_trust


def find(keys: list[str]) -> dict[str, Thing]:
    """Texts that wait, with who wrote them."""
    rows = select(Held, Person).join(Person, Person.id == Held.person_id)
    found = db.session.execute(rows.where(Held.id.in_(numbers(keys))))
    return {str(held.id): _thing(held, person) for held, person in found}


def _thing(held: Held, person: Person) -> Thing:
    subject, html = f"held:{held.id}", render(held.source)
    return Thing(subject, held.title, html, held.source, held.path, person, state=HIDDEN)


def visible(person: Person | None, key: str) -> bool:
    """Nobody reports what nobody can read."""
    return False


def may_rule(person: Person | None, key: str) -> bool:
    return may_moderate(person)


@counts_towards_trust("moderation")
def gather(person_ids: list[int]) -> dict[int, dict[str, int]]:
    """Days of visits, first posts that were fine, rulings against; three statements."""
    days, fine = visit_days(person_ids), accepted_first_posts(person_ids)
    upheld = upheld_against(person_ids)
    return {
        id: {
            "days": days.get(id, (0, 0))[0],
            "recent_days": days.get(id, (0, 0))[1],
            "accepted": fine.get(id, 0),
            "upheld": upheld.get(id, 0),
        }
        for id in person_ids
    }


moderates(Moderated("held", _("A text that waits"), find, visible, may_rule))
