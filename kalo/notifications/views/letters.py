"""Stopping letters without signing in, and the log of letters for administrators."""

from flask import abort, g, redirect, render_template, request
from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit.safety import csrf
from kalo.kit.web import need
from kalo.notifications import actions, queries
from kalo.notifications.actions.writing import read_stop_token
from kalo.notifications.models import BELL, NEVER, kinds
from kalo.notifications.permissions import may_read_letter_log, may_stop_letters
from kalo.notifications.views.news import Answer, bp

NOTES = ("all", "owed", "refused", "skipped")


def _whose(token: str) -> tuple[Person, str]:
    read = read_stop_token(token) or abort(404)
    return queries.person_here(read[0]) or abort(404), read[1]


@bp.get("/accounts/letters/<token>")
def show_stop(token: str) -> str:
    """What would be stopped, with a button; programs that look at every link stop nothing."""
    whose, what = _whose(token)
    sentence = kinds[what].sentence if what in kinds else ""
    stopped = _is_stopped(whose, what)
    facts = {"token": token, "what": what, "sentence": sentence, "stopped": stopped}
    return render_template("notifications/stop.html", all_stopped=not whose.letters, **facts)


def _is_stopped(whose: Person, what: str) -> bool:
    wishes = queries.wishes_of(whose)
    if what in kinds:
        return not whose.letters or wishes.way_of(kinds[what]) in (BELL, NEVER)
    left = [kind for kind in kinds.values() if wishes.way_of(kind) == what]
    return not whose.letters or not (left or (what == "weekly" and wishes.digest))


@bp.post("/accounts/letters/<token>")
@csrf.exempt
def stop_letters(token: str) -> Answer:
    """By the button of a page, or by the one click of a mail program (RFC 8058)."""
    whose, what = _whose(token)
    need(may_stop_letters(whose))
    actions.stop_letters(whose, "all" if request.form.get("all") else what)
    if "List-Unsubscribe" in request.form:
        return _("You will get no more of these letters."), 200
    return redirect(request.script_root + request.path, 303)


@bp.get("/accounts/admin/letters")
def show_letters() -> str:
    """What became of letters: owed, gone, or not written and why."""
    need(may_read_letter_log(g.person))
    asked = request.args.get("only", "all")
    only = asked if asked in NOTES else "all"
    notes = queries.letter_notes(only)
    return render_template("notifications/letters.html", notes=notes, only=only)
