"""Two sample cohorts of the first programme: one on its way with people waiting, one to come."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.actions.allowances import allow
from kalo.learning.actions.cohorts import make_cohort
from kalo.learning.actions.deadlines import set_deadlines
from kalo.learning.actions.messages import send_message
from kalo.learning.actions.places import ask_for_place
from kalo.learning.models import Cohort, Enrolment, Programme
from kalo.learning.queries.items import Item, outline_of
from kalo.learning.seeds.paths import PROGRAMME

LEAD = "maria"
IN_IT = ("nikos", "despoina", "iosif", "eleni")
WAITING = ("katerina", "anna")
QUIET = "eleni"  # began and has not been heard of since
BEGAN, SILENT = 16, 12  # days ago
HELPED = ("despoina", 7, "Ετοιμάζει την επιχείρηση της ομάδας της αυτές τις μέρες.")
SUBJECT = "Πώς πάει το πρώτο μέρος;"
WORDS = """\
Γεια σε όλα τα άτομα του τμήματος,

το πρώτο μέρος κλείνει σε λίγες μέρες. **Αν κάτι σε δυσκολεύει, γράψε μου**· κι αν δεν είναι καλή
στιγμή, κάνε μια παύση από τη σελίδα του προγράμματος: οι προθεσμίες θα σε περιμένουν.
"""


def seed(people: dict[str, Person]) -> None:
    """Make them once; they say that they are samples."""
    programme = db.session.scalar(
        select(Programme).where(Programme.slug == PROGRAMME, Programme.withdrawn_at.is_(None))
    )
    known = db.session.scalar(select(Cohort.id).where(Cohort.sample).limit(1))
    if programme is None or known is not None or not {LEAD, *IN_IT, *WAITING} <= people.keys():
        return
    _to_come(programme, people[LEAD])
    cohort = _on_its_way(programme, people)
    _as_it_was(programme, people)
    _arrange(programme, cohort, people)


def _on_its_way(programme: Programme, people: dict[str, Person]) -> Cohort:
    names = {"name_el": "Φθινοπωρινό τμήμα", "name_en": "Autumn cohort"}
    cohort = _make(programme, people[LEAD], -BEGAN, 60, capacity=len(IN_IT), **names)
    for handle in (*IN_IT, *WAITING):
        ask_for_place(cohort, people[handle])
    return cohort


def _to_come(programme: Programme, lead: Person) -> None:
    names = {"name_el": "Εαρινό τμήμα", "name_en": "Spring cohort"}
    until = clock.today() + timedelta(days=35)
    _make(programme, lead, 40, 120, capacity=20, joining_until=until, **names)


def _make(programme: Programme, lead: Person, start: int, end: int, **values: Any) -> Cohort:
    today = clock.today()
    days = {"starts_on": today + timedelta(days=start), "ends_on": today + timedelta(days=end)}
    cohort = make_cohort(programme, lead, {"joining_until": None, **days, **values}, [lead.id])
    cohort.sample = True
    db.session.flush()
    return cohort


def _as_it_was(programme: Programme, people: dict[str, Person]) -> None:
    """They began with the cohort; one was not heard of for long."""
    _let(programme, [people[name] for name in IN_IT], started_at=_ago(BEGAN))
    _let(programme, [people[QUIET]], last_act_at=_ago(SILENT))


def _ago(days: int) -> Any:
    return clock.now() - timedelta(days=days)


def _let(programme: Programme, people: list[Person], **values: Any) -> None:
    ours = update(Enrolment).where(
        Enrolment.programme_id == programme.id, Enrolment.person_id.in_([p.id for p in people])
    )
    db.session.execute(ours.values(**values))


def _arrange(programme: Programme, cohort: Cohort, people: dict[str, Person]) -> None:
    lead = people[LEAD]
    outline = outline_of(programme.id)
    today = clock.today()
    days = {thing: today + timedelta(days=each) for thing, each in _days(outline).items()}
    set_deadlines(cohort, lead, days, cohort.revision)
    handle, more, reason = HELPED
    allow(people[handle], programme, None, lead, extra_days=more, reason=reason)
    to = [people[name].id for name in IN_IT]
    chosen = {"show": "all", "lacking": "", "words": "Όλα τα άτομα"}
    send_message(cohort, lead, to, SUBJECT, WORDS, chosen)


def _days(outline: list[Item]) -> dict[str, int]:
    """The first thing asked was due already, the others soon; a module every fortnight."""
    asked = [part for module in outline for lesson in module.parts for part in lesson.parts]
    days = {module.thing: 5 + 14 * number for number, module in enumerate(outline)}
    days.update({part.thing: 3 + 2 * number for number, part in enumerate(asked)})
    return {thing: min(each, 60) for thing, each in days.items()} | (
        {asked[0].thing: -2} if asked else {}
    )
