"""Whom we tell, and of what: staff of what waits, people of their organisations and calls."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.network import queries
from kalo.network.models import LISTED, Call, Keeper, Message, Organisation
from kalo.network.queries.calls import visible_call_ids
from kalo.network.queries.messages import messages_by_id, readable_threads
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, ONCE, Kind
from kalo.notifications.subjects import Words, tells_about

WORD = Kind(
    "network.word",
    _("Somebody writes to my organisation, or an organisation answers me"),
    _("%(who)s writes: “%(what)s”"),
    strength=82,
    way=ONCE,
)
FITS = Kind(
    "network.fits",
    _("Something fits what my organisation seeks or offers"),
    _("Something fits: “%(what)s”"),
    strength=60,
    way=DAILY,
)
ENDS = Kind(
    "network.ends",
    _("What my organisation seeks or offers ends soon"),
    _("“%(what)s” ends soon. It is renewed in one click"),
    strength=50,
    way=DAILY,
)
ASKED = Kind(
    "network.asked",
    _("Somebody asks for the page of an organisation, and I may decide"),
    _("%(who)s asks for the page of “%(what)s”"),
    strength=62,
    way=DAILY,
)
LISTED_NOW = Kind(
    "network.listed",
    "",
    _("“%(what)s” stands in the directory"),
    strength=84,
    way=ONCE,
)
SENT_BACK = Kind(
    "network.sent-back",
    "",
    _("“%(what)s” is not in the directory yet: read what is missing"),
    strength=84,
    way=ONCE,
)
LET_IN = Kind(
    "network.let-in",
    "",
    _("You keep the page of “%(what)s” now"),
    strength=84,
    way=ONCE,
)
LET_GO = Kind(
    "network.let-go",
    "",
    _("You do not keep the page of “%(what)s”"),
    strength=84,
    way=ONCE,
)


@signals.organisation_asked.connect
def tell_staff_of_one(organisation: Organisation, by: Person, **_more: Any) -> None:
    """A page waits to be looked at."""
    about = f"network-desk:{organisation.id}"
    name, thing = organisation.name_el, organisation.subject
    notify(queries.editor_ids(), ASKED, about, name, "/network/desk/", by, thing)


@signals.keeper_asked.connect
def tell_who_may_decide(keeper: Keeper, **_more: Any) -> None:
    """Staff, and who keeps it already."""
    organisation, by = keeper.organisation, keeper.person
    about, name = f"network-desk:{organisation.id}", organisation.name_el
    thing = f"keeper:{by.id}"
    notify(queries.editor_ids(), ASKED, about, name, "/network/desk/", by, thing)
    own, path = queries.keeper_ids(organisation.id), f"{organisation.path}people"
    notify(own, ASKED, organisation.subject, name, path, by, thing)


@signals.organisation_settled.connect
def tell_who_asked(organisation: Organisation, to: Iterable[int], by: Person, **_m: Any) -> None:
    """It stands, or what is missing."""
    kind = LISTED_NOW if organisation.state == LISTED else SENT_BACK
    name = organisation.name_el
    notify(to, kind, organisation.subject, name, organisation.path, by)


@signals.keeper_settled.connect
def tell_the_keeper(
    organisation: Organisation, person_id: int, kept: bool, by: Person | None, **_more: Any
) -> None:
    """The answer to who asked."""
    path = organisation.path if organisation.is_shown or kept else "/network/mine/"
    about = organisation.subject if organisation.is_shown or kept else f"network-own:{person_id}"
    notify([person_id], LET_IN if kept else LET_GO, about, organisation.name_el, path, by)


@signals.call_opened.connect
def tell_whoever_fits(call: Call, fitting: Iterable[Call], **_more: Any) -> None:
    """Both sides: whose call stood already, of the new one; who made it, of those that stand."""
    whose: dict[int, list[int]] = {}
    for other in fitting:
        if other.organisation_id not in whose:
            whose[other.organisation_id] = queries.keeper_ids(other.organisation_id)
            people = whose[other.organisation_id]
            notify(people, FITS, call.subject, call.title, call.path, None, f"fits:{other.id}")
    if whose:
        own = queries.keeper_ids(call.organisation_id)
        notify(own, FITS, call.subject, call.title, call.path, None, f"fits:{call.id}")


@signals.call_ending.connect
def tell_its_people(call: Call, **_more: Any) -> None:
    """A few days before its day."""
    people, thing = queries.keeper_ids(call.organisation_id), f"ends:{call.ends_at:%Y%m%d}"
    notify(people, ENDS, call.subject, call.title, call.path, None, thing)


@signals.word_sent.connect
def tell_the_other_side(message: Message, thread: Message, **_more: Any) -> None:
    """Whoever began it, or the people of the organisation."""
    inside = queries.keeper_ids(message.organisation_id)
    to = [thread.person_id] if message.from_inside and thread.person_id else inside
    about, thing = f"network-thread:{thread.id}", f"message:{message.id}"
    notify(to, WORD, about, thread.about, thread.path, message.person, thing, message.id)


def _words(_person: Person, _thread_id: int, things: list[str]) -> list[Words]:
    """What was written, for a letter: who wrote it, for which organisation."""
    numbers = [int(each.partition(":")[2]) for each in things if each.startswith("message:")]
    return [
        Words(_who(message), message.text, message.at)
        for message in messages_by_id(numbers)
        if message.hidden_at is None
    ]


def _who(message: Message) -> str:
    name = message.person.name if message.person else ""
    return f"{name}, {message.organisation.name_el}" if message.from_inside else name


tells_about("organisation", queries.visible_ids)
tells_about("network-call", visible_call_ids)
tells_about("network-thread", readable_threads, _words)
