"""Opening a topic, and seeing how a text will look."""

from flask import g, make_response, redirect, request, url_for
from markupsafe import escape
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import PollForm, TopicForm
from kalo.forum.models import Category
from kalo.forum.permissions import is_member, may_open_topic
from kalo.forum.queries.tags import tags_for
from kalo.forum.views.room import bp, show, writing_limit
from kalo.forum.views.tags import tags_fit
from kalo.forum.views.weighing import hold_topic, is_held, is_refused, note_first, weighed
from kalo.kit.locales import in_this_language
from kalo.kit.once import once
from kalo.kit.web import language, need
from kalo.writing.queries.drafts import words_kept
from kalo.writing.views.attaching import attaches
from kalo.writing.views.composing import preview_of

Answer = str | Response | tuple[str, int]


@bp.get("/new")
def show_new_topic() -> str:
    need(is_member(g.person))
    asked = {name: request.args.get(name) for name in ("category", "title", "subject")}
    if asked["subject"] and not asked["category"]:
        asked["category"] = queries.usual_category(asked["subject"], g.person)
    form = _form(formdata=None, **{k: v for k, v in asked.items() if v})
    form.body.data = _frame(form.category.data or "")
    if "draft" in request.args:
        form.process(**{**form.data, **words_kept(g.person, "new-topic")})
    return _page(form, _poll_form(formdata=None))


@bp.get("/new/template")
def show_template() -> Response:
    """What a new topic of a category starts from; a text that was begun is never replaced."""
    need(is_member(g.person))
    response = make_response(str(escape(_frame(request.args.get("category", "")))))
    response.mimetype = "text/plain"
    return response


def _frame(slug: str) -> str:
    """The template of a category, in the language of the page."""
    found = next((c for c in queries.categories_for(g.person) if c.slug == slug), None)
    return in_this_language(found, "template") if found else ""


def _poll_form(**values: object) -> PollForm:
    return PollForm(prefix="poll-", **values)


@bp.post("/new")
@attaches
@once
@writing_limit
def create_topic() -> Answer:
    need(is_member(g.person))
    form, poll = _form(), _poll_form()
    need(bool(form.category.choices))  # whoever may write nowhere gets the words back
    if not all((form.validate(), poll.validate(), tags_fit(form.tags, g.person))):
        return _page(form, poll), 422
    category = queries.get_category(form.category.data, g.person)
    need(may_open_topic(g.person, category))
    verdict = weighed(form, "forum.topic")
    if is_refused(verdict):
        return _page(form, poll), 422
    if is_held(verdict):
        return hold_topic(category, form, verdict, poll.asked())
    topic = actions.open_topic(
        category,
        g.person,
        form.title.data or "",
        form.body.data or "",
        subject=form.subject.data or None,
        language=language(),
    )
    if asked := poll.asked():
        actions.add_poll(topic, asked)
    actions.set_tags(topic, form.tags.data or "", g.person)
    if verdict.look:
        note_first(verdict, f"post:{queries.get_post(topic, 1).id}")
    return redirect(url_for(".show_topic", topic_id=topic.id, slug=topic.slug), 303)


@bp.post("/new/preview")
@attaches
def preview_topic() -> str:
    need(is_member(g.person))
    form = _form()
    need(bool(form.category.choices))
    if not form.body.data:  # without scripts this is how the category's template comes
        form.body.data = _frame(form.category.data or "")
    return _page(form, _poll_form(), preview_of(form.body.data))


def _form(**values: object) -> TopicForm:
    form = TopicForm(**values)
    form.category.choices = [
        (c.slug, _name(c)) for c in queries.categories_for(g.person) if may_open_topic(g.person, c)
    ]
    return form


def _name(category: Category) -> str:
    return in_this_language(category, "title")


def _page(form: TopicForm, poll: PollForm, preview: str | None = None) -> str:
    """The form and, once it was sent, what was discussed already under such a title."""
    title = (form.title.data or "") if request.method == "POST" else ""
    found = queries.similar_topics(title, g.person, language())
    words = {"form": form, "poll": poll, "similar": found, "title": title}
    return show("new.html", preview=preview, tags=tags_for(g.person), **words)
