"""Whom learning tells, and of what. A facilitator's word is the one thing that comes at once."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.locales import speaking
from kalo.kit.text import plain
from kalo.learning.models import Block, Submission, Verdict
from kalo.learning.permissions import may_mark
from kalo.learning.queries import tasks as queries
from kalo.notifications.actions import mark_read, notify
from kalo.notifications.models import DAILY, ONCE, Kind
from kalo.notifications.subjects import Words, tells_about

HANDED_IN = Kind(
    "learning.handed_in",
    _("A work is handed in that waits for a facilitator's word"),
    _("Works that wait for your word: %(n)s"),
    strength=40,
    way=DAILY,
)
JUDGED = Kind(
    "learning.judged",
    _("A facilitator answers a work of mine"),
    _("%(who)s answered your work “%(what)s”"),
    strength=85,
    way=ONCE,
)
QUEUE = "marking:1"  # one row of news for everything that waits


@signals.work_handed_in.connect
def tell_who_marks(version: Submission, block: Block, by: Person, **_more: Any) -> None:
    """Gathered in one line on the bell, and in the daily letter."""
    whom = queries.whom_to_tell(version.work.person_id, block.lesson.programme_id)
    thing = f"work:{version.work_id}"
    notify(whom, HANDED_IN, QUEUE, "", "/learning/marking/", by=by, thing=thing)
    mark_read(by, f"work:{version.work_id}")  # whoever hands in again has read the answer


@signals.work_judged.connect
def tell_the_learner(verdict: Verdict, **_more: Any) -> None:
    """At once, and again where the word was changed; who marks has seen the queue."""
    work, by = verdict.submission.work, verdict.by
    title = work.block.words_in(work.person.language).get("title", "")
    path = f"/learning/work/{work.block_id}/"
    thing = f"verdict:{verdict.id}:{verdict.revision}"
    notify([work.person_id], JUDGED, f"work:{work.id}", title, path, by=by, thing=thing)
    if by is not None:
        mark_read(by, QUEUE)


def _words(person: Person, work_id: int, things: list[str]) -> list[Words]:
    """What the facilitator decided and said, as the letter repeats it."""
    ids = {int(thing.split(":")[1]) for thing in things if thing.startswith("verdict:")}
    with speaking(person.language):
        return [_said(verdict) for verdict in queries.verdicts_on(work_id, ids)]


def _said(verdict: Verdict) -> Words:
    decided = _("Accepted") if verdict.accepted else _("Back for another version")
    words = plain(verdict.html)
    text = f"{decided}.\n\n{words}" if words else f"{decided}."
    return Words(verdict.by.name if verdict.by else "", text, verdict.changed_at)


def _marks(person: Person, ids: list[int]) -> set[int]:
    return set(ids) if may_mark(person) else set()


tells_about("work", queries.own_works, _words)
tells_about("marking", _marks)
