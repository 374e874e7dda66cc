"""A paper falls with what it stood on, and whoever earns it again has another."""

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.certificates.models import Certificate
from kalo.events.models import Event
from kalo.kit.db import db
from tests.conftest import Browser
from tests.learning.test_workshops import (  # noqa: F401
    Clock,
    Course,
    as_maria,
    course,
    event,
    note,
    read,
    time_,
)

FELL = "Αυτή η βεβαίωση ήταν γνήσια, αλλά δεν ισχύει πια"


def test_what_rested_on_attendance_alone_falls_with_it(
    as_maria: Browser,  # noqa: F811
    as_ada: Browser,
    client: Browser,
    course: Course,  # noqa: F811
    event: Event,  # noqa: F811
    ada: Person,
    time_: Clock,  # noqa: F811
) -> None:
    read(as_ada, course)
    note(as_maria, event, ada)
    subject = course.things[-1]
    as_ada.post(f"/certificates/for/{subject}", data={"name": "Ada", "once": "k" * 20})
    first = db.session.scalars(select(Certificate)).one()
    assert FELL not in client.get(first.path).text
    time_.pass_by(minutes=1)
    note(as_maria, event, ada, here=False)
    page = client.get(first.path).text
    assert FELL in page
    assert "Η παρουσία στο «Δράση» αναιρέθηκε." in page
    refused = as_ada.post(f"/certificates/for/{subject}", data={"name": "Ada", "once": "l" * 20})
    assert refused.status_code == 422
    time_.pass_by(minutes=1)
    note(as_maria, event, ada)
    again = as_ada.post(f"/certificates/for/{subject}", data={"name": "Ada", "once": "m" * 20})
    assert again.status_code == 303
    assert again.location != first.path
    assert FELL not in client.get(again.location).text
