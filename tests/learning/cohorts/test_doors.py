"""Every door of cohorts, in the states in which a cohort can be: who comes in."""

from datetime import timedelta
from typing import Any

import pytest

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.actions.allowances import allow
from kalo.learning.actions.cohorts import close_cohort
from kalo.learning.actions.messages import send_message
from kalo.learning.models import Cohort
from tests.answers import wrong
from tests.factories.cohorts import place, stand_cohort
from tests.learning.cohorts.conftest import Class
from tests.learning.cohorts.test_cohorts import typed

OPEN, CLOSED, ENDED = "open", "closed", "ended"
C = "/learning/programme-1/cohorts/"
B = "/learning/cohorts/{id}/"
P = B + "people/ada/"
DOORS = [
    # method, path, state; guest, member, stranger, lead, another facilitator, administrator
    ("GET", C, OPEN, 200, 200, 200, 200, 200, 200),
    ("GET", "/learning/nowhere/cohorts/", OPEN, 404, 404, 404, 404, 404, 404),
    ("GET", C + "new", OPEN, 303, 403, 403, 200, 200, 200),
    ("POST", C + "new", OPEN, 401, 403, 403, 303, 303, 303),
    ("GET", "/learning/cohorts/", OPEN, 303, 403, 403, 200, 200, 200),
    ("GET", C + "{id}/", OPEN, 200, 200, 200, 200, 200, 200),
    ("GET", C + "{id}/", CLOSED, 404, 200, 404, 200, 404, 200),
    ("GET", C + "{id}/", ENDED, 200, 200, 200, 200, 200, 200),
    ("GET", C + "{id}/place", OPEN, 303, 303, 303, 303, 303, 303),
    ("GET", C + "{id}/place", CLOSED, 404, 303, 404, 303, 404, 303),
    ("POST", C + "{id}/place", OPEN, 401, 303, 303, 303, 303, 303),
    ("POST", C + "{id}/place", CLOSED, 404, 303, 404, 422, 404, 422),
    ("POST", C + "{id}/place", ENDED, 401, 303, 422, 422, 422, 422),
    ("POST", C + "{id}/place/undo", OPEN, 401, 303, 403, 403, 403, 403),
    ("POST", C + "{id}/place/undo", CLOSED, 404, 303, 404, 403, 404, 403),
    ("GET", C + "{id}/edit", OPEN, 303, 403, 403, 200, 403, 200),
    ("GET", C + "{id}/edit", CLOSED, 404, 403, 404, 200, 404, 200),
    ("POST", C + "{id}/edit", OPEN, 401, 403, 403, 303, 403, 303),
    ("POST", C + "{id}/closure", OPEN, 401, 403, 403, 303, 403, 303),
    ("POST", C + "{id}/closure", CLOSED, 404, 403, 404, 303, 404, 303),
    ("POST", C + "{id}/closure/undo", CLOSED, 404, 403, 404, 303, 404, 303),
    ("GET", C + "{id}/deadlines", OPEN, 303, 403, 403, 200, 403, 200),
    ("POST", C + "{id}/deadlines", OPEN, 401, 403, 403, 303, 403, 303),
    ("GET", B + "board", OPEN, 303, 404, 404, 200, 404, 200),
    ("GET", B + "board", CLOSED, 303, 404, 404, 200, 404, 200),
    ("GET", B + "board.csv", OPEN, 303, 404, 404, 200, 404, 200),
    ("GET", B + "board.xlsx", OPEN, 303, 404, 404, 200, 404, 200),
    ("GET", P, OPEN, 303, 404, 404, 200, 404, 200),
    ("GET", B + "people/mallory/", OPEN, 303, 404, 404, 404, 404, 404),
    ("GET", P + "allowances", OPEN, 303, 404, 404, 200, 404, 200),
    ("POST", P + "allowances", OPEN, 401, 404, 404, 303, 404, 303),
    ("POST", P + "allowances/{allowance}/undo", OPEN, 401, 404, 404, 303, 404, 303),
    ("GET", P + "completions", OPEN, 303, 404, 404, 200, 404, 200),
    ("POST", P + "completions", OPEN, 401, 404, 404, 303, 404, 303),
    ("GET", P + "completions/undo", OPEN, 303, 404, 404, 200, 404, 200),
    ("POST", P + "completions/undo", OPEN, 401, 404, 404, 404, 404, 404),
    ("GET", P + "removal", OPEN, 303, 404, 404, 200, 404, 200),
    ("POST", P + "removal", OPEN, 401, 404, 404, 303, 404, 303),
    ("GET", B + "messages/", OPEN, 303, 404, 404, 200, 404, 200),
    ("GET", B + "messages/new", OPEN, 303, 404, 404, 200, 404, 200),
    ("POST", B + "messages/new", OPEN, 401, 404, 404, 422, 404, 422),
    ("GET", B + "messages/preview", OPEN, 303, 404, 404, 303, 404, 303),
    ("POST", B + "messages/preview", OPEN, 401, 404, 404, 200, 404, 200),
    ("GET", "/learning/messages/{message}/", OPEN, 303, 200, 404, 200, 404, 200),
    ("GET", "/learning/messages/{message}/", CLOSED, 303, 200, 404, 200, 404, 200),
    ("GET", "/learning/programme-1/enrolment/pause", OPEN, 303, 200, 403, 403, 403, 403),
    ("POST", "/learning/programme-1/enrolment/pause", OPEN, 401, 303, 403, 403, 403, 403),
    ("POST", "/learning/programme-1/enrolment/pause/undo", OPEN, 401, 303, 403, 403, 403, 403),
    ("POST", "/learning/programme-1/enrolment/reminder", OPEN, 401, 303, 403, 403, 403, 403),
]


