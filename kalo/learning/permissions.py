"""Who may learn what; pure functions of a person and a thing."""

from collections.abc import Collection

from kalo.accounts.models import Person
from kalo.learning.models import (
    QUESTION,
    QUIZ,
    TASK,
    Attempt,
    Block,
    Enrolment,
    Lesson,
    Place,
    Programme,
    Work,
)


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


def may_make_cohort(person: Person | None) -> bool:
    """Facilitators and administrators bring people together."""
    return person is not None and person.has_role("facilitator")


def may_lead(person: Person | None, leads: Collection[int]) -> bool:
    """Whoever leads a cohort sees how its people are; other facilitators do not."""
    if person is None:
        return False
    return person.has_role("administrator") or (
        person.has_role("facilitator") and person.id in leads
    )


def may_ask_for_place(person: Person | None) -> bool:
    """Members with a confirmed address; whether there is a place, the action says."""
    return person is not None and person.confirmed_at is not None


def may_give_back(person: Person | None, place: Place | None) -> bool:
    """Only one's own place, or turn to wait, can be given back."""
    return person is not None and place is not None and place.person_id == person.id


def may_pause(person: Person | None, enrolment: Enrolment | None) -> bool:
    """Whoever follows a programme may rest from it."""
    return may_leave(person, enrolment) and enrolment is not None and enrolment.running


def may_work(person: Person | None, block: Block) -> bool:
    """Every member may work on a task that stands; what was done before stays readable."""
    return block.kind == TASK and block.withdrawn_at is None and may_learn(person, block.lesson)


def may_attach(person: Person | None, block: Block) -> bool:
    """Files, where the task takes some."""
    return may_work(person, block) and bool(block.made.get("files"))


def may_mark(person: Person | None) -> bool:
    """Facilitators read what is handed in; a draft is nobody's but the learner's."""
    return person is not None and person.has_role("facilitator")


def may_judge(person: Person | None, work: Work) -> bool:
    """Facilitators, of everybody's work but their own."""
    return may_mark(person) and person is not None and work.person_id != person.id


def may_mark_answer(person: Person | None, attempt: Attempt) -> bool:
    """Facilitators, of everybody's open answers but their own."""
    return may_mark(person) and person is not None and attempt.person_id != person.id


def may_look_up_receipts(person: Person | None) -> bool:
    """Facilitators, when a learner shows one: what was done, and when it came."""
    return person is not None and person.has_role("facilitator")


def may_take(person: Person | None, block: Block) -> bool:
    """Every member may take a quiz that stands; how often, the action says."""
    return block.kind == QUIZ and block.withdrawn_at is None and may_learn(person, block.lesson)


def may_have_attempts(person: Person | None) -> bool:
    """Every member has attempts; a guest is asked to sign in, whatever the address names."""
    return person is not None


def may_go_on(person: Person | None, attempt: Attempt) -> bool:
    """An attempt is its learner's alone, also where the quiz was withdrawn meanwhile."""
    return person is not None and attempt.person_id == person.id


def may_see_results(person: Person | None) -> bool:
    """Facilitators see how a quiz went, and have it marked anew."""
    return person is not None and person.has_role("facilitator")
