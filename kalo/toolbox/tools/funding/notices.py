"""Whom we tell that a funding tool is new, has changed, or closes soon; each of each once."""

from datetime import timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.locales import speaking
from kalo.kit.web import language
from kalo.notifications.actions import notify, tells
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import Words, tells_about
from kalo.toolbox.tools.funding import actions, queries, rules, words
from kalo.toolbox.tools.funding.models import Funding
from kalo.toolbox.tools.funding.saying import amount_words, deadline_words

FITS = Kind(
    "toolbox.funding",
    _("A funding tool that suits a search of mine is new or has changed"),
    _("Suits a search of yours: “%(what)s”"),
    way=DAILY,
)
CLOSES = Kind(
    "toolbox.funding_closes",
    _("A funding tool that suits a search of mine closes soon"),
    _("Closes soon: “%(what)s”"),
    strength=55,
    way=DAILY,
)


@tells("funding")
def tell_of_change(funding_id: int) -> None:
    """Of an entry that is new or differs in what people wait for."""
    entry = queries.with_words(funding_id)
    if entry is not None and rules.state_on(entry, clock.today()) != words.CLOSED:
        _tell(entry, FITS, f"version-{entry.version}")


def tell_of_deadlines() -> int:
    """Of what closes within two weeks, and again within three days; answers how many near."""
    today = clock.today()
    near = queries.closing_between(today, today + timedelta(days=max(rules.REMINDED)))
    ours = [entry for entry in near if entry.deadline_is_ours]
    for entry in ours:
        if (days := rules.reminder_on(entry, today)) is not None:
            _tell(entry, CLOSES, f"closes-{entry.closes}-{days}")
    return len(ours)


def _tell(entry: Funding, kind: Kind, what: str) -> None:
    fresh = actions.note_told(entry, what, actions.whom_it_suits(entry))
    with speaking("el"):
        title = entry.said("name", "el")
    thing = f"funding-{what}"
    notify(fresh, kind, f"funding:{entry.id}", title, entry.path, by=None, thing=thing)


def _words(person: Person, funding_id: int, _things: list[str]) -> list[Words]:
    """What a letter says: what it is, for whom, how much, until when; as it stands now."""
    found = queries.by_ids([funding_id])
    if not found:
        return []
    entry = found[0]
    with speaking(person.language):
        spoken = language()
        said = [
            entry.text(spoken),
            amount_words(entry),
            deadline_words(entry, clock.today()),
            gettext("Whether somebody gets the money is always decided by the giver."),
        ]
    return [Words(entry.said("giver", spoken), "\n".join(filter(None, said)), entry.changed_at)]


def _standing(_person: Person, ids: list[int]) -> set[int]:
    return queries.standing_ids(ids)


tells_about("funding", _standing, _words)
