"""Questions about categories."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select, true

from kalo.accounts.models import Person
from kalo.forum.models import Category, CategoryGrant
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS
from kalo.forum.permissions import is_member, may_moderate
from kalo.kit.db import db, get_or_404


def visible_to(person: Person | None) -> ColumnElement[bool]:
    """The categories `permissions.may_see_category` says yes to, as a condition."""
    if person is None or not is_member(person):
        return Category.see == EVERYONE
    if may_moderate(person):
        return true()
    open_ = Category.see.in_((EVERYONE, MEMBERS))
    if not person.group_ids:
        return open_
    mine = select(CategoryGrant.category_id).where(
        CategoryGrant.group_id.in_(person.group_ids), CategoryGrant.can == "see"
    )
    return or_(open_, and_(Category.see == GROUPS, Category.id.in_(mine)))


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
