"""Whoever was given a code checks it: in plain words, and for machines."""

from typing import Any

from flask import g, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from kalo.certificates import queries
from kalo.certificates.codes import read_code
from kalo.certificates.elements import DID, HEADS, as_json, elements_of
from kalo.certificates.forms import CodeForm
from kalo.certificates.models import Certificate
from kalo.certificates.permissions import (
    is_holder,
    may_correct,
    may_print,
    may_restore,
    may_revoke,
)
from kalo.certificates.printing import address_of
from kalo.certificates.views.doors import (
    Answer,
    bp,
    get_certificate,
    lead_to_its_address,
    no_guessing,
)
from kalo.kit.locales import speaking
from kalo.kit.qr import qr_picture
from kalo.kit.web import go_to, in_language, language


@bp.get("/check")
@no_guessing
def check() -> Answer:
    """A box for a code; a code that was typed leads to its page."""
    form = CodeForm(request.args)
    if not form.code.data:
        return render_template("certificates/check.html", form=form, unknown="")
    code = read_code(form.code.data)
    if code is None:
        return _unknown(form.code.data)
    return go_to(".show_certificate", code=code)


@bp.get("/<code>/")
@no_guessing
def show_certificate(code: str) -> Answer:
    """Whether it is genuine and stands, and all that it says."""
    if elsewhere := lead_to_its_address(code):
        return elsewhere
    certificate = queries.find_certificate(read_code(code) or "")
    if certificate is None:
        return _unknown(code)
    if certificate.gone:
        return render_template("certificates/gone.html", certificate=certificate)
    return _page(certificate)


@bp.get("/<code>.json")
@no_guessing
def show_json(code: str) -> Response:
    """The eleven elements for machines, in both languages."""
    certificate = get_certificate(code)
    answer = make_response(jsonify(_for_machines(certificate)))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _page(certificate: Certificate) -> str:
    address = address_of(certificate, language())
    return render_template(
        "certificates/certificate.html",
        certificate=certificate,
        says=certificate.says(language()),
        head=HEADS[certificate.kind],
        did=DID[certificate.kind],
        elements=elements_of(certificate, language()),
        address=address,
        qr=qr_picture,
        mine=is_holder(g.person, certificate),
        newer=queries.newer_than(certificate),
        papers=_papers(certificate),
        can_print=may_print(g.person, certificate),
        can_correct=may_correct(g.person, certificate),
        can_revoke=may_revoke(g.person, certificate),
        can_restore=may_restore(g.person, certificate),
    )


def _papers(certificate: Certificate) -> list[tuple[str, str, str]]:
    """The PDF in each language, with words of that language; the page's own comes first."""
    path = f"/certificates/{certificate.code}.pdf"
    ways = [("el", "PDF στα ελληνικά", path), ("en", "PDF in English", in_language(path, "en"))]
    return sorted(ways, key=lambda way: way[0] != language())


def _unknown(typed: str) -> tuple[str, int]:
    form = CodeForm(data={"code": typed[:100]})
    return render_template("certificates/check.html", form=form, unknown=typed[:100]), 404


def _for_machines(certificate: Certificate) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": certificate.code,
        "address": address_of(certificate, "el"),
        "state": state_of(certificate),
        "kind": certificate.kind,
        "sample": certificate.sample,
        "issued_at": certificate.issued_at.isoformat(),
        "earned_on": certificate.earned_on.isoformat(),
        "revoked_at": certificate.revoked_at.isoformat() if certificate.revoked_at else None,
        "identity_checked": False,
        "elements": {},
    }
    if not certificate.gone:
        for spoken in ("el", "en"):
            with speaking(spoken):
                told["elements"][spoken] = as_json(certificate, spoken)
    return told


def state_of(certificate: Certificate) -> str:
    """In one word."""
    if certificate.gone:
        return "gone"
    return "valid" if certificate.stands else "revoked"
