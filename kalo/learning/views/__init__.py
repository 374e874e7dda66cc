"""The doors of learning, a file for each noun: find, ask, do, answer."""

from kalo.learning.views import (
    cohorts,
    glossary,
    lessons,
    media,
    notes,
    planning,
    programmes,
    questions,
    searching,
)
from kalo.learning.views.room import bp

__all__ = [
    "bp",
    "cohorts",
    "glossary",
    "lessons",
    "media",
    "notes",
    "planning",
    "programmes",
    "questions",
    "searching",
]
