"""Ignoring people, what opens with trust, and the list of watched words."""

from flask import abort, flash, g
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.web import Refused, go_to, need
from kalo.moderation import actions, trust
from kalo.moderation.actions.weighing import level
from kalo.moderation.forms import WordForm
from kalo.moderation.permissions import is_member, may_ignore, may_keep_lists, may_moderate
from kalo.moderation.queries import held, people, rulings
from kalo.moderation.spam import LIMITS
from kalo.moderation.views.doors import bp, show

Answer = str | Response | tuple[str, int]
IGNORED = "/ignored/<int(max=2147483647):person_id>"


@bp.get("/ignored")
def show_ignored() -> str:
    need(is_member(g.person))
    return show("ignored.html", ignored=people.ignored_by(g.person))


@bp.post(IGNORED)
def ignore(person_id: int) -> Response:
    whom = rulings.get_person(person_id)
    need(may_ignore(g.person, whom))
    actions.ignore(g.person, whom)
    flash(_("Their texts are folded for you from now on. They are not told."), "good")
    return go_to("accounts.show_person", name=whom.handle)


@bp.post(f"{IGNORED}/undo")
def stop_ignoring(person_id: int) -> Response:
    whom = rulings.get_person(person_id)
    need(may_ignore(g.person, whom))
    actions.stop_ignoring(g.person, whom)
    flash(_("You see their texts again."), "good")
    return go_to("moderation.show_ignored")


@bp.get("/trust")
def show_trust() -> str:
    """What opens with trust, and how far one has come."""
    need(is_member(g.person))
    facts = trust.facts_of([g.person.id])[g.person.id]
    return show(
        "trust.html", facts=facts, level=level(g.person), limits=LIMITS, steps=trust.STEPS,
        standing=people.standings([g.person.id]).get(g.person.id), staff=bool(g.person.roles),
    )  # fmt: skip


@bp.get("/people")
def show_suggested() -> str:
    """Those whom one might make pillars of the community."""
    need(may_moderate(g.person))
    return show("people.html", suggested=actions.suggested_pillars())


@bp.post("/people/<int(max=2147483647):person_id>/pillar")
def make_pillar(person_id: int) -> Response:
    need(may_moderate(g.person))
    whom = rulings.get_person(person_id)
    need(may_ignore(g.person, whom))  # not oneself
    actions.make_pillar(whom, g.person)
    flash(_("%(name)s has the fullest trust now.", name=whom.name), "good")
    return go_to("moderation.show_suggested")


@bp.get("/words")
def show_words() -> str:
    need(may_keep_lists(g.person))
    return _words_page(WordForm(formdata=None))


def _words_page(form: WordForm) -> str:
    return show("words.html", form=form, watched=held.watched_words())


@bp.post("/words")
def add_word() -> Answer:
    need(may_keep_lists(g.person))
    form = WordForm()
    if not form.validate():
        return _words_page(form), 422
    try:
        actions.add_watched_word(form.word.data or "", form.act.data, g.person)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _words_page(form), 422
    return go_to("moderation.show_words")


@bp.post("/words/<int(max=2147483647):word_id>/removal")
def drop_word(word_id: int) -> Response:
    need(may_keep_lists(g.person))
    word = held.watched_word(word_id) or abort(404)
    actions.drop_watched_word(word, g.person)
    return go_to("moderation.show_words")
