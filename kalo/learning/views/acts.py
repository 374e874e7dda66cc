"""What browsers send of what learners did, and looking a receipt up."""

from typing import Any

from flask import Response, abort, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import generate_csrf

from kalo.kit import clock
from kalo.kit.web import need
from kalo.learning import queries
from kalo.learning.actions.acts import Kept, take_all
from kalo.learning.forms.sent import Odd, sent_acts
from kalo.learning.permissions import may_look_up_receipts
from kalo.learning.views.lessons import saved_words
from kalo.learning.views.room import acts_limit, bp


@bp.post("/acts")
@acts_limit
def take_acts() -> Response:
    """Keep what was sent, and name each act that is safe now; the browser forgets only those."""
    payload = request.get_json(silent=True)
    # The acts of one person are not taken in the name of another who signed in meanwhile.
    whose = payload.get("person") if isinstance(payload, dict) else None
    need(g.person is not None)
    if whose != g.person.id:
        abort(409)
    try:
        acts, odd, sent_at = sent_acts(payload)
    except Odd:
        abort(400)
    taken = take_all(g.person, acts, sent_at)
    sentences = dict.fromkeys(odd, _("This cannot be understood.")) | taken.refused
    return jsonify(
        kept=[_named(one) for one in taken.kept],
        refused=[{"id": id, "sentence": said} for id, said in sentences.items()],
    )


def _named(one: Kept) -> dict[str, Any]:
    """What the page shows of an act that is safe."""
    return {
        "id": str(one.id),
        "receipt": one.receipt,
        "at": one.at.isoformat(),
        "words": _("%(saved)s · receipt %(code)s", saved=saved_words(one.at), code=one.receipt),
        "told": one.told,
    }


@bp.get("/acts/token")
def show_token() -> Response:
    """Who is signed in by now, and what a form of theirs carries."""
    person = g.person.id if g.person else None
    response = jsonify(token=generate_csrf(), person=person, now=clock.now().isoformat())
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/receipts")
def show_receipts() -> str:
    """What stands behind a receipt that a learner shows."""
    need(may_look_up_receipts(g.person))
    code = request.args.get("code", "").strip().lower()
    found = queries.acts_by_receipt(code) if code else []
    return render_template("learning/receipts.html", code=code, found=found)


WHAT = {
    "opened": _l("A lesson opened"),
    "done": _l("A lesson finished"),
    "answered": _l("An answer to a question"),
    "played": _l("A video or a recording played"),
    "quiz-answer": _l("An answer in a quiz"),
    "submitted": _l("A quiz handed in"),
    "handed-in": _l("A task handed in"),
    "accepted": _l("A task accepted"),
    "attended": _l("A workshop attended"),
    "excused": _l("An excuse"),
}


@bp.app_template_global("receipt_words")
def receipt_words(receipt: queries.Receipt) -> str:
    """What was done, in a few words."""
    if receipt.kind == "done" and receipt.block:
        return _("A video or a recording taken in")
    return str(WHAT.get(receipt.kind, receipt.kind))
