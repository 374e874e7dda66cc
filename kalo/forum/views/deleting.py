"""Taking posts and topics away, and bringing them back; whoever takes another's says why."""

from flask import flash, g, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.forum import actions, queries
from kalo.forum.forms import RemovalForm
from kalo.forum.models import Post, Topic
from kalo.forum.permissions import may_delete, may_delete_topic, may_restore, must_say_why_gone
from kalo.forum.views.posts import changed_post, find_post
from kalo.forum.views.room import POST, TOPIC, bp, place_of, show
from kalo.forum.views.topics import base_of
from kalo.kit.once import once
from kalo.kit.web import Refused, need
from kalo.moderation import actions as moderation
from kalo.moderation.permissions import may_rule_on, may_undo
from kalo.moderation.queries.rulings import person_by_id, standing_removal
from kalo.moderation.things import find_thing

Answer = str | Response | tuple[str, int]


@bp.get(f"{POST}/deletion")
def show_deletion(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_delete(g.person, topic, post))
    return _page(topic, post, RemovalForm(formdata=None))


@bp.post(f"{POST}/deletion")
@once
def delete_post(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_delete(g.person, topic, post))
    if must_say_why_gone(g.person, post):
        return _by_moderator(topic, post, f"post:{post.id}", place_of(topic, number))
    actions.delete_post(post, topic, g.person)
    return changed_post(topic, number, _("The reply was taken away. You can bring it back."))


@bp.get(f"{TOPIC}/deletion")
def show_topic_deletion(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_delete_topic(g.person, topic))
    return _page(topic, None, RemovalForm(formdata=None))


@bp.post(f"{TOPIC}/deletion")
@once
def delete_topic(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_delete_topic(g.person, topic))
    if must_say_why_gone(g.person, topic):
        return _by_moderator(topic, None, topic.tag, base_of(topic))
    actions.delete_topic(topic, g.person)
    flash(_("The discussion was taken away. You can bring it back."), "good")
    return redirect(base_of(topic), 303)


def _by_moderator(topic: Topic, post: Post | None, subject: str, place: str) -> Answer:
    """Of another's: a ruling with its reason, or the form again."""
    form, thing = RemovalForm(), find_thing(subject)
    need(may_rule_on(g.person, thing.author if thing else None))
    if thing is None or not form.validate():
        return _page(topic, post, form), 422
    try:
        moderation.take_away(thing, g.person, form.reason.data or "")
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(topic, post, form), 422
    flash(_("It was taken away, and its author was told why. You can bring it back."), "good")
    return redirect(place, 303)


def _page(topic: Topic, post: Post | None, form: RemovalForm) -> str:
    says_why = must_say_why_gone(g.person, post or topic)
    return show("deletion.html", topic=topic, post=post, form=form, says_why=says_why)


@bp.post(f"{POST}/deletion/undo")
def restore_post(topic_id: int, slug: str, number: int) -> Answer:
    topic, post = find_post(topic_id, number)
    need(may_restore(g.person, post))
    if not _taken_back(f"post:{post.id}"):
        actions.restore_post(post, topic, g.person)
    return changed_post(topic, number, _("The reply is back."))


@bp.post(f"{TOPIC}/deletion/undo")
def restore_topic(topic_id: int, slug: str) -> Answer:
    topic = queries.get_topic(topic_id, g.person)
    need(may_restore(g.person, topic))
    if not _taken_back(topic.tag, f"post:{queries.get_post(topic, 1).id}"):
        actions.restore_topic(topic, g.person)
    flash(_("The discussion is back."), "good")
    return redirect(base_of(topic), 303)


def _taken_back(*subjects: str) -> bool:
    """What a ruling took away comes back by taking the ruling back; nobody takes back their own."""
    ruling = standing_removal(subjects)
    if ruling is None:
        return False
    need(may_undo(g.person, ruling, person_by_id(ruling.author_id)))
    moderation.undo(ruling, g.person)
    return True
