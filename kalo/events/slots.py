"""What events show on other rooms' pages."""

from flask import g, render_template, url_for

from kalo.accounts.models import Person
from kalo.events import queries
from kalo.kit import clock
from kalo.kit.slots import fills


@fills("home-aside", order=30)
def next_events(**_more: object) -> str | None:
    """The next three events."""
    events = queries.next_events(3)
    return render_template("events/_next.html", events=events) if events else None


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
    if kind != "event" or not number.isdecimal():
        return None
    event = queries.find_event(int(number), g.get("person"))
    return render_template("events/_about.html", event=event) if event else None


@fills("account-pages", order=40)
def my_calendar(**_more: object) -> str:
    """The way to one's own seats and calendar."""
    return render_template("events/_account_page.html", url=url_for("events.show_subscribe"))
