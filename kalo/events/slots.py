"""What events show on other rooms' pages."""

from collections.abc import Collection

from flask import g, render_template

from kalo.accounts.models import Person
from kalo.events import queries
from kalo.events.models import SEAT, Event, Registration
from kalo.kit import clock
from kalo.kit.slots import fills


@fills("home-aside", order=30)
def next_events(person: Person | None = None, **_more: object) -> str | None:
    """The next three events, and for members the way to what they have."""
    events = queries.next_events(3)
    return render_template("events/_next.html", events=events, person=person) if events else None


@fills("person-profile", order=40)
def led_by(person: Person, **_more: object) -> str | None:
    """The events that a person facilitates."""
    events = queries.facilitated_by(person)
    if not events:
        return None
    return render_template("events/_led_by.html", events=events, at=clock.now())


@fills("topic-about", order=30)
def about_event(subject: str | None, **_more: object) -> str | None:
    """The event that a discussion is about."""
    kind, _colon, number = (subject or "").partition(":")
    if kind != "event" or not number.isdecimal() or len(number) > 9:
        return None
    event = queries.find_event(int(number), g.get("person"))
    return render_template("events/_about.html", event=event) if event else None


@fills("room-end", order=30)
def what_was_done(room: str, **_more: object) -> str | None:
    """Under the pages about taking part: what took place, in numbers."""
    if room != "participation":
        return None
    done = queries.done_by_kind(queries.Filters(), None).by_kind
    return render_template("events/_done.html", done=done, year=None, words={})


@fills("account-pages", order=40)
def my_seats(**_more: object) -> str:
    """The ways to one's own seats and calendar."""
    return render_template("events/_account_page.html")


@fills("workshop-events")
def workshop_events(
    subject: str, person: Person | None = None, subjects: Collection[str] = (), **_more: object
) -> str:
    """The events that serve a step; those of all `subjects` of a page are asked for at once."""
    known: dict[str, list[tuple[Event, Registration | None]]] = g.setdefault("serving", {})
    if subject not in known:
        wanted = {subject, *subjects}
        known.update({each: [] for each in wanted})
        for event, mine in queries.events_serving(wanted, person):
            known[event.serves].append((event, mine))
    return render_template("events/_workshop_events.html", **_in_time(known[subject]))


def _in_time(found: list[tuple[Event, Registration | None]]) -> dict[str, object]:
    """What comes and what was; of what was called off, only what is still ahead."""
    at = clock.now()
    past = [pair for pair in found if pair[0].is_over(at) and not pair[0].is_cancelled]
    attended = any(mine and mine.attended_at for _event, mine in found)
    coming = [pair for pair in found if not pair[0].is_over(at)]
    if attended:  # who was there needs no other date
        coming = [(event, mine) for event, mine in coming if mine and mine.state == SEAT]
    return {"at": at, "past": past, "coming": coming, "attended": attended}
