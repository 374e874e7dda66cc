"""Arranging categories, for those who are trusted with it."""

from collections.abc import Sequence
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from kalo.forum import actions, queries
from kalo.forum.forms import CategoryForm
from kalo.forum.forms.categories import ACTS
from kalo.forum.models import Category
from kalo.forum.permissions import may_arrange_categories
from kalo.forum.queries.categories import groups_to_choose
from kalo.forum.views.room import bp, show
from kalo.kit.db import drop
from kalo.kit.locales import in_this_language
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need

Answer = str | Response | tuple[str, int]
ONE = "/categories/<int(max=2147483647):category_id>"
FIELDS = (
    *("title_el", "title_en", "about_el", "about_en", "see", "reply", "start"),
    *("asks", "template_el", "template_en"),
)


@bp.get("/categories/")
def show_categories() -> str:
    need(may_arrange_categories(g.person))
    return show("categories.html", shelves=nested(queries.all_categories()))


def nested(categories: Sequence[Category]) -> list[tuple[Category, list[Category]]]:
    """The upper ones in order, each with those under it."""
    under = [c for c in categories if c.parent_id]
    return [
        (c, [child for child in under if child.parent_id == c.id])
        for c in categories
        if not c.parent_id
    ]


@bp.get("/categories/new")
def show_new_category() -> str:
    need(may_arrange_categories(g.person))
    return _page(None, _form(None))


def _page(category: Category | None, form: CategoryForm) -> str:
    return show("category_form.html", category=category, form=form)


def _form(category: Category | None, **values: Any) -> CategoryForm:
    """The form with the groups and the upper categories there are."""
    if category is not None:
        granted = {f"{act}_groups": category.groups.get(act, []) for act in ACTS}
        values = {"obj": category, **granted, "under": category.parent_id or 0, **values}
    form = CategoryForm(**values)
    upper = [c for c in queries.all_categories() if not c.parent_id and c is not category]
    form.under.choices = [SelectChoice(0, _("None: it stands for itself"))]
    form.under.choices += [SelectChoice(c.id, in_this_language(c, "title")) for c in upper]
    for act in ACTS:
        form[f"{act}_groups"].choices = [SelectChoice(*group) for group in groups_to_choose()]
    return form


@bp.post("/categories/new")
@once
def create_category() -> Answer:
    need(may_arrange_categories(g.person))
    form = _form(None)
    if not form.validate():
        return _page(None, form), 422
    try:
        actions.add_category(g.person, form.granted, **_values(form))
    except Refused as no:
        return _refused(None, form, no)
    return go_to(".show_categories")


def _refused(category: Category | None, form: CategoryForm, no: Refused) -> Answer:
    """What the form could not know, said beside the choice that it is about."""
    form.under.errors = [str(no)]
    drop()
    return _page(category, form), 422


@bp.get(f"{ONE}/edit")
def show_category_form(category_id: int) -> str:
    need(may_arrange_categories(g.person))
    category = queries.category_by_id(category_id)
    return _page(category, _form(category))


@bp.post(f"{ONE}/edit")
def save_category(category_id: int) -> Answer:
    need(may_arrange_categories(g.person))
    category = queries.category_by_id(category_id)
    form = _form(category)
    if not form.validate():
        return _page(category, form), 422
    try:
        actions.change_category(category, g.person, form.granted, **_values(form))
    except Refused as no:
        return _refused(category, form, no)
    return go_to(".show_categories")


@bp.post(f"{ONE}/place")
def move_category(category_id: int) -> Answer:
    """One step up, or down for any other word."""
    need(may_arrange_categories(g.person))
    category = queries.category_by_id(category_id)
    actions.move_category(category, g.person, -1 if request.form.get("way") == "up" else 1)
    return go_to(".show_categories")


def _values(form: CategoryForm) -> dict[str, object]:
    values = {name: form[name].data for name in FIELDS}
    return {**values, "parent_id": form.under.data or None}
