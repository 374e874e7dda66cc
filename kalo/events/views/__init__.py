"""The doors of the room: find, ask, do, answer."""

from kalo.events.views import (
    agenda,
    attendance,
    elsewhere,
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
    together,
)
from kalo.events.views.doors import bp, calendar

blueprints = [bp, calendar]

__all__ = [
    "agenda",
    "attendance",
    "blueprints",
    "bp",
    "calendar",
    "elsewhere",
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
    "together",
]
