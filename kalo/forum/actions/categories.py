"""Arranging categories; each act is written into the log of staff."""

from typing import Any

from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.forum.models import Category, Topic
from kalo.forum.queries.categories import all_categories, find_category
from kalo.kit import text
from kalo.kit.db import db


def add_category(by: Person, **values: Any) -> Category:
    """Stand a new category at the end."""
    last = db.session.scalar(select(func.max(Category.position)))
    position = 0 if last is None else last + 1
    category = Category(slug=_free_slug(values["title_el"]), position=position, **values)
    db.session.add(category)
    db.session.flush()
    note_staff_act(by, "add category", f"category:{category.id}", category.title_el)
    return category


def _free_slug(title: str) -> str:
    wanted = text.slug(title, 50) or "category"
    name, n = wanted, 1
    while find_category(name):
        n += 1
        name = f"{wanted}-{n}"
    return name


def change_category(category: Category, by: Person, **values: Any) -> None:
    """Save other words for a category; its address stays."""
    was = category.see
    for name, value in values.items():
        setattr(category, name, value)
    if category.see != was:
        _tell_search(category)
    note_staff_act(by, "edit category", f"category:{category.id}", category.title_el)


def _tell_search(category: Category) -> None:
    """Others may find its topics now."""
    for topic_id in db.session.scalars(select(Topic.id).where(Topic.category_id == category.id)):
        signals.thing_changed.send(f"topic:{topic_id}")


def move_category(category: Category, by: Person, steps: int) -> None:
    """Move a category up (-1) or down (1) among the others."""
    order = [other for other in all_categories() if other.id != category.id]
    before = sum(other.position < category.position for other in order)
    order.insert(max(0, min(len(order), before + steps)), category)
    for position, other in enumerate(order):
        other.position = position
    note_staff_act(by, "move category", f"category:{category.id}", category.title_el)