ROLES = ("guest", "member", "stranger", "lead", "another facilitator", "administrator")


@pytest.mark.usefixtures("nothing_stays")
@pytest.mark.parametrize("state", sorted({row[2] for row in DOORS}))
def test_a_door_opens_to_those_who_may(
    as_person: Any,
    ada: Person,
    mallory: Person,
    maria: Person,
    petros: Person,
    administrator: Person,
    class_: Class,
    state: str,
) -> None:
    people = (None, ada, mallory, maria, petros, administrator)
    browsers, found = [as_person(person) for person in people], []
    there = stand(class_, ada, maria, state)
    sent = {
        **typed(maria, joining_until="", capacity="", revision=there["revision"]),
        **{"people": str(ada.id), "subject": "Θέμα", "text": "Κείμενο"},
        **{"block": "0", "extra_days": "3", "reason": "Ανάγκη", "once": "a-key-of-one-form"},
        "thing": f"module:{class_.course.modules[0].id}",
    }
    for method, path, where, *expected in DOORS:
        if where == state:
            asked = path.format(**there)
            codes = [each.open(asked, method=method, data=sent).status_code for each in browsers]
            found += wrong(f"{method} {path}", ROLES, codes, expected)
    assert found == [], "\n".join(found)


def stand(class_: Class, ada: Person, maria: Person, state: str) -> dict[str, str]:
    """A cohort with Ada in it; something is arranged and written there."""
    cohort = stand_cohort(class_.course.programme, maria)
    place(cohort, ada)
    with transaction():
        here = db.session.get_one(Cohort, cohort.id)
        lead, who = (db.session.get_one(Person, person.id) for person in (maria, ada))
        message = send_message(here, lead, [who.id], "Θέμα", "Κείμενο", {"words": "Όλα"})
        given = allow(who, here.programme, None, lead, extra_days=3, reason="Ανάγκη")
        if state == CLOSED:
            close_cohort(here, lead)
        elif state == ENDED:
            here.ends_on = clock.today() - timedelta(days=1)
        found = {"id": here.id, "message": message.id, "allowance": given.id}
        return {name: str(each) for name, each in {**found, "revision": here.revision}.items()}
