"""What a member and a lead get in their own copy, and what stays when they leave."""

from typing import Any

from sqlalchemy import func, select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.own_data import everything_of
from kalo.kit.db import db, transaction
from kalo.learning.actions.allowances import allow
from kalo.learning.actions.messages import send_message
from kalo.learning.models import (
    Allowance,
    Cohort,
    CohortLead,
    CohortMessage,
    CohortMessageTo,
    Enrolment,
    Place,
)
from tests.factories.cohorts import place
from tests.learning.cohorts.conftest import Class
from tests.learning.cohorts.doing import did, read


def live(class_: Class, ada: Person, maria: Person) -> None:
    """Ada has a place; something is arranged for her and written to her."""
    place(class_.cohort, ada)
    with transaction():
        here = db.session.get_one(Cohort, class_.cohort.id)
        lead, who = (db.session.get_one(Person, person.id) for person in (maria, ada))
        allow(who, here.programme, None, lead, extra_days=3, reason="Ανάγκη")
        send_message(here, lead, [who.id], "Θέμα", "Κείμενο", {"words": "Όλα"})


def held(person: Person) -> dict[str, Any]:
    return everything_of(db.session.get_one(Person, person.id))["learning"]


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_member_gets_all_of_it(ada: Person, maria: Person, class_: Class) -> None:
    live(class_, ada, maria)
    read(ada, class_.course.lessons[2])
    did(ada, class_.workshop, "attended")
    copy = held(ada)
    assert [(each["cohort"], each["state"]) for each in copy["cohorts"]] == [
        ("Φθινόπωρο", "placed")
    ]
    (arranged,) = copy["arranged"]
    assert (arranged["more_days"], arranged["reason"]) == (3, "Ανάγκη")
    assert [(each["subject"], each["text"]) for each in copy["messages"]] == [("Θέμα", "Κείμενο")]
    assert (copy["leads"], copy["messages_written"]) == ([], [])
    assert [each["thing"] for each in copy["finished"]] == [
        f"lesson:{class_.course.lessons[2].id}",
        f"module:{class_.course.modules[1].id}",
    ]
    assert copy["programmes"][0]["paused_at"] is None


def test_a_lead_gets_what_they_wrote(ada: Person, maria: Person, class_: Class) -> None:
    live(class_, ada, maria)
    copy = held(maria)
    assert copy["leads"] == ["Φθινόπωρο"]
    assert [each["subject"] for each in copy["messages_written"]] == ["Θέμα"]
    assert (copy["cohorts"], copy["messages"]) == ([], [])


def test_nothing_of_a_member_stays(ada: Person, maria: Person, class_: Class) -> None:
    live(class_, ada, maria)
    personal = (Place, Allowance, CohortMessageTo, Enrolment)
    assert [count(model) for model in personal] == [1, 1, 1, 1]
    with transaction():
        signals.person_left.send(db.session.get_one(Person, ada.id))
    assert [count(model) for model in personal] == [0, 0, 0, 0]


def test_what_a_lead_wrote_stays_and_leads_go(ada: Person, maria: Person, class_: Class) -> None:
    live(class_, ada, maria)
    with transaction():
        signals.person_left.send(db.session.get_one(Person, maria.id))
    assert (count(CohortLead), count(CohortMessage), count(Place)) == (0, 1, 1)
