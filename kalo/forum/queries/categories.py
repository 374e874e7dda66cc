"""Questions about categories."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, true

from kalo.accounts.models import Person
from kalo.forum.models import Category
from kalo.forum.permissions import is_member
from kalo.kit.db import db, get_or_404


def visible_to(person: Person | None) -> ColumnElement[bool]:
    """The categories `permissions.may_see_category` says yes to, as a condition."""
    return true() if is_member(person) else ~Category.members_only


def categories_for(person: Person | None) -> Sequence[Category]:
    """The categories this person may see, in their order."""
    ordered = select(Category).where(visible_to(person)).order_by(Category.position, Category.id)
    return db.session.scalars(ordered).all()


def all_categories() -> Sequence[Category]:
    """Every category, for those who arrange them."""
    return db.session.scalars(select(Category).order_by(Category.position, Category.id)).all()


def find_category(slug: str) -> Category | None:
    """The category of this name, whoever asks."""
    return db.session.scalar(select(Category).where(Category.slug == slug))


def get_category(slug: str, person: Person | None) -> Category:
    """The category, or 404: what you may not see does not exist for you."""
    found: Category = get_or_404(select(Category).where(Category.slug == slug, visible_to(person)))
    return found


def category_by_id(category_id: int) -> Category:
    """The category to arrange, or 404."""
    found: Category = get_or_404(select(Category).where(Category.id == category_id))
    return found
