"""Questions about categories."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select, true

from kalo.accounts.models import Group, Person
from kalo.forum.models import Category, CategoryGrant, Topic
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS
from kalo.forum.permissions import may_moderate
from kalo.forum.queries.viewers import Who, who
from kalo.kit.db import db, get_or_404


def visible_to(person: Person | None) -> ColumnElement[bool]:
    """The categories `permissions.may_see_category` says yes to, as a condition."""
    return visible(who(person))


def visible(viewer: Who) -> ColumnElement[bool]:
    """The same for whoever looks."""
    if not viewer.is_member:
        return Category.see == EVERYONE
    if viewer.kind == "moderator":
        return true()
    open_ = or_(Category.see == EVERYONE, Category.see == MEMBERS)  # sooner said than `in_`
    if viewer.kind == "member":
        return open_
    mine = select(CategoryGrant.category_id).where(
        CategoryGrant.group_id.in_(viewer.groups), CategoryGrant.can == "see"
    )
    return or_(open_, and_(Category.see == GROUPS, Category.id.in_(mine)))


def categories_for(person: Person | None) -> Sequence[Category]:
    """The categories this person may see, in their order."""
    ordered = select(Category).where(visible_to(person)).order_by(Category.position, Category.id)
    return db.session.scalars(ordered).all()


def usual_category(subject: str, person: Person | None) -> str | None:
    """Where a thing of the kind of "lesson:17" was last discussed, of what they may see; a slug."""
    kind = subject.partition(":")[0]
    alike = Topic.subject.startswith(f"{kind}:", autoescape=True)
    found = select(Category.slug).join(Topic, Topic.category_id == Category.id)
    found = found.where(alike, visible_to(person))
    return db.session.scalar(found.order_by(Topic.id.desc()).limit(1))


def all_categories() -> Sequence[Category]:
    """Every category, for those who arrange them."""
    return db.session.scalars(select(Category).order_by(Category.position, Category.id)).all()


def siblings_of(category: Category) -> Sequence[Category]:
    """The categories on its level under the same one, itself among them, in order."""
    under: ColumnElement[bool] = Category.parent_id.is_(None)
    if category.parent_id is not None:
        under = Category.parent_id == category.parent_id
    ordered = select(Category).where(under).order_by(Category.position, Category.id)
    return db.session.scalars(ordered).all()


def children_of(category: Category) -> Sequence[Category]:
    """Those that stand under it."""
    under = select(Category).where(Category.parent_id == category.id)
    return db.session.scalars(under.order_by(Category.position, Category.id)).all()


def groups_to_choose() -> list[tuple[int, str]]:
    """Every group with its name, for whoever says who may do what."""
    named = select(Group.id, Group.name).order_by(Group.name)
    return [(group_id, name) for group_id, name in db.session.execute(named)]


def group_categories_of(person: Person) -> list[int]:
    """The ids of the categories that only groups see and this person does."""
    mine = select(Category.id).where(Category.see == GROUPS, visible_to(person))
    return list(db.session.scalars(mine)) if person.group_ids or may_moderate(person) else []


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
