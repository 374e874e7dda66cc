"""What learning holds of a person: programmes followed, progress, and everything done."""

from datetime import datetime
from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.learning import queries


@gives_own_data("learning")
def collect(person: Person) -> dict[str, Any]:
    """All of it, as the person's own copy."""
    return {
        "programmes": [
            {
                "programme": enrolment.programme.title_el,
                "started_at": _moment(enrolment.started_at),
                "left_at": _moment(enrolment.left_at),
            }
            for enrolment in queries.enrolments_of(person)
        ],
        "lessons": [
            {
                "lesson": progress.lesson.title_el,
                "done_at": _moment(progress.done_at),
                "answered_right_at": _moment(progress.right_at),
                "answers": progress.tries,
            }
            for progress in queries.progress_of(person)
        ],
        "acts": [
            {
                "id": str(act.id),
                "lesson": key,
                "kind": act.kind,
                "value": act.value,
                "made_at": _moment(act.made_at),
                "received_at": _moment(act.received_at),
            }
            for act, key in queries.acts_of(person)
        ],
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
