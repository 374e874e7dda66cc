"""The questions of moderation."""

from kalo.moderation.queries import cases, held, people, rulings

__all__ = ["cases", "held", "people", "rulings"]
