"""The nouns of the toolbox, a file each."""

from kalo.toolbox.models.days import DayWish, PlannedDay
from kalo.toolbox.models.facts import FactRow, FactVersion
from kalo.toolbox.models.works import Comment, Link, Version, Work

__all__ = ["Comment", "DayWish", "FactRow", "FactVersion", "Link", "PlannedDay", "Version", "Work"]
