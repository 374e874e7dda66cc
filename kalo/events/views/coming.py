"""The page behind the link of a letter: whether one still comes; without an account."""

from flask import abort, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import queries
from kalo.events.actions import coming as actions
from kalo.events.models import Registration
from kalo.events.notices.letters import where_words
from kalo.events.permissions import may_say_whether_they_come
from kalo.events.views.doors import bp
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need

Answer = str | Response | tuple[str, int]


@bp.get("/coming/<token>")
def show_coming(token: str) -> Answer:
    """The question with two large buttons; looking at it says nothing."""
    registration, refused = _behind(token)
    return refused or _page(registration, token)


@bp.post("/coming/<token>")
@limiter.limit("20/minute")
def say_whether_coming(token: str) -> Answer:
    """Keep the yes, or give the seat back."""
    registration, refused = _behind(token)
    if refused:
        return refused
    need(may_say_whether_they_come(registration))
    said = request.form.get("answer")
    if said not in ("yes", "no"):
        return _page(registration, token, _("Press one of the two buttons.")), 422
    try:
        (actions.say_i_come if said == "yes" else actions.say_i_do_not_come)(registration)
    except Refused as refusal:
        return _page(registration, token, str(refusal)), 422
    return go_to(".show_coming", token=token)


def _behind(token: str) -> tuple[Registration, Answer | None]:
    """Whose seat a link is about; where it leads nowhere any more, the page that says so."""
    read = actions.read_coming_token(token)
    found = queries.registration_behind_link(read[0]) if read else None
    if read is None or found is None:
        words = _("This link is not whole. Open it again from the letter, or copy all of it.")
        return Registration(), (render_template("events/coming_gone.html", words=words), 404)
    if not actions.is_about(found, read[1]):
        words = _("This link does not work any more.")
        return Registration(), (render_template("events/coming_gone.html", words=words), 404)
    if found.event.is_draft:
        abort(404)
    if not actions.answers_the_last(found, read[2]):
        words = _(
            "This link is from an earlier letter: the event has moved once more since then. "
            "The last letter has the one that works."
        )
        page = render_template("events/coming_gone.html", words=words, event=found.event)
        return found, (page, 410)
    return found, None


def _page(registration: Registration, token: str, refusal: str = "") -> str:
    return render_template(
        "events/coming.html",
        event=registration.event,
        registration=registration,
        token=token,
        refusal=refusal,
        where=where_words(registration),
        why_not=actions.why_no_answer(registration),
    )
