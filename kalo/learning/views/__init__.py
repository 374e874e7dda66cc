"""The doors of learning, a file for each noun: find, ask, do, answer."""

from kalo.learning.views import lessons, programmes, questions
from kalo.learning.views.room import bp

__all__ = ["bp", "lessons", "programmes", "questions"]
