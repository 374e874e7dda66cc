"""Attendance of an event can be certified once it is over, and this is what the paper says."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext

from kalo.accounts.models import Person
from kalo.certificates.models import ATTENDANCE
from kalo.certificates.subjects import Certified, Earned, Grounds, certifies
from kalo.events import feeds
from kalo.events.kinds import WORDS
from kalo.events.models import Event, measured_minutes
from kalo.events.queries.attendance import stretches_of_person
from kalo.events.queries.certified import attended_by, attended_since, event_with_place
from kalo.kit import clock
from kalo.kit.locales import in_this_language


def earned(person: Person) -> list[Earned]:
    """Each event that this person was at."""
    return [_as_earned(registration.event) for registration in attended_by(person)]


def ripe(moment: datetime) -> Iterable[tuple[int, Earned]]:
    """Who was at what has ended since then."""
    for registration in attended_since(moment):
        if registration.person_id:  # a guest has no account to keep a paper in
            yield registration.person_id, _as_earned(registration.event)


def _as_earned(event: Event) -> Earned:
    day = clock.athens(event.starts_at).date()
    return Earned(event.subject, event.title_el, event.title_en, day, event.path)


def grounds(person: Person, earned: Earned) -> Grounds:
    """What a certificate of attendance says."""
    event = event_with_place(int(earned.subject.partition(":")[2]))
    minutes = _minutes(event, person)
    return Grounds(
        title=in_this_language(event, "title"),
        outcomes=[],
        hours=round(minutes / 6) / 10,
        assessment=[gettext("None: what is certified is attendance.")],
        participation=_participation(event),
        quality=gettext("Attendance was noted by those who held the event, for each person."),
        more=_lines(event),
        sample=event.sample,
    )


def _minutes(event: Event, person: Person) -> float:
    """As long as it lasted; online, as long as they were in the live room."""
    measured = measured_minutes(event, stretches_of_person(event, person))
    lasted = (event.ends_at - event.starts_at).total_seconds() / 60
    return lasted if measured is None else measured


def _participation(event: Event) -> str:
    return {
        "in-person": gettext("In person"),
        "online": gettext("Online"),
        "hybrid": gettext("In person or online"),
    }[event.mode]


def _lines(event: Event) -> list[tuple[str, str]]:
    lines = [
        (gettext("Kind"), str(WORDS[event.kind].word)),
        (gettext("When"), _when(event.starts_at, event.ends_at)),
        (gettext("Where"), feeds.where(event, "")),
        (gettext("Organised by"), event.organiser),
    ]
    return [line for line in lines if line[1]]


def _when(start: datetime, end: datetime) -> str:
    """With its year, as a paper is read for long."""
    begins, ends = clock.hour_words(start), clock.hour_words(end)
    days = clock.date_words(start), clock.date_words(end)
    if days[0] == days[1]:
        return f"{days[0]}, {begins}–{ends}"
    return f"{days[0]}, {begins} – {days[1]}, {ends}"


certifies(Certified("event", ATTENDANCE, earned, grounds, ripe))
