"""The verbs of quizzes: trying one, answering, handing in; marking by a person, marking anew."""

from kalo.learning.actions.quizzes import takers
from kalo.learning.actions.quizzes.answers import Saved, check_answer, save_answer, take_hint
from kalo.learning.actions.quizzes.attempts import start
from kalo.learning.actions.quizzes.marks import mark_open
from kalo.learning.actions.quizzes.regrades import Gain, gains_of, regrade
from kalo.learning.actions.quizzes.submissions import hand_in, hand_in_overdue

__all__ = [
    "Gain",
    "Saved",
    "check_answer",
    "gains_of",
    "hand_in",
    "hand_in_overdue",
    "mark_open",
    "regrade",
    "save_answer",
    "start",
    "take_hint",
    "takers",
]
