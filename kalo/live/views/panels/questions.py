"""What people want answered."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from kalo.kit.web import in_language
from kalo.live.folds.questions import Question, Questions
from kalo.live.views.look import Look
from kalo.live.views.panels.panel import MAIN, Panel, Piece, stretch_of


@dataclass(frozen=True)
class Shown:
    """A question with what else asks the same."""

    question: Question
    doubles: list[Question]
    forum_url: str  # where discussions about the event are

    @property
    def who(self) -> int:
        """Whose name is needed; of doubles only the words are shown."""
        return self.question.who


def words(look: Look) -> dict[str, Any]:
    """Those first that most want answered; the rest is a link away."""
    part = stretch_of(look, "questions", look.of(Questions).ranked())
    shown = [_shown(look, question) for question in part.things]
    look.know(each.who for each in shown)
    return {"questions": shown, "part": part}


def find_question(look: Look, key: str) -> Shown | None:
    """A question, while it stands by itself."""
    question = find_votes(look, key)
    return _shown(look, question) if question else None


def find_votes(look: Look, key: str) -> Question | None:
    """The same, for its votes alone: whatever is being written beside them stays."""
    question = look.of(Questions).asked.get(int(key))
    return question if question and question.into is None else None


def _shown(look: Look, question: Question) -> Shown:
    event_url = in_language(look.event.path, look.language)
    return Shown(question, look.of(Questions).doubles_of(question), f"{event_url}#discussion")


def mine(look: Look) -> dict[str, Any]:
    """What one stands behind."""
    ranked = look.of(Questions).ranked()
    return {"voted": [question.seq for question in ranked if look.who in question.voters]}


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
        pieces=(Piece("question", find_question), Piece("votes", find_votes)),
        mine=mine,
        news=news,
        key="q",
        script=True,
    ),
)
