"""What people want answered."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.live.folds.questions import Question, Questions
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import MAIN, Panel, Piece


def words(look: Look) -> dict[str, Any]:
    """All of them, those first that most want answered."""
    questions = look.of(Questions).ranked()
    look.know(question.who for question in questions)
    return {"questions": questions}


def find_question(look: Look, key: str) -> Question | None:
    """A question, while it stands."""
    return look.of(Questions).asked.get(int(key))


def mine(look: Look) -> dict[str, Any]:
    """What one stands behind."""
    asked = look.of(Questions).asked.values()
    return {"voted": [question.seq for question in asked if look.who in question.voters]}


def news(count: int) -> str:
    """How many came, in words."""
    return ngettext("%(num)s new question", "%(num)s new questions", count)


PANELS = (
    Panel(
        name="questions",
        title=_("Questions"),
        order=20,
        place=MAIN,
        words=words,
        pieces=(Piece("question", find_question),),
        mine=mine,
        news=news,
        key="q",
        script=True,
    ),
)
