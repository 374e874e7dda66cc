"""What administrators do; every act is noted."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from kalo import signals
from kalo.accounts import queries
from kalo.accounts.login import leave_everywhere
from kalo.accounts.models import ROLES, Person, Setting
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.versions import bump
from kalo.kit.web import Refused


def give_roles(person: Person, roles: Iterable[str], by: Person | None = None) -> None:
    """Give a person exactly these roles; the last administrator stays one."""
    wanted = frozenset(roles) & set(ROLES)
    if wanted == person.roles:
        return
    if "administrator" in person.roles - wanted:
        _keep_one_administrator()
    before, after = (" ".join(sorted(roles)) or "–" for roles in (person.roles, wanted))
    person.roles = wanted
    bump("people")
    db.session.flush()
    if by:
        note_staff_act(by, "gave roles", f"person:{person.id}", after, before, after)


def suspend(person: Person, by: Person, reason: str, until: datetime | None = None) -> None:
    """Sign a person out everywhere and let them in no more, or until then; their words stay."""
    if person.is_suspended and person.suspended_until == until:
        return
    if "administrator" in person.roles:
        _keep_one_administrator()
    before = _end_words(person.suspended_at, person.suspended_until)
    person.suspended_at, person.suspended_until = clock.now(), until
    person.suspended_why = reason[:400]
    leave_everywhere(person)
    db.session.flush()
    after = _end_words(person.suspended_at, until)
    subject = f"person:{person.id}"
    note_staff_act(by, "suspended an account", subject, reason, before, after)
    signals.thing_changed.send(subject)


def _end_words(since: datetime | None, until: datetime | None) -> str:
    """Until when, for the log: a date, an open end, or nothing."""
    if since is None:
        return "–"
    return clock.athens(until).strftime("%Y-%m-%d %H:%M") if until else "∞"


def silence(person: Person, by: Person, reason: str, until: datetime) -> None:
    """Somebody may read on, and write nothing until then."""
    before = _end_words(person.silenced_until, person.silenced_until)
    person.silenced_until = until
    db.session.flush()
    after = _end_words(until, until)
    note_staff_act(by, "silenced for a while", f"person:{person.id}", reason, before, after)


def take_back_silence(person: Person, by: Person, until: datetime | None = None) -> None:
    """Let a person write again, or be silent as long as they were to be before."""
    before = _end_words(person.silenced_until, person.silenced_until)
    person.silenced_until = until
    db.session.flush()
    after = _end_words(until, until)
    note_staff_act(by, "took back a silence", f"person:{person.id}", "", before, after)


def end_suspensions() -> int:
    """Let go of suspensions whose end has passed; answers how many."""
    over = select(Person).where(Person.suspended_until <= clock.now())
    people = db.session.scalars(over).all()
    for person in people:
        person.suspended_at, person.suspended_until, person.suspended_why = None, None, ""
        signals.thing_changed.send(f"person:{person.id}")
    return len(people)


def take_back_suspension(person: Person, by: Person) -> None:
    """Let a person in again."""
    if person.suspended_at is None:
        return
    before = _end_words(person.suspended_at, person.suspended_until)
    person.suspended_at, person.suspended_until, person.suspended_why = None, None, ""
    db.session.flush()
    note_staff_act(by, "took back a suspension", f"person:{person.id}", "", before, "–")
    signals.thing_changed.send(f"person:{person.id}")


def _keep_one_administrator() -> None:
    if queries.count_administrators() <= 1:
        raise Refused(_("The last administrator must stay one, or nobody could come in here."))


def change_settings(values: Mapping[str, str], by: Person) -> None:
    """Keep the settings that are not as they were."""
    before = queries.settings()
    changed = {key: value for key, value in values.items() if value != before[key]}
    for key, value in sorted(changed.items()):
        upsert(Setting, [{"key": key, "value": value}], ("key",), again={"value": value})
        subject = f"setting:{key}"
        note_staff_act(by, "changed a setting", subject, value, before[key], value)
        bump("settings")
