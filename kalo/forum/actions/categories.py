"""Arranging categories; each act is written into the log of staff."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import delete, func, select

from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.actions.category_words import lines_of, said_of
from kalo.forum.actions.tags import recount_tags
from kalo.forum.models import Category, CategoryGrant, Topic
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS, STAFF
from kalo.forum.queries.categories import children_of, find_category, siblings_of
from kalo.kit import text
from kalo.kit.db import db, upsert
from kalo.kit.versions import bump
from kalo.kit.web import Refused
from kalo.search.actions import owe

VERBS = (
    lazy_gettext("added a category"),
    lazy_gettext("changed a category"),
    lazy_gettext("moved a category"),
)
Groups = dict[str, list[int]]
WIDEST_FIRST = (EVERYONE, MEMBERS, GROUPS, STAFF)


def add_category(by: Person, groups: Groups | None = None, **values: Any) -> Category:
    """Stand a new category at the end."""
    last = db.session.scalar(select(func.max(Category.position)))
    position = 0 if last is None else last + 1
    category = Category(slug=_free_slug(values["title_el"]), position=position, **values)
    category.groups = groups or {}
    category.see = category.see or EVERYONE
    _fit_under(category)
    db.session.add(category)
    db.session.flush()
    _write_grants(category)
    bump("categories", "forum")
    _log(by, "added a category", category, {})
    return category


def _free_slug(title: str) -> str:
    wanted = text.slug(title, 50) or "category"
    name, n = wanted, 1
    while find_category(name):
        n += 1
        name = f"{wanted}-{n}"
    return name


def change_category(
    category: Category, by: Person, groups: Groups | None = None, **values: Any
) -> None:
    """Save other words for a category, and who may do what in it; its address stays."""
    was, before = (category.see, dict(category.groups)), said_of(category)
    with db.session.no_autoflush:
        for name, value in values.items():
            setattr(category, name, value)
        category.groups = groups if groups is not None else category.groups
        _fit_under(category)
    _write_grants(category)
    for child in children_of(category):
        _narrow(child, category, by)
    if (category.see, category.groups) != was:
        _tell_search(category)
    bump("categories", "forum")
    _log(by, "changed a category", category, before)


def _log(by: Person, verb: str, category: Category, before: dict[str, str]) -> None:
    """Write into the log of staff what is different now."""
    after = said_of(category)
    changed = [label for label, said in after.items() if said != before.get(label, "")]
    words = (lines_of(said, changed) for said in (before, after))
    note_staff_act(by, verb, f"category:{category.id}", category.title_el, *words)


def _fit_under(category: Category) -> None:
    """Two levels, and nobody sees a part of what they may not see as a whole."""
    if category.parent_id is None:
        return
    parent = db.session.get_one(Category, category.parent_id)
    if parent.parent_id or parent.id == category.id:
        raise Refused(_("Categories have two levels: choose one that stands under no other."))
    if category.id and children_of(category):
        raise Refused(_("Other categories stand under this one, so it stands under none."))
    if is_wider(category, parent):
        raise Refused(
            _("More people would see it than see “%(title)s”.", title=parent.title_el)
            + " "
            + _("Choose the same people, or fewer.")
        )


def is_wider(child: Category, parent: Category) -> bool:
    """Whether somebody sees the one without seeing the other."""
    if child.see == parent.see == GROUPS:
        return not set(child.groups.get("see", ())) <= set(parent.groups.get("see", ()))
    return WIDEST_FIRST.index(child.see) < WIDEST_FIRST.index(parent.see)


def _narrow(child: Category, parent: Category, by: Person) -> None:
    """What stands under a category that fewer see now is seen by no more than these."""
    if not is_wider(child, parent):
        return
    before = said_of(child)
    groups = set(parent.groups.get("see", ()))
    if child.see == GROUPS:
        groups &= set(child.groups.get("see", ()))
    rest = {act: ids for act, ids in child.groups.items() if act != "see"}
    child.see = parent.see if parent.see != GROUPS or groups else STAFF
    child.groups = {**rest, "see": sorted(groups)} if child.see == GROUPS else rest
    _write_grants(child)
    _tell_search(child)
    _log(by, "changed a category", child, before)


def _write_grants(category: Category) -> None:
    """The rows say what `groups` says."""
    db.session.flush()
    db.session.execute(delete(CategoryGrant).where(CategoryGrant.category_id == category.id))
    rows = [
        {"category_id": category.id, "group_id": group_id, "can": act}
        for act, ids in category.groups.items()
        for group_id in ids
    ]
    upsert(CategoryGrant, rows, key=("category_id", "group_id", "can"))


def _tell_search(category: Category) -> None:
    """Others may find its topics now; there may be many, so all are owed in a few statements.

    Every page that names a topic shows the categories too: `change_category` ends them all.
    """
    recount_tags()
    ids = db.session.scalars(select(Topic.id).where(Topic.category_id == category.id))
    owe(*(f"topic:{topic_id}" for topic_id in ids))
    bump("topic")


def move_category(category: Category, by: Person, steps: int) -> None:
    """Move a category up (-1) or down (1) among those beside it."""
    order = list(siblings_of(category))
    places = sorted(each.position for each in order)
    at = order.index(category)
    order.insert(max(0, min(len(order) - 1, at + steps)), order.pop(at))
    if len(set(places)) < len(places):
        places = list(range(len(places)))
    for position, each in zip(places, order, strict=True):
        each.position = position
    bump("categories", "forum")
    places_said = (str(each + 1) for each in (at, order.index(category)))
    subject = f"category:{category.id}"
    note_staff_act(by, "moved a category", subject, category.title_el, *places_said)
