"""The doors of the room: find, ask, do, answer."""

from kalo.events.views import (
    agenda,
    attendance,
    feeds,
    guests,
    guide,
    lists,
    materials,
    pages,
    papers,
    people,
    planning,
    releases,
    reports,
    seats,
    speakers,
    subscriptions,
)
from kalo.events.views.doors import bp, calendar

blueprints = [bp, calendar]

__all__ = [
    "agenda",
    "attendance",
    "blueprints",
    "bp",
    "calendar",
    "feeds",
    "guests",
    "guide",
    "lists",
    "materials",
    "pages",
    "papers",
    "people",
    "planning",
    "releases",
    "reports",
    "seats",
    "speakers",
    "subscriptions",
]
