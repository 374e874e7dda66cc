"""The queue of moderators, and a case of it."""

from collections.abc import Callable, Sequence

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.db import drop
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.moderation import actions, reasons
from kalo.moderation.actions.cases import Stale
from kalo.moderation.forms import AnswerForm, HeldForm, NoteForm, RulingForm, VersionForm
from kalo.moderation.models import Case
from kalo.moderation.models.cases import APPEAL, OPEN
from kalo.moderation.models.rulings import DELETE, EDIT, HIDE, SILENCE, SUSPEND, VERBS
from kalo.moderation.notices import words_for
from kalo.moderation.permissions import (
    may_answer_appeal,
    may_claim,
    may_moderate,
    may_penalise,
    may_rule_on,
)
from kalo.moderation.queries import cases, rulings
from kalo.moderation.queries.held import find_held
from kalo.moderation.things import Thing, find_thing, parts_of
from kalo.moderation.views.doors import bp, show

Answer = str | Response | tuple[str, int]
CASE = "/cases/<int(max=2147483647):case_id>"
Forms = RulingForm | HeldForm | AnswerForm


@bp.get("/")
def show_queue() -> str:
    need(may_moderate(g.person))
    kind = request.args.get("kind", "")
    found = cases.open_cases(kind, request.args.get("after", ""))
    counts = cases.counts_by_kind()
    return show("queue.html", found=found, kind=kind, counts=counts, kinds=reasons.KINDS)


@bp.get(f"{CASE}/")
def show_case(case_id: int) -> str:
    need(may_moderate(g.person))
    case = cases.get_case(case_id)
    thing = find_thing(case.subject)
    return case_page(case, thing, _form(case, thing))


def _form(case: Case, thing: Thing | None, sent: bool = False) -> Forms:
    """The form for what a case waits for; empty, or as it was sent."""
    more = {} if sent else {"formdata": None, "version": case.version}
    if case.kind == APPEAL:
        return AnswerForm(**more)
    if case.subject.startswith("held:"):
        return HeldForm(**more)
    if not sent and thing and thing.author:
        more["days"] = reasons.suggested_days(rulings.earlier_penalties(thing.author.id))
    return RulingForm(**more).offer(verbs_for(thing))


def verbs_for(thing: Thing | None) -> list[str]:
    """What this moderator can do with a thing and its author."""
    if thing is None:
        return ["keep"]
    moderated, _key = parts_of(thing.subject)
    known = {
        "keep": True,
        EDIT: bool(moderated and moderated.edit_path),
        HIDE: bool(moderated and moderated.hide),
        DELETE: bool(moderated and moderated.delete),
    }
    return [v for v in VERBS if known.get(v, may_penalise(g.person, thing.author, v))]


def case_page(
    case: Case, thing: Thing | None, form: Forms, note_form: NoteForm | None = None
) -> str:
    appealed = rulings.find_ruling(case.appealed_id)
    author = rulings.person_by_id(case.author_id)
    held = find_held(int(case.subject[5:])) if case.subject.startswith("held:") else None
    return show(
        "case.html",
        case=case,
        thing=thing,
        author=author,
        form=form,
        held=held,
        appealed=appealed,
        may_answer=_may_decide(case, thing),
        reports=cases.reports_on(case),
        notes=cases.notes_on(case),
        past=rulings.rulings_of_case(case),
        penalties=rulings.earlier_penalties(author.id) if author else 0,
        holder=rulings.person_by_id(case.claimed_by_id),
        note_form=note_form or NoteForm(formdata=None),
        words=reasons,
        edit_path=_edit_path(thing),
        usual={code: words_for(code, "", author) for code in reasons.MESSAGES},
    )


def _edit_path(thing: Thing | None) -> str:
    moderated, _key = parts_of(thing.subject) if thing else (None, "")
    return moderated.edit_path(thing) if thing and moderated and moderated.edit_path else ""


def _may_decide(case: Case, thing: Thing | None) -> bool:
    """Whoever may rule on this kind of thing, and on this author."""
    moderated, key = parts_of(case.subject)
    if thing and moderated and not moderated.may_rule(g.person, key):
        return False
    appealed = rulings.find_ruling(case.appealed_id)
    if case.kind == APPEAL and appealed:
        people = {appealed.by_id, appealed.author_id or 0}
        return may_answer_appeal(g.person, appealed, cases.others_who_rule(people))
    return may_rule_on(g.person, thing.author if thing else rulings.person_by_id(case.author_id))


