"""What was asked, and what was answered."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from kalo.live.folds import State
from kalo.live.folds.questions import LATER, Question, Questions
from kalo.live.views.minutes.telling import Telling, Told


def tell(state: State, language: str) -> Iterator[Told]:
    """Each once: what asks the same stands in the other."""
    questions = state.of(Questions)
    for each in sorted(questions.ranked(), key=lambda question: question.seq):
        yield Told(
            each.at,
            each.text,
            each.who,
            each.veiled,
            answer=_answer(each),
            votes=each.votes,
            settled_at=each.answered_at,
            left_open=not each.answered_at,
            anchor=f"question-{each.seq}",
        )


def _answer(question: Question) -> str:
    if question.answer:
        return question.answer
    if question.answered_at:
        return gettext("Answered in the room.")
    return gettext("Put off until later.") if question.how == LATER else ""


def count(number: int) -> str:
    """How many, in words."""
    return ngettext("%(num)s question", "%(num)s questions", number)


TELLS = (Telling("question", _("Questions"), 20, tell, count),)
