"""Whom we tell of open answers: who marks them, and whoever wrote them once they are marked."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.learning.models import Attempt
from kalo.learning.notices.tasks import HANDED_IN, QUEUE
from kalo.learning.queries import tasks as queries
from kalo.notifications.actions import mark_read, notify
from kalo.notifications.models import ONCE, Kind

MARKED = Kind(
    "learning.quiz_marked",
    _("A facilitator marks my answers in a quiz"),
    _("%(who)s marked your answers in “%(what)s”"),
    strength=84,
    way=ONCE,
)


@signals.answers_wait.connect
def tell_who_marks(attempt: Attempt, **_more: Any) -> None:
    """With the works that wait, in one line."""
    whom = queries.whom_to_tell(attempt.person_id, attempt.block.lesson.programme_id)
    thing = f"attempt:{attempt.id}"
    notify(whom, HANDED_IN, QUEUE, "", "/learning/marking/", by=attempt.person, thing=thing)


@signals.attempt_marked.connect
def tell_the_learner(attempt: Attempt, by: Person, anew: bool, **_more: Any) -> None:
    """All of the attempt is marked now, or it gained by a key that was mended."""
    title = str(attempt.block.words_in(attempt.person.language).get("title", ""))
    path, subject = f"/learning/attempts/{attempt.id}/", f"attempt:{attempt.id}"
    thing = f"percent:{attempt.percent}"
    notify([attempt.person_id], MARKED, subject, title, path, by=by, thing=thing)
    if not anew:
        mark_read(by, QUEUE)
