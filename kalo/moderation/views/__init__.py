"""The doors of moderation: find, ask, do, answer."""

from kalo.moderation.views import people, queue, reports, rulings, why
from kalo.moderation.views.doors import bp

__all__ = ["bp", "people", "queue", "reports", "rulings", "why"]
