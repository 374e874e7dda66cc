"""The paper itself, for whoever holds the certificate."""

from flask import Response, g

from kalo.certificates.permissions import may_print
from kalo.certificates.printing import print_certificate
from kalo.certificates.views.doors import bp, get_certificate, member, no_guessing
from kalo.kit.safety import limiter
from kalo.kit.web import language, need


@bp.get("/<code>.pdf")
@limiter.limit("10/minute;100/day", key_func=member)
@no_guessing
def show_pdf(code: str) -> Response:
    """The PDF in the language of the address: /en/certificates/….pdf is in English."""
    certificate = get_certificate(code)
    need(may_print(g.person, certificate))
    printed = print_certificate(certificate, language())
    answer = Response(printed, mimetype="application/pdf")
    name = "certificate" if language() == "en" else "bebaiosi"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}-{certificate.code}.pdf"'
    answer.headers["Content-Language"] = language()
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
