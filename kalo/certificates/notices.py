"""Whom we tell of certificates: that one can be had, that one was revoked."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.certificates.models import Certificate
from kalo.certificates.queries import by_language
from kalo.certificates.subjects import Earned, find_earned, ripe_since
from kalo.kit import clock
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, DIRECT, ONCE, Kind
from kalo.notifications.queries import told_before

READY = Kind(
    "certificates.ready",
    _("A certificate of mine is ready"),
    _("Your certificate is ready: “%(what)s”"),
    strength=DIRECT,
    way=DAILY,
)
REVOKED = Kind(
    "certificates.revoked",
    "",
    _("Your certificate “%(what)s” no longer stands. See why"),
    strength=DIRECT,
    way=ONCE,
)
RESTORED = Kind(
    "certificates.restored",
    "",
    _("Your certificate “%(what)s” stands again"),
    strength=DIRECT,
    way=ONCE,
)
LATELY = timedelta(days=7)


@signals.programme_done.connect
@signals.module_done.connect
def tell_what_was_earned(completion: Any, person: Person, **_more: Any) -> None:
    """Something was finished that can be certified."""
    earned = find_earned(person, completion.thing)
    if earned:
        _tell([person.id], earned, person.language)


def tell_what_became_ripe() -> None:
    """What was earned by time passing: an event is over, and who was there has been noted."""
    whose: dict[str, list[tuple[int, Earned]]] = defaultdict(list)
    for person_id, earned in ripe_since(clock.now() - LATELY):
        whose[earned.subject].append((person_id, earned))
    for subject, pairs in whose.items():
        told = told_before([person_id for person_id, _earned in pairs], _news_of(subject))
        fresh = [person_id for person_id, _earned in pairs if person_id not in told]
        for language, people in by_language(fresh).items():
            _tell(people, pairs[0][1], language)


def tell_of_revocation(certificate: Certificate, by: Person, holder: Person | None) -> None:
    """Whose it was; the reason stands on its page."""
    _tell_holder(certificate, REVOKED, by, holder)


def tell_of_restoring(certificate: Certificate, by: Person, holder: Person | None) -> None:
    """It stands again."""
    _tell_holder(certificate, RESTORED, by, holder)


def _tell_holder(certificate: Certificate, kind: Kind, by: Person, holder: Person | None) -> None:
    if holder is not None:
        about, what = f"certificate:{certificate.id}", certificate.says(holder.language)["title"]
        notify([holder.id], kind, about, what, certificate.path, by=by)


def _tell(people: list[int], earned: Earned, language: str) -> None:
    title = earned.title_en if language == "en" and earned.title_en else earned.title_el
    path = f"/certificates/for/{earned.subject}"
    notify(people, READY, _news_of(earned.subject), title, path, by=None)


def _news_of(subject: str) -> str:
    """One line of news for each thing earned."""
    return f"earned-{subject}"
