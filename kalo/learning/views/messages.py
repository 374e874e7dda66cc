"""Words to some of a cohort: chosen by a filter, looked at, sent once, written down."""

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need
from kalo.learning.actions.messages import look_of, send_message
from kalo.learning.forms.messages import MessageForm
from kalo.learning.queries import messages
from kalo.learning.queries.board import RESTING
from kalo.learning.queries.cohorts import get_led_cohort
from kalo.learning.queries.items import every_item
from kalo.learning.queries.naming import item_words
from kalo.learning.views.board import BOARD, Board, open_board, show_words
from kalo.learning.views.cohorts import Answer
from kalo.learning.views.room import bp, learner, often

sending = limiter.limit("10 per hour;40 per day", key_func=learner, methods=["POST"])


@bp.get(BOARD + "messages/")
def show_messages(cohort_id: int) -> str:
    """What was written to a cohort, and to whom."""
    need(g.person is not None)
    cohort = get_led_cohort(cohort_id, g.person).cohort
    return render_template(
        "learning/messages.html",
        cohort=cohort,
        programme=cohort.programme,
        sent=messages.messages_page(cohort),
    )


@bp.get(BOARD + "messages/new")
def show_new_message(cohort_id: int) -> str:
    """The form; whoever the filter leaves is ticked, but those on a pause."""
    board = open_board(cohort_id)
    form = MessageForm().offer(board.lines)
    form.people.data = _ticked(board)
    return _form_page(board, form)


def _ticked(board: Board) -> list[int]:
    """Whoever the filter leaves, or the one person of `?to=`."""
    if to := request.args.get("to"):
        return [line.id for line in board.lines if line.handle == to]
    rests = board.show == RESTING
    return [line.id for line in board.chosen if rests or not line.standing.rests]


@bp.post(BOARD + "messages/preview")
@often
def preview_message(cohort_id: int) -> Answer:
    """To whom it goes, and how it will look."""
    board = open_board(cohort_id)
    form = MessageForm().offer(board.lines)
    if not form.validate():
        return _form_page(board, form), 422
    return _form_page(board, form, looked=True)


@bp.get(BOARD + "messages/preview")
def show_preview(cohort_id: int) -> Response:
    """The address that a look leaves in the bar."""
    open_board(cohort_id)
    return go_to("learning.show_new_message", cohort_id=cohort_id)


@bp.post(BOARD + "messages/new")
@sending
@once
def send(cohort_id: int) -> Answer:
    """Send what was looked at; anything else is shown first."""
    board = open_board(cohort_id)
    form = MessageForm().offer(board.lines)
    if not form.validate():
        return _form_page(board, form), 422
    if not form.was_looked_at:
        form.form_errors.append(_("Look at it once before it goes: it is not sent yet."))
        return _form_page(board, form, looked=True), 422
    words = (form.people.data or [], form.subject.data or "", form.text.data or "")
    try:
        send_message(board.cohort, g.person, *words, chosen=_chosen(board))
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _form_page(board, form), 422
    flash(_("It is sent."), "good")
    return go_to("learning.show_messages", cohort_id=cohort_id)


@bp.get("/messages/<int(max=2147483647):message_id>/")
def show_message(message_id: int) -> str:
    """A message, for those whom it reached and for those who lead."""
    need(g.person is not None)
    message = messages.get_message(message_id, g.person)
    return render_template(
        "learning/message.html",
        message=message,
        cohort=message.cohort,
        programme=message.cohort.programme,
    )


def _chosen(board: Board) -> dict[str, str]:
    """The filter, in words that stand for themselves."""
    names = {item.thing: item_words(item) for item in every_item(board.outline)}
    return {
        "show": board.show,
        "lacking": board.lacking,
        "words": filter_words(board.show, names.get(board.lacking, "")),
    }


def filter_words(show: str, lacking: str) -> str:
    """A filter in a few words."""
    said = show_words(show)
    return _("%(who)s, without “%(what)s”", who=said, what=lacking) if lacking else said


def _form_page(board: Board, form: MessageForm, looked: bool = False) -> str:
    chosen = set(form.people.data or [])
    facts: dict[str, Any] = {
        "board": board,
        "cohort": board.cohort,
        "programme": board.cohort.programme,
        "form": form,
        "to": [line for line in board.lines if line.id in chosen] if looked else [],
        "html": look_of(form.text.data or "") if looked else "",
        "words": _chosen(board)["words"],
        "filter": {name: request.values.get(name, "") for name in ("show", "lacking")},
    }
    form.looked.data = form.look if looked else ""
    return render_template("learning/message_form.html", **facts)
