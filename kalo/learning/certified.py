"""Programmes and modules that were finished can be certified, and this is what the paper says."""

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from kalo.accounts.models import Person
from kalo.certificates.elements import hours_words
from kalo.certificates.models import MODULE, PROGRAMME
from kalo.certificates.subjects import Certified, Earned, Grounds, certifies
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.locales import in_this_language
from kalo.kit.web import language
from kalo.learning.models import QUESTION, QUIZ, TASK, WORKSHOP, Completion, Module, Programme
from kalo.learning.queries.certified import (
    Required,
    completion_of,
    finished_modules,
    finished_programmes,
    has_unwritten_modules,
    lessons_with_goals,
    required_of,
)
from kalo.learning.rules import Course

Lines = list[tuple[str, str]]


def earned_programmes(person: Person) -> list[Earned]:
    """Each programme that this person has finished."""
    return [
        Earned(
            programme.subject,
            programme.title_el,
            programme.title_en,
            clock.athens(at).date(),
            f"/learning/{programme.slug}/",
        )
        for programme, at in finished_programmes(person)
    ]


def earned_modules(person: Person) -> list[Earned]:
    """Each module that this person has finished."""
    return [
        Earned(
            module.subject,
            module.title_el,
            module.title_en,
            clock.athens(at).date(),
            f"/learning/{programme.slug}/",
        )
        for module, programme, at in finished_modules(person)
    ]


def programme_grounds(person: Person, earned: Earned) -> Grounds:
    """What a programme certifies, as it stood when it was finished.

    Its outcomes and hours are those of the whole; while modules wait to be written, a paper says
    no more than the lessons that were there.
    """
    programme = db.session.get_one(Programme, _id_of(earned))
    completion, path = completion_of(person, earned.subject)
    course = Course(path.body) if path else None
    required = required_of(person, course.lessons if course else {})
    outcomes, hours = programme.outcomes_in(language()), float(programme.hours)
    if course is None or has_unwritten_modules(programme, course.modules):
        outcomes, hours = _by_lessons(list(course.lessons) if course else [], required)
    return Grounds(
        title=in_this_language(programme, "title"),
        outcomes=outcomes,
        hours=hours,
        assessment=_assessment(required),
        participation=_participation(required),
        quality=_quality(required),
        more=[*_workshops(required), *_way(completion)],
    )


def module_grounds(person: Person, earned: Earned) -> Grounds:
    """What a module certifies: the goals of its lessons, and the time that they take."""
    module = db.session.get_one(Module, _id_of(earned))
    programme = db.session.get_one(Programme, module.programme_id)
    completion, path = completion_of(person, earned.subject)
    parts = Course(path.body).modules.get(module.id) if path else None
    ids = [lesson["id"] for lesson in parts["lessons"]] if parts else []
    required = required_of(person, ids)
    outcomes, hours = _by_lessons(ids, required)
    part_of = (gettext("Part of the programme"), in_this_language(programme, "title"))
    return Grounds(
        title=in_this_language(module, "title"),
        outcomes=outcomes,
        hours=hours,
        assessment=_assessment(required),
        participation=_participation(required),
        quality=_quality(required),
        more=[part_of, *_workshops(required), *_way(completion)],
    )


def _by_lessons(ids: list[int], required: Sequence[Required]) -> tuple[list[str], float]:
    """What these lessons teach and the hours that they take, with the workshops attended."""
    lessons = lessons_with_goals(ids)
    minutes = sum(lesson.minutes for lesson in lessons) + _minutes_attended(required)
    goals = [in_this_language(lesson, "goal") for lesson in lessons]
    return [goal for goal in goals if goal], max(0.5, round(minutes / 30) / 2)


def _id_of(earned: Earned) -> int:
    return int(earned.subject.partition(":")[2])


def _of_kind(required: Sequence[Required], kind: str) -> list[Required]:
    return [each for each in required if each.block.kind == kind]


def _assessment(required: Sequence[Required]) -> list[str]:
    """By what it was seen that somebody has learned it."""
    judging = [each for each in _of_kind(required, QUIZ) if each.block.made.get("pass")]
    tasks, words = _of_kind(required, TASK), []
    if judging:
        least = min(each.block.made["pass"] for each in judging)
        words.append(_quiz_words(len(judging), least))
    judged = [each for each in tasks if each.block.made.get("accepted")]
    if judged:
        words.append(
            ngettext(
                "A practical task that a facilitator accepted",
                "%(num)s practical tasks that a facilitator accepted",
                len(judged),
            )
        )
    if len(tasks) > len(judged):
        handed = len(tasks) - len(judged)
        words.append(
            ngettext(
                "A practical task that was handed in",
                "%(num)s practical tasks that were handed in",
                handed,
            )
        )
    if _of_kind(required, QUESTION):
        words.append(gettext("Check questions in the lessons"))
    return words or [gettext("None: each lesson was read and marked as finished.")]


def _quiz_words(count: int, least: int) -> str:
    return ngettext(
        "A quiz, with at least %(least)s %% right",
        "%(num)s quizzes, each with at least %(least)s %% right",
        count,
        least=least,
    )


def _participation(required: Sequence[Required]) -> str:
    minutes = _minutes_attended(required)
    if not minutes:
        return gettext("Online, at one's own pace")
    hours = hours_words(round(minutes / 6) / 10)
    return gettext("Online, at one's own pace, with live workshops (%(hours)s)", hours=hours)


def _minutes_attended(required: Sequence[Required]) -> int:
    attended = [each.block for each in _of_kind(required, WORKSHOP) if each.done]
    return sum(block.made.get("minutes") or 0 for block in attended)


def _workshops(required: Sequence[Required]) -> Lines:
    """How many workshops somebody was at; the others were made up for."""
    workshops = _of_kind(required, WORKSHOP)
    if not workshops:
        return []
    attended = sum(each.done for each in workshops)
    words = gettext("attended: %(n)s of %(all)s", n=attended, all=len(workshops))
    if attended < len(workshops):
        words += gettext("; the rest by the recording and its questions, or excused")
    return [(gettext("Live workshops"), words)]


def _quality(required: Sequence[Required]) -> str:
    words = gettext(
        "Internal: rules of completion that everybody can read; texts and questions are kept in "
        "all their versions."
    )
    if any(each.block.made.get("accepted") for each in _of_kind(required, TASK)):
        words += " " + gettext("Tasks are judged by people, with a rubric.")
    return words


def _way(completion: Completion) -> Lines:
    lines = []
    if completion.path_number:
        lines.append((gettext("Version of the rules of completion"), str(completion.path_number)))
    if completion.how == "override":
        lines.append((gettext("Completion"), gettext("Acknowledged by a facilitator")))
    return lines


certifies(Certified("programme", PROGRAMME, earned_programmes, programme_grounds))
certifies(Certified("module", MODULE, earned_modules, module_grounds))
