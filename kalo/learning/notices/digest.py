"""At most one word a day about a programme: the next step, days that are near, what waits.

It stands in the daily letter, at the hour and outside the quiet hours that each person chose.
"""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.locales import in_this_language, speaking
from kalo.learning import queries
from kalo.learning.models import Enrolment
from kalo.learning.pace import AWAY
from kalo.learning.queries.digest import (
    Study,
    followed,
    last_told,
    studies_of,
    study_of,
    untold,
    works_sent_back,
)
from kalo.learning.queries.missing import names_of_things
from kalo.learning.queries.naming import item_words, why_words
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import Words, tells_about

AT_ONCE = 100
DIGEST = Kind(
    "learning.digest",
    _("A deadline of a programme is near, or nothing was heard of me for long"),
    _("“%(what)s”: what comes next"),
    strength=50,
    way=DAILY,
)


def tell_learners() -> int:
    """Tell those who have something to hear today, once; answers of how many it was asked."""
    today = clock.today()
    enrolments = untold(today, AT_ONCE)
    for study in studies_of(enrolments):
        mine = study.enrolment
        if study.calls_for_a_word(last_told(mine, today), today):
            _tell(mine)
        mine.told_on = today
    return len(enrolments)


def _tell(mine: Enrolment) -> None:
    if mine.remind_on:
        mine.remind_on = None
    path = f"/learning/{mine.programme.slug}/"
    about, thing = f"enrolment:{mine.id}", f"digest:{clock.today().isoformat()}"
    with speaking(mine.person.language):
        title = in_this_language(mine.programme, "title")
    notify([mine.person_id], DIGEST, about, title, path, by=None, thing=thing)


def _words(person: Person, enrolment_id: int, _things: list[str]) -> list[Words]:
    """As it stands when the letter is written: nothing, where nothing is left to say."""
    with speaking(person.language):
        study = study_of(person, enrolment_id)
        lines = _lines(person, study) if study else []
    return [Words("e-ΚΑΛΟ", "\n".join(lines), clock.now())] if lines else []


def _lines(person: Person, study: Study) -> list[str]:
    back = works_sent_back(person, study.enrolment.programme_id)
    near = study.standing.near
    things = [*(f"block:{id}" for id in back), *(due.thing for due in near)]
    names = names_of_things(things) if things else {}
    said = [
        gettext("“%(what)s” by %(day)s.", what=names[due.thing].title, day=clock.day_words(due.on))
        for due in near
        if due.thing in names
    ]
    said += [
        gettext("A facilitator answered “%(what)s”; another version is yours to write.", what=name)
        for name in (names[f"block:{id}"].title for id in back)
    ]
    return [*_silence(study), *_next_step(person, study), *said]


def _silence(study: Study) -> list[str]:
    quiet = [why for why in study.standing.why if why.due is None]
    words = [gettext("%(what)s.", what=why_words(why, {})) for why in quiet]
    if any(why.kind == AWAY for why in quiet):
        words.append(
            gettext("Is it a bad time? A pause stops the reminders, and deadlines wait for you.")
        )
    return words


def _next_step(person: Person, study: Study) -> list[str]:
    here = queries.way_of(study.enrolment.programme, person).here
    if here is None:
        return []
    return [gettext("Next: %(what)s.", what=item_words(here))]


tells_about("enrolment", followed, _words)
