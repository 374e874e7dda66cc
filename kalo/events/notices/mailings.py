"""What staff write to people of an event, filled in for each of them and sent at its hour."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from kalo.events import placeholders, queries
from kalo.events.actions.seats import lock
from kalo.events.models import Event, Mailing, Registration
from kalo.events.notices.letters import address, own_address, where_words
from kalo.events.notices.reminders import THANKS
from kalo.events.notices.telling import coming_address, tell_some
from kalo.events.queries import telling
from kalo.events.queries.mailings import audience_of, mailing_by_id
from kalo.events.quiet import letter_at
from kalo.kit import clock
from kalo.kit.locales import in_this_language, speaking
from kalo.kit.page import whole_address
from kalo.kit.text import plain, render
from kalo.notifications.models import Kind

LETTER = Kind("events.letter", "", _("A letter about “%(what)s”"), 45, own_letter=True)
_OURS = re.compile(r'(href|src)="(/[^/"][^"]*)"')


@dataclass(frozen=True)
class Filled:
    """A letter as one person gets it."""

    subject: str
    text: str
    html: str

    @property
    def letter(self) -> str:
        """The HTML with the colour of links that letters have; pages allow none of their own."""
        return self.html.replace("<a ", '<a style="color:#0d5c63" ')


def filled(mailing: Mailing, event: Event, registration: Registration) -> Filled:
    """The letter of one person: every open place filled in, in their language."""
    return _filled(mailing, values_for(event, registration))


def looked_at(mailing: Mailing, event: Event, registration: Registration) -> Filled:
    """The same for the eyes of staff: what opens by itself is theirs alone, so it opens nothing."""
    language = registration.language
    own = {"coming": address("/events/coming/sample", language)}
    if registration.person_id is None:
        own["page"] = address("/events/guest/sample", language)
    return _filled(mailing, values_for(event, registration, **own))


def _filled(mailing: Mailing, values: dict[str, str]) -> Filled:
    html = _from_anywhere(render(placeholders.fill_markdown(mailing.body, values)))
    subject = " ".join(placeholders.fill(mailing.subject, values).split())
    return Filled(subject, plain(html, links=True), html)


def subject_words(mailing: Mailing, event: Event) -> str:
    """The subject where it stands for everybody: what is the same for all is filled in.

    Of what is another for each, it says what that is: "[their name]".
    """
    each = {word: f"[{said}]" for word, said in placeholders.WORDS.items()}
    same = {
        "event": in_this_language(event, "title"),
        "day": clock.day_words(event.starts_at),
        "hour": clock.hour_words(event.starts_at),
        "when": clock.span_words(event.starts_at, event.ends_at),
        "organiser": event.organiser,
    }
    return placeholders.fill(mailing.subject, {**each, **same})


def values_for(
    event: Event, registration: Registration, page: str = "", coming: str = ""
) -> dict[str, str]:
    """What stands in the open places for this person; two addresses can be others than theirs."""
    language = registration.language
    page = page or _page_of(event, registration)
    with speaking(language):
        return {
            "name": registration.name,
            "event": in_this_language(event, "title"),
            "day": clock.day_words(event.starts_at),
            "hour": clock.hour_words(event.starts_at),
            "when": clock.span_words(event.starts_at, event.ends_at),
            "where": where_words(registration) or page,
            "page": page,
            "coming": coming or coming_address(registration) or page,
            "facilitator": event.facilitator.name if event.facilitator else "",
            "organiser": event.organiser,
        }


def _page_of(event: Event, registration: Registration) -> str:
    if registration.person_id is not None:
        return address(event.path, registration.language)
    return own_address(registration, event)


def send_on(mailing_id: int) -> bool:
    """Write to the next of those whom a letter of staff is for; True while somebody is left."""
    mailing, at = mailing_by_id(mailing_id), clock.now()
    event = queries.event_with_facilitator(mailing.event_id) if mailing else None
    if event is None:
        return False
    lock(event)
    mailing = mailing_by_id(mailing_id)  # as another worker left it, or whoever cancelled
    if mailing is None or not _goes_now(mailing, event, at):
        return False
    kind = THANKS if event.is_over(at) else LETTER
    said = _Said(mailing, event)
    key, people = f"mailing-{mailing.id}", audience_of(mailing)
    taken = tell_some(event, people, "mailing", key, kind, said.to, mailing_id=mailing.id)
    if taken is None:
        mailing.told_at = at
    mailing.recipients += taken or 0
    return taken is not None


def _goes_now(mailing: Mailing, event: Event, at: datetime) -> bool:
    if mailing.told_at is not None or mailing.due_at is None or mailing.due_at > at:
        return False
    return letter_at(at, event.starts_at) <= at


class _Said:
    """The letter as each of them gets it."""

    def __init__(self, mailing: Mailing, event: Event) -> None:
        self.mailing, self.event = mailing, event

    def to(self, registration: Registration) -> dict[str, Any]:
        """The words that its templates show."""
        return {"said": filled(self.mailing, self.event, registration)}


def due_now() -> list[int]:
    """The letters of staff that should go now."""
    return telling.mailings_due(clock.now())


def _from_anywhere(html: str) -> str:
    """Links that lead home from anywhere."""
    return _OURS.sub(lambda found: f'{found[1]}="{whole_address(found[2])}"', html)
