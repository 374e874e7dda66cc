"""Drafts: kept while somebody writes, listed, gone on with, thrown away."""

from typing import Any

from flask import flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from kalo.kit import clock
from kalo.kit.web import need
from kalo.writing.actions.drafts import Words, forget_draft, save_draft
from kalo.writing.forms import DraftForm
from kalo.writing.models import Draft
from kalo.writing.permissions import may_draft
from kalo.writing.queries.drafts import drafts_of, find_draft, places_of
from kalo.writing.views.room import bp, often, show

Answer = str | Response | tuple[Any, int]


@bp.get("/drafts")
def list_drafts() -> str:
    need(may_draft(g.person))
    drafts = drafts_of(g.person)
    return show("drafts.html", drafts=drafts, places=places_of(g.person, drafts))


@bp.get("/draft")
@often
def show_draft() -> Answer:
    """One's own draft for a form, to a page that asks whether there is a newer one."""
    need(may_draft(g.person))
    found = find_draft(g.person, request.args.get("key", ""))
    return ("", 204) if found is None else _told(found)


@bp.post("/drafts")
@often
def keep_draft() -> Answer:
    """Keep a text: from a page while somebody types, or by its button as a plain form."""
    need(may_draft(g.person))
    form = DraftForm()
    if not form.validate():
        return _refused(form)
    if not (form.body.data or "").strip():
        forget_draft(g.person, form.draft.data or "")
        return _kept(None)
    words = Words(form.body.data or "", form.title.data or "", form.draft_path.data or "")
    saved = save_draft(g.person, form.draft.data or "", _number(form), words)
    if saved is None:
        return _stale(form.draft.data or "")
    return _kept(saved)


def _number(form: DraftForm) -> int:
    """The number that comes with a text; the plain button comes after whatever there was."""
    if _asks_by_script():
        return form.draft_seq.data or 1
    found = find_draft(g.person, form.draft.data or "")
    return (found.seq if found else 0) + 1


def _asks_by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _told(draft: Draft) -> Response:
    return jsonify(
        seq=draft.seq,
        at=round(draft.saved_at.timestamp() * 1000),
        when=clock.when_words(draft.saved_at),
        title=draft.title,
        body=draft.body,
    )


def _kept(draft: Draft | None) -> Answer:
    if _asks_by_script():
        return jsonify(seq=draft.seq if draft else 0)
    flash(_("Your draft is kept.") if draft else _("There was nothing to keep."), "good")
    return redirect(url_for(".list_drafts"), 303)


def _stale(key: str) -> Answer:
    """Another device was faster: its text, so that the person may choose."""
    newer = find_draft(g.person, key)
    return (_told(newer), 409) if newer else ("", 404)


def _refused(form: FlaskForm) -> Answer:
    words = " ".join(word for words in form.errors.values() for word in words)
    if _asks_by_script():
        return {"error": words}, 422
    kept = [text for text in (form.title.data, form.body.data) if text]
    return show("not_kept.html", words=words, kept=kept), 422


@bp.post("/drafts/discard")
def discard_draft() -> Answer:
    need(may_draft(g.person))
    forget_draft(g.person, request.form.get("draft", ""))
    if _asks_by_script():
        return jsonify(seq=0)
    flash(_("The draft is gone."), "good")
    return redirect(url_for(".list_drafts"), 303)
