"""What administrators do; every act is noted."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from kalo import signals
from kalo.accounts import queries
from kalo.accounts.login import leave_everywhere
from kalo.accounts.models import ROLES, Person, Setting
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.web import Refused


def give_roles(person: Person, roles: Iterable[str], by: Person | None = None) -> None:
    """Give a person exactly these roles; the last administrator stays one."""
    wanted = frozenset(roles) & set(ROLES)
    if wanted == person.roles:
        return
    if "administrator" in person.roles - wanted:
        _keep_one_administrator()
    person.roles = wanted
    db.session.flush()
    if by:
        note_staff_act(by, "gave roles", f"person:{person.id}", " ".join(sorted(wanted)) or "–")


def suspend(person: Person, by: Person, reason: str) -> None:
    """Sign a person out everywhere and let them in no more; what they wrote stays."""
    if person.suspended_at:
        return
    if "administrator" in person.roles:
        _keep_one_administrator()
    person.suspended_at = clock.now()
    leave_everywhere(person)
    db.session.flush()
    note_staff_act(by, "suspended an account", f"person:{person.id}", reason)
    signals.thing_changed.send(f"person:{person.id}")


def take_back_suspension(person: Person, by: Person) -> None:
    """Let a person in again."""
    if person.suspended_at is None:
        return
    person.suspended_at = None
    db.session.flush()
    note_staff_act(by, "took back a suspension", f"person:{person.id}")
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
        note_staff_act(by, "changed a setting", f"setting:{key}", value)
