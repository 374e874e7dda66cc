"""Writing to several people of an event: each once, whatever crashes, in short transactions."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Select

from kalo.events import queries
from kalo.events.actions.coming import coming_token
from kalo.events.models import SEAT, Event, Registration
from kalo.events.notices.letters import address, write_once
from kalo.events.queries import telling
from kalo.notifications.actions import notify
from kalo.notifications.actions.wishes import takes_letters
from kalo.notifications.actions.writing import stop_token
from kalo.notifications.models import ONCE, Kind, Preference
from kalo.notifications.queries import listeners

BATCH = 40  # letters of one transaction
Context = Callable[[Registration], dict[str, Any]]


def tell_some(
    event: Event,
    people: Select[Any],
    letter: str,
    key: str,
    kind: Kind | None,
    context: Context,
    mailing_id: int | None = None,
) -> int | None:
    """Write to the next of these people who have nothing under this key yet, and ring their bell.

    Answers how many were taken up; None once nobody is left. The caller holds the event's lock.
    """
    some = telling.untold(people, key, BATCH)
    if not some:
        return None
    _ring(event, some, kind, key)
    silent = _silent(some, kind)
    for registration in some:
        queries.ready_for_calendars(registration)
        said = context(registration)  # first: it may ask them something, which the ways answer
        write_once(
            registration,
            event,
            letter,
            key,
            skipped=silent.get(registration.person_id or 0, ""),
            mailing_id=mailing_id,
            **_ways(registration, kind),
            **said,
        )
    return len(some)


def tell_all(*asked: Any, **more: Any) -> bool:
    """One batch; True while somebody may be left."""
    taken = tell_some(*asked, **more)
    return taken is not None and taken == BATCH


def _ring(event: Event, some: Iterable[Registration], kind: Kind | None, key: str) -> None:
    members = [each.person_id for each in some if each.person_id is not None]
    if kind is not None and members:
        path = f"{event.path}#seat"
        notify(members, kind, event.subject, event.title_el, path, by=None, thing=key)


def _silent(some: Iterable[Registration], kind: Kind | None) -> dict[int, str]:
    """Who wants no letter of a kind that can be stopped, and why."""
    people = {each.person.id: each.person for each in some if each.person is not None}
    if not is_optional(kind) or not people:
        return {}
    found: dict[int, str] = {}
    for person_id, _takes, said in listeners(people):
        wishes = said or Preference.usual(person_id)
        off = "off" if kind is not None and wishes.way_of(kind) != ONCE else ""
        found[person_id] = takes_letters(people[person_id], wishes) or off
    return found


def is_optional(kind: Kind | None) -> bool:
    """True for letters that one may do without: they say how to stop them."""
    return kind is not None and kind.way == ONCE


def _ways(registration: Registration, kind: Kind | None) -> dict[str, Any]:
    """The addresses that a letter of several may need, and the lines of its head."""
    ways: dict[str, Any] = {"coming": coming_address(registration), "stop": ""}
    if kind is None or not is_optional(kind) or registration.person is None:
        return ways
    token = stop_token(registration.person, kind.key)
    stop = address(f"/accounts/letters/{token}", registration.language)
    head = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return {**ways, "stop": stop, "headers": head}


def coming_address(registration: Registration) -> str:
    """Where somebody with a seat says whether they come; empty for others."""
    if registration.state != SEAT:
        return ""
    return address(f"/events/coming/{coming_token(registration)}", registration.language)
