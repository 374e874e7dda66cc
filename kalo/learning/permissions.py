"""Who may learn what; pure functions of a person and a thing."""

from kalo.accounts.models import Person
from kalo.learning.models import QUESTION, Block, Enrolment, Lesson, Programme


def may_follow(person: Person | None, programme: Programme) -> bool:
    """Every member may enrol in a programme that stands."""
    return person is not None and programme.withdrawn_at is None


def may_leave(person: Person | None, enrolment: Enrolment | None) -> bool:
    """Only what one follows can be left."""
    return person is not None and enrolment is not None and enrolment.person_id == person.id


def may_learn(person: Person | None, lesson: Lesson) -> bool:
    """Every member may have progress kept in a lesson that has a text."""
    return person is not None and lesson.has_text and lesson.withdrawn_at is None


def may_answer(person: Person | None, block: Block) -> bool:
    """Every member may have an answer kept, where a block asks something."""
    return block.kind == QUESTION and may_learn(person, block.lesson)


def may_note(person: Person | None) -> bool:
    """Every member has notes and bookmarks of one's own; nobody sees another's."""
    return person is not None
