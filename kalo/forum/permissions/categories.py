"""Who may see a category, reply in it, start a topic in it. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS, Category
from kalo.forum.permissions.people import is_member, may_moderate, may_write


def _fits(person: Person | None, category: Category, act: str) -> bool:
    """Whether a category's rule for an act (see, reply, start) includes this person."""
    who = getattr(category, act)
    if who == EVERYONE or may_moderate(person):
        return True
    if person is None or not is_member(person):
        return False
    wanted = person.group_ids & frozenset(category.groups.get(act, ())) if who == GROUPS else set()
    return who == MEMBERS or bool(wanted)


def may_see_category(person: Person | None, category: Category) -> bool:
    return _fits(person, category, "see")


def may_reply_in(person: Person | None, category: Category) -> bool:
    seen = may_see_category(person, category)
    return seen and may_write(person) and _fits(person, category, "reply")


def may_open_topic(person: Person | None, category: Category) -> bool:
    seen = may_see_category(person, category)
    return seen and may_write(person) and _fits(person, category, "start")
