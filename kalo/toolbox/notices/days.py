"""Reminders of days that a work plans: on the bell, and in the daily letter."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.locales import in_this_language, speaking
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import Words, tells_about
from kalo.toolbox.models.days import PlannedDay
from kalo.toolbox.queries.days import Owed, days_to_remind_of, near_days, works_that_tell

AT_ONCE = 100
DAY_IS_NEAR = Kind(
    "toolbox.day",
    _("A day that I planned in a tool is near"),
    _("A day of “%(what)s” is near"),
    strength=60,
    way=DAILY,
)


def remind_of_days() -> int:
    """Remind of what is near, each day once; answers of how many it was asked."""
    owed = days_to_remind_of(AT_ONCE)
    for each in owed:
        _remind(each)
    return len(owed)


def _remind(owed: Owed) -> None:
    day, work = owed.day, owed.work
    day.reminded_at = clock.now()
    thing = f"day:{day.key}:{day.day.isoformat()}"
    what = work.title or in_this_language(day, "title")
    notify(owed.person_ids, DAY_IS_NEAR, f"plan:{work.id}", what, work.path, by=None, thing=thing)


def _words(person: Person, work_id: int, _things: list[str]) -> list[Words]:
    """As it stands when the letter is written: what was moved or done meanwhile is not said."""
    with speaking(person.language):
        lines = [_line(day) for day in near_days(work_id)]
    return [Words("e-ΚΑΛΟ", "\n".join(lines), clock.now())] if lines else []


def _line(day: PlannedDay) -> str:
    what, on = in_this_language(day, "title"), clock.day_words(day.day)
    return gettext("%(day)s: %(what)s", day=on, what=what)


tells_about("plan", works_that_tell, _words)
