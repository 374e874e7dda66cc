"""Telling editors of facts whose date has passed, each once."""

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.accounts.models import Person
from kalo.kit.locales import speaking
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import tells_about
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.permissions import may_edit_facts
from kalo.toolbox.queries.facts import editors, untold_facts

AT_ONCE = 200
TASKS = "/toolbox/facts/tasks"
FACTS_LATE = Kind(
    "toolbox.facts-late",
    _("Facts of the tools are to be checked"),
    _("To be checked: %(what)s"),
    strength=40,
    way=DAILY,
)


def tell_of_late_facts() -> int:
    """Tell editors of what expired since the last time, in one line; answers of how many."""
    late = untold_facts(AT_ONCE)
    if not late:
        return 0
    for person in editors():
        with speaking(person.language):
            what = _named(late)
        thing = ",".join(f"{fact.id}:{fact.expires}" for fact in late)[:200]
        notify([person.id], FACTS_LATE, "facts:1", what, TASKS, by=None, thing=thing)
    for fact in late:
        fact.told_for = fact.expires
    return len(late)


def _named(late: list[FactRow]) -> str:
    number = len(late)
    return ngettext("%(num)s fact of a tool", "%(num)s facts of the tools", number)


def _standing(person: Person, ids: list[int]) -> set[int]:
    return set(ids) if may_edit_facts(person) else set()


tells_about("facts", _standing)