@bp.post(f"{CASE}/ruling")
def rule(case_id: int) -> Answer:
    need(may_moderate(g.person))
    case = cases.get_case(case_id)
    thing = find_thing(case.subject)
    need(_may_decide(case, thing))
    form = _form(case, thing, sent=True)
    if not form.validate():
        return case_page(case, thing, form), 422
    try:
        _decide(case, thing, form)
    except Stale:
        return _stale(case, thing, _typed(form))
    except Refused as refusal:
        drop()  # the case is open as before, and so is the form
        form.form_errors.append(str(refusal))
        return case_page(case, thing, form), 422
    flash(_("Done. Whoever it concerns was told."), "good")
    return go_to("moderation.show_case", case_id=case.id)


def _decide(case: Case, thing: Thing | None, form: Forms) -> None:
    seen = form.seen
    if case.state != OPEN or seen != case.version:
        raise Stale
    appealed = rulings.find_ruling(case.appealed_id)
    if isinstance(form, AnswerForm) and appealed:
        stands = form.verb.data == "stands"
        words = form.words.data or ""
        return actions.answer_appeal(case, seen, appealed, g.person, stands, words)
    if isinstance(form, HeldForm):
        return _decide_held(case, seen, thing, form)
    if isinstance(form, RulingForm):
        actions.rule(case, seen, g.person, thing, _decision(form, thing))
    return None


def _decide_held(case: Case, seen: int, thing: Thing | None, form: HeldForm) -> None:
    held, publish = find_held(int(case.subject[5:])), form.verb.data == "publish"
    author = thing.author if thing else None
    words = form.words.data or ("" if publish else words_for(form.reason.data, "", author))
    if held:
        actions.settle_held(case, seen, held, g.person, publish, form.reason.data or "", words)


def _decision(form: RulingForm, thing: Thing | None) -> actions.Decision:
    verb, reason = form.verb.data or "", form.reason.data or ""
    keeps = verb == "keep"
    author = thing.author if thing else None
    return actions.Decision(
        verb=verb,
        reason="" if keeps else reason,
        words=form.words.data or ("" if keeps else words_for(reason, verb, author)),
        days=form.days.data if verb in {SILENCE, SUSPEND} else None,
        law="" if keeps else form.law.data or "",
        facts="" if keeps else form.facts.data or "",
        hides=bool(form.hides.data) and verb in {"warn", SILENCE, SUSPEND},
    )


def _typed(form: Forms) -> list[str]:
    """The words of a decision that was not taken, to be given back."""
    fields = (form[name].data for name in ("words", "law", "facts") if name in form)
    return [said for said in fields if said]


def _stale(case: Case, thing: Thing | None, typed: Sequence[str] = ()) -> Answer:
    """What another moderator did in the meantime; nothing of ours was done."""
    last = cases.last_ruling(case) if case.state != OPEN else None
    by = rulings.person_by_id(last.by_id if last else case.claimed_by_id)
    facts = {"case": case, "thing": thing, "last": last, "by": by, "typed": typed}
    return show("stale.html", words=reasons, **facts), 409


@bp.post(f"{CASE}/claim")
def claim(case_id: int) -> Answer:
    return _held_by(case_id, lambda case, seen: actions.claim(case, g.person, seen))


@bp.post(f"{CASE}/claim/undo")
def let_go(case_id: int) -> Answer:
    return _held_by(case_id, actions.let_go)


def _held_by(case_id: int, act: Callable[[Case, int], None]) -> Answer:
    need(may_moderate(g.person))
    case = cases.get_case(case_id)
    need(may_claim(g.person, case))
    form = VersionForm()
    try:
        act(case, form.seen)
    except Stale:
        return _stale(case, find_thing(case.subject))
    return go_to("moderation.show_case", case_id=case.id)


@bp.post(f"{CASE}/notes")
@once
def write_note(case_id: int) -> Answer:
    need(may_moderate(g.person))
    case = cases.get_case(case_id)
    form = NoteForm()
    if not form.validate():
        thing = find_thing(case.subject)
        return case_page(case, thing, _form(case, thing), form), 422
    actions.write_note(case, g.person, form.words.data or "")
    return redirect(url_for(".show_case", case_id=case.id, _anchor="notes"), 303)
