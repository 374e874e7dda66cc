"""Arranging categories, for those who are trusted with it."""

from flask import g, request
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import CategoryForm
from kalo.forum.permissions import may_arrange_categories
from kalo.forum.views.room import bp, show
from kalo.kit.once import once
from kalo.kit.web import go_to, need

Answer = str | Response | tuple[str, int]
ONE = "/categories/<int(max=2147483647):category_id>"
FIELDS = ("title_el", "title_en", "about_el", "about_en", "members_only")


@bp.get("/categories/")
def show_categories() -> str:
    need(may_arrange_categories(g.person))
    return show("categories.html", categories=queries.all_categories())


@bp.get("/categories/new")
def show_new_category() -> str:
    need(may_arrange_categories(g.person))
    return show("category_form.html", category=None, form=CategoryForm())


@bp.post("/categories/new")
@once
def create_category() -> Answer:
    need(may_arrange_categories(g.person))
    form = CategoryForm()
    if not form.validate():
        return show("category_form.html", category=None, form=form), 422
    actions.add_category(g.person, **_values(form))
    return go_to(".show_categories")


@bp.get(f"{ONE}/edit")
def show_category_form(category_id: int) -> str:
    need(may_arrange_categories(g.person))
    category = queries.category_by_id(category_id)
    return show("category_form.html", category=category, form=CategoryForm(obj=category))


@bp.post(f"{ONE}/edit")
def save_category(category_id: int) -> Answer:
    need(may_arrange_categories(g.person))
    category, form = queries.category_by_id(category_id), CategoryForm()
    if not form.validate():
        return show("category_form.html", category=category, form=form), 422
    actions.change_category(category, g.person, **_values(form))
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
    values["see"] = "members" if values.pop("members_only") else "everyone"
    return values
