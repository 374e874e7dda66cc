"""What certificates show on the pages of others."""

from typing import Any

from flask import g, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from kalo.accounts.models import Person
from kalo.certificates import queries
from kalo.certificates.elements import HEADS
from kalo.certificates.models import Certificate
from kalo.certificates.permissions import may_have, may_see_all_of
from kalo.certificates.subjects import Earned, kind_of
from kalo.kit.slots import fills


@fills("certificate")
def certificate(subject: str, person: Person | None = None, **_more: Any) -> str:
    """What was earned here, or its certificate; two statements however many places a page has."""
    if person is None or not may_have(person):
        return ""
    earned, had = _earned_of(person, subject), _had_by(person).get(subject)
    if earned is None and had is None:
        return ""
    return render_template(
        "certificates/_certificate.html", subject=subject, earned=earned, had=had
    )


def _earned_of(person: Person, subject: str) -> Earned | None:
    kind = kind_of(subject)
    if kind is None:
        return None
    asked: dict[tuple[int, str], dict[str, Earned]] = g.setdefault("earned", {})
    key = person.id, kind.kind
    if key not in asked:
        asked[key] = {earned.subject: earned for earned in kind.earned(person)}
    return asked[key].get(subject)


def _had_by(person: Person) -> dict[str, Certificate]:
    """For each subject the certificate that stands, else the last one."""
    asked: dict[int, dict[str, Certificate]] = g.setdefault("certificates", {})
    if person.id not in asked:
        rows = sorted(queries.certificates_of(person), key=lambda row: (row.stands, row.id))
        asked[person.id] = {row.subject: row for row in rows}
    return asked[person.id]


@fills("site-links")
def check_link(**_more: Any) -> Markup:
    """For everybody, at the foot of every page: is this certificate genuine?"""
    there = url_for("certificates.check")
    return Markup('<a href="{}">{}</a>').format(there, gettext("Check a certificate"))


@fills("account-pages", order=35)
def my_certificates(**_more: Any) -> str:
    """The way to one's own certificates."""
    return render_template("certificates/_account_page.html")


@fills("person-profile", order=80)
def certificates_of(person: Person, viewer: Person | None = None, **_more: Any) -> str:
    """For facilitators: the certificates of whoever this is."""
    if not may_see_all_of(viewer) or viewer is None or viewer.id == person.id:
        return ""
    had = queries.certificates_of(person)
    return render_template("certificates/_of_person.html", had=had, heads=HEADS) if had else ""
