"""What an organisation seeks and offers: said, changed, renewed, closed; told before it ends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.revised import Outdated
from kalo.kit.versions import bump
from kalo.kit.web import Refused
from kalo.network.models import Call, Organisation
from kalo.network.queries.calls import count_standing, ending_untold, fitting

MOST_STANDING = 20  # of one organisation
SOON = timedelta(days=5)
AT_ONCE = 100
COLUMNS = tuple(Call.__table__.columns.keys())


def open_call(organisation: Organisation, person: Person, values: Mapping[str, Any]) -> Call:
    """Something new that it seeks or offers; whoever fits is told."""
    _room_for_one(organisation)
    at = clock.now()
    call = Call(
        organisation_id=organisation.id,
        made_at=at,
        made_by_id=person.id,
        ends_at=at + timedelta(days=values["days"]),
        revision=1,
        **values,
    )
    db.session.add(call)
    db.session.flush()
    call.organisation = organisation
    bump("network")
    signals.call_opened.send(call, fitting=fitting(call))
    return call


def change_call(call: Call, values: Mapping[str, Any], seen: int) -> None:
    """Other words, unless somebody else wrote in the meantime; another span counts from today."""
    hold(call, COLUMNS)
    if seen != call.revision:
        raise Outdated(_("Somebody else changed this while you were writing."))
    lasts = values["days"] != call.days
    known = {other.id for other in fitting(call)}
    for name, value in values.items():
        setattr(call, name, value)
    call.revision += 1
    if lasts:
        _begin_anew(call)
    db.session.flush()
    bump("network")
    _tell_of(call, [other for other in fitting(call) if other.id not in known])


def renew_call(call: Call) -> None:
    """As long again, from today; of what came while it stood no more both sides are told."""
    ended = min(call.closed_at or call.ends_at, call.ends_at, clock.now())
    if call.has_ended:
        _room_for_one(call.organisation)
    _begin_anew(call)
    call.closed_at = None
    db.session.flush()
    bump("network")
    _tell_of(call, [other for other in fitting(call) if other.made_at > ended])


def close_call(call: Call) -> None:
    """Found, or not needed any more."""
    if call.closed_at is None:
        call.closed_at = clock.now()
        db.session.flush()
        bump("network")


def tell_of_endings() -> int:
    """Tell the people of what ends soon, once; answers how many."""
    calls = ending_untold(SOON, AT_ONCE)
    for call in calls:
        call.told_at = clock.now()
        signals.call_ending.send(call)
    return len(calls)


def _tell_of(call: Call, new: list[Call]) -> None:
    """What fits it only now, where everybody may see it."""
    if new and call.organisation.is_shown and not (call.has_ended or call.hidden_at):
        signals.call_opened.send(call, fitting=new)


def _begin_anew(call: Call) -> None:
    call.ends_at = clock.now() + timedelta(days=call.days)
    call.told_at = None


def _room_for_one(organisation: Organisation) -> None:
    if count_standing(organisation.id) >= MOST_STANDING:
        raise Refused(
            _("%(most)d calls of yours stand already. Close one first.", most=MOST_STANDING)
        )
