"""What moderation shows on other rooms' pages."""

from typing import Any

from flask import g, render_template

from kalo.accounts.models import Group, Person
from kalo.kit.slots import fills
from kalo.moderation.permissions import is_member, may_moderate
from kalo.moderation.queries.cases import count_open
from kalo.moderation.queries.people import ignored_by, ignores


@fills("site-bell", order=40)
def queue(**_: Any) -> str:
    """For moderators the way to the queue; one statement, for nobody else any."""
    if not may_moderate(g.person):
        return ""
    return render_template("moderation/_bar.html", count=count_open())


@fills("account-pages", order=70)
def own_pages(person: Person, **_: Any) -> str:
    """Reports and decisions, trust, whom one ignores."""
    return render_template("moderation/_account_page.html")


@fills("person-profile", order=90)
def report_or_ignore(person: Person, viewer: Person | None = None, **_: Any) -> str:
    """On somebody else's page: for members both, for guests the notice of illegal content."""
    if viewer is not None and (not is_member(viewer) or viewer.id == person.id):
        return ""
    ignored = viewer is not None and ignores(viewer, person)
    return render_template("moderation/_person.html", whose=person, viewer=viewer, ignored=ignored)


@fills("group-page", order=90)
def report_group(group: Group, viewer: Person | None, **_: Any) -> str:
    """Under what a group says of itself: its members can report it."""
    if not is_member(viewer):
        return ""
    return render_template("moderation/_flag.html", subject=f"group:{group.id}")


@fills("event-end", order=90)
def report_event(event: Any, person: Person | None, **_: Any) -> str:
    """What stands on an event's page can be reported; by guests what is illegal."""
    if event.is_draft or (person is not None and not is_member(person)):
        return ""
    return render_template("moderation/_flag.html", subject=event.subject)


@fills("preferences", order=70)
def ignored_people(person: Person, **_: Any) -> str:
    """Whom one ignores, each with the way back."""
    ignored = ignored_by(person)
    return render_template("moderation/_preferences.html", ignored=ignored) if ignored else ""


@fills("waiting-texts")
def waiting_texts(texts: dict[int, str], **_: Any) -> str:
    """What the viewer wrote here that waits, by its number; the page has asked already."""
    waiting = sorted(texts.items())
    return render_template("moderation/_waiting.html", waiting=waiting) if waiting else ""
