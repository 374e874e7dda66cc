"""Opening a topic, and seeing how a text will look."""

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import LONGEST, TopicForm
from kalo.forum.models import Category
from kalo.forum.permissions import is_member, may_open_topic
from kalo.forum.views.room import bp, show, touching_limit, writing_limit
from kalo.kit import text
from kalo.kit.locales import in_this_language
from kalo.kit.once import once
from kalo.kit.web import language, need

Answer = str | Response | tuple[str, int]


@bp.get("/new")
def show_new_topic() -> str:
    need(is_member(g.person))
    asked = {name: request.args.get(name) for name in ("category", "title", "subject")}
    return _page(_form(formdata=None, **{k: v for k, v in asked.items() if v}))


@bp.post("/new")
@once
@writing_limit
def create_topic() -> Answer:
    need(is_member(g.person))
    form = _form()
    if not form.validate():
        return _page(form), 422
    category = queries.get_category(form.category.data, g.person)
    need(may_open_topic(g.person, category))
    topic = actions.open_topic(
        category,
        g.person,
        form.title.data or "",
        form.body.data or "",
        subject=form.subject.data or None,
        language=language(),
    )
    return redirect(url_for(".show_topic", topic_id=topic.id, slug=topic.slug), 303)


@bp.post("/new/preview")
def preview_topic() -> str:
    need(is_member(g.person))
    form = _form()
    return _page(form, preview_of(form.body.data))


@bp.post("/preview")
@touching_limit
def preview() -> str:
    """How a text will look, while it is typed."""
    need(is_member(g.person))
    return preview_of(request.form.get("body"))


def preview_of(source: str | None) -> str:
    """The HTML that a text will have; of a text that is too long, of its beginning."""
    return text.render(text.clean(source or "").strip()[:LONGEST])


def _form(**values: object) -> TopicForm:
    form = TopicForm(**values)
    form.category.choices = [
        (c.slug, _name(c)) for c in queries.categories_for(g.person) if may_open_topic(g.person, c)
    ]
    return form


def _name(category: Category) -> str:
    return in_this_language(category, "title")


def _page(form: TopicForm, preview: str | None = None) -> str:
    return show("new.html", form=form, preview=preview)
