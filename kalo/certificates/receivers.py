"""What happens to certificates when another room speaks."""

from typing import Any

from flask_babel import gettext

from kalo import signals
from kalo.accounts.models import Person
from kalo.certificates import actions
from kalo.certificates.notices import tell_of_revocation
from kalo.kit.locales import speaking


@signals.person_left.connect
def let_go(person: Person, **_more: Any) -> None:
    """The names go; that there was a paper of this code stays known."""
    actions.let_go(person)


@signals.completion_taken_back.connect
def completion_fell(completion: Any, person: Person, by: Person, **_more: Any) -> None:
    """With what was finished falls the paper that says so."""
    _fell(person, completion.thing, by, completion.reason)


@signals.attendance_undone.connect
def attendance_fell(registration: Any, by: Person, **_more: Any) -> None:
    """Somebody was not there after all; a guest has no papers here."""
    if registration.person is None:
        return
    with speaking(registration.person.language):
        why = gettext("The note of attendance was taken back.")
    _fell(registration.person, registration.event.subject, by, why)


def _fell(person: Person, subject: str, by: Person, why: str) -> None:
    certificate = actions.fell(person, subject, by, why)
    if certificate:
        tell_of_revocation(certificate, by, person)
