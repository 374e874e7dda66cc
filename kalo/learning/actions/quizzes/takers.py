"""Acts of quizzes, as browsers send them: an answer, handing in."""

from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.kit.web import Refused
from kalo.learning.actions.acts import Act, Kept, takes
from kalo.learning.actions.quizzes.answers import save_answer
from kalo.learning.actions.quizzes.submissions import hand_in


@takes("quiz-answer")
def _answer(person: Person, act: Act) -> Kept:
    """An answer to a question: {"revision": 3, "answer": …}."""
    revision = act.value.get("revision")
    if act.attempt is None or act.slot is None or not isinstance(revision, int):
        raise Refused(_("This cannot be understood."))
    given = act.value.get("answer")
    saved = save_answer(person, act.attempt, act.slot, given, revision, act.id, act.made_at)
    return Kept(act.id, act.id.hex[:8], saved.answer.received_at, saved.told)


@takes("quiz-submit")
def _submit(person: Person, act: Act) -> Kept:
    """Handing in; what was handed in before stays as it is."""
    if act.attempt is None:
        raise Refused(_("This cannot be understood."))
    attempt = hand_in(person, act.attempt, act.id)
    assert attempt.submitted_at is not None
    return Kept(act.id, act.id.hex[:8], attempt.submitted_at)
