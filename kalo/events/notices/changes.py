"""Whom we tell that an event moved, has another agenda, or will not take place."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.events import agendas, changes, feeds, queries
from kalo.events.actions.seats import lock
from kalo.events.models import SEAT, Announcement, Event, Registration
from kalo.events.notices.telling import tell_all
from kalo.events.queries import agenda, mailings, telling
from kalo.events.quiet import letter_at, news_at
from kalo.kit import clock
from kalo.kit.locales import in_this_language, speaking
from kalo.notifications.models import ONCE, Kind
from kalo.notifications.subjects import tells_about

MOVED = Kind(
    "events.moved",
    _("An event in which I have a seat gets another time or place"),
    _("“%(what)s” has a new time or place"),
    own_letter=True,
)
CANCELLED = Kind(
    "events.cancelled",
    _("An event in which I have a seat is cancelled"),
    _("“%(what)s” will not take place"),
    strength=50,
    own_letter=True,
)
AGENDA = Kind(
    "events.agenda",
    _("An event in which I have a seat gets another agenda"),
    _("“%(what)s” has a new agenda"),
    strength=30,
    way=ONCE,
    own_letter=True,
)
MOST_LINES = 25  # of what is new in an agenda


def tell_those_with_seats(event_id: int) -> bool:
    """Tell the next of those whom news of an event concerns; True while somebody is left.

    Several changes make one letter, of the last state. While it goes, what happens later waits:
    a number of the news stands in the key, so that whoever was told is not told again. At night
    only what is near is told.
    """
    event = queries.event_with_facilitator(event_id)
    if event is None:
        return False
    lock(event)
    owed = telling.owed_news(event_id)
    group = _group(event, owed)
    if not group or _waits(event, group):
        return False
    if _tell(event, group):
        return True
    for news in group:
        news.told_at = clock.now()
    return len(group) < len(owed)


def key_of(group: list[Announcement]) -> str:
    """Under which this letter stands in the log."""
    return f"change-{group[-1].id}"


def _group(event: Event, owed: list[Announcement]) -> list[Announcement]:
    """What is told in one letter: all that is owed, or what a letter that is going speaks of.

    Once it is cancelled nothing else is told any more, whatever had begun.
    """
    if not owed or event.is_cancelled:
        return owed
    begun = telling.keys_in_use(event.id, [key_of([news]) for news in owed])
    for number, news in enumerate(owed, 1):
        if key_of([news]) in begun:
            return owed[:number]
    return owed


def _waits(event: Event, group: list[Announcement]) -> bool:
    """True at night, for what can be read in the morning as well."""
    at = clock.now()
    if all(news.news == "agenda" for news in group):
        return letter_at(at, event.starts_at) > at
    moves = [news.differences for news in group if news.news == "moved"]
    return news_at(at, changes.first_start(event, moves)) > at


def _tell(event: Event, group: list[Announcement]) -> bool:
    if event.is_cancelled:
        return _tell_of_cancellation(event, group)
    since, key = group[-1].made_at, key_of(group)
    differing = _differing(group)
    lines = _new_lines(event, group)
    if _is_moved(group, differing):
        people = mailings.people_in(event.id, telling.WIDE).where(Registration.made_at <= since)
        said = _Moved(event, differing, lines)
        return tell_all(event, people, "moved", key, MOVED, said.to)
    if not lines:
        return False  # it came back to where it was
    people = mailings.people_in(event.id, ["seat"]).where(Registration.made_at <= since)
    return tell_all(event, people, "agenda", key, AGENDA, _Agenda(event, lines, group).to)


def _tell_of_cancellation(event: Event, group: list[Announcement]) -> bool:
    """Under a key of its own: who heard of a move before hears of this too, and everybody once."""
    news = next((each for each in group if each.news == "cancelled"), None)
    if news is None:
        return False  # they know it already
    people = mailings.people_in(event.id, telling.WIDE).where(Registration.made_at <= news.made_at)
    return tell_all(event, people, "cancelled", f"cancelled-{news.id}", CANCELLED, _cancelled)


def _is_moved(group: list[Announcement], differing: list[changes.Difference]) -> bool:
    """Also where nobody kept how: then the letter says how it stands now."""
    moves = [news for news in group if news.news == "moved"]
    return bool(differing) or any(not news.differences for news in moves)


def _differing(group: list[Announcement]) -> list[changes.Difference]:
    return changes.merged(news.differences for news in group if news.news == "moved")


def _new_lines(event: Event, group: list[Announcement]) -> list[Any]:
    """How the agenda differs from what people read last; of several releases, from the first."""
    news = [each for each in group if each.news == "agenda"]
    if len(news) < 2:
        return list(news[0].differences) if news else []
    releases = agenda.every_release_of(event.id)
    before = [each for each in releases if each.released_at <= news[0].made_at][:-1]
    old = agenda.read_release(before[-1]) if before else []
    return agendas.differences(old, agenda.read_release(releases[-1] if releases else None))


def _cancelled(registration: Registration) -> dict[str, Any]:
    return {"calendar": _if_held(registration, feeds.cancel_for)}


def _if_held(registration: Registration, made: Any) -> bytes:
    """Who waits, or has an offer, has nothing in their calendar: nobody would take it out again."""
    return bytes(made(registration)) if registration.state == SEAT else b""


class _Moved:
    """What was, what is, and whether one still comes."""

    def __init__(self, event: Event, differing: list[changes.Difference], lines: list[Any]) -> None:
        self.event, self.differing, self.lines = event, differing, lines
        self.asks = any(what == changes.TIME for what, _before, _after in differing)
        self.venues, self.rooms = telling.places_named(*_numbers(differing))

    def to(self, registration: Registration) -> dict[str, Any]:
        """The letter of one of them; who has a seat is asked again."""
        if self.asks and registration.state == SEAT:
            registration.asked_again_at, registration.comes_at = clock.now(), None
        with speaking(registration.language):
            told = [
                (what, self._said(what, b), self._said(what, a)) for what, b, a in self.differing
            ]
            lines = [agendas.difference_words(line) for line in self.lines[:MOST_LINES]]
        return {
            "differing": told,
            "lines": lines,
            "more": max(0, len(self.lines) - MOST_LINES),
            "asks": self.asks and registration.state == SEAT,
            "calendar": _if_held(registration, feeds.request_for),
        }

    def _said(self, what: str, kept: Any) -> str:
        return changes.span_said(kept) if what == changes.TIME else self._place(kept)

    def _place(self, kept: dict[str, Any]) -> str:
        if kept["mode"] == "online":
            return str(_("Online"))
        venue, room = self.venues.get(kept["venue"]), self.rooms.get(kept["room"])
        named = [in_this_language(each, "name") for each in (venue, room) if each is not None]
        typed = [venue.address, in_this_language(venue, "area")] if venue else [kept["place"]]
        parts = [*named, *typed, kept["address"], str(_("and online")) * (kept["mode"] == "hybrid")]
        return ", ".join(dict.fromkeys(filter(None, parts))) or str(
            _("The place will be announced")
        )


class _Agenda:
    """What is new in the agenda."""

    def __init__(self, event: Event, lines: list[Any], group: list[Announcement]) -> None:
        self.event, self.lines = event, lines
        self.first = all(line["what"] == "added" for line in lines)

    def to(self, registration: Registration) -> dict[str, Any]:
        """The letter of one of them."""
        with speaking(registration.language):
            lines = [agendas.difference_words(line) for line in self.lines[:MOST_LINES]]
        return {"lines": lines, "more": max(0, len(self.lines) - MOST_LINES), "first": self.first}


def _numbers(differing: list[changes.Difference]) -> tuple[set[int], set[int]]:
    places = [kept for what, *both in differing if what == changes.PLACE for kept in both]
    venues = {kept["venue"] for kept in places if kept["venue"]}
    return venues, {kept["room"] for kept in places if kept["room"]}


tells_about("event", queries.visible_ids)
