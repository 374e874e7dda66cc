"""The doors of the room: find, ask, do, answer."""

from kalo.events.views import attendance, feeds, lists, pages, planning, subscriptions
from kalo.events.views.doors import bp, calendar

blueprints = [bp, calendar]

__all__ = [
    "attendance",
    "blueprints",
    "bp",
    "calendar",
    "feeds",
    "lists",
    "pages",
    "planning",
    "subscriptions",
]
