"""A data set of learning: six programmes, 600 trainees, a cohort of 120, a log of any length."""

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, text

from bench.bulk import at, series, settle
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.models import (
    QUESTION,
    QUIZ,
    TEXT,
    Block,
    BlockProgress,
    Cohort,
    CohortLead,
    Enrolment,
    LearningEvent,
    Lesson,
    LessonProgress,
    Module,
    PathVersion,
    Place,
    Programme,
    Question,
    QuestionVersion,
)

TRAINEES, COHORT = 600, 120
PROGRAMMES, MODULES, LESSONS = 6, 6, 4  # each: modules of a programme, lessons of a module
QUESTIONS, DRAWN = 25, 8
STEPS = PROGRAMMES * MODULES * LESSONS
LEAD = TRAINEES + 1
WORDS = "<p>" + "Τα μέλη αποφασίζουν με ίση ψήφο και τα κέρδη ενισχύουν τον σκοπό. " * 60 + "</p>"
OPTIONS = [{"key": key, "text": f"Απάντηση {key}", "feedback": "Γιατί."} for key in "abcd"]
ASKED = {"text": "<p>Ποιος αποφασίζει;</p>", "options": OPTIONS}
ONE = {"kind": "single", "key": {"right": "b"}, "points": 1}
QUIZ_MADE = {
    "bank": "bank",
    "draw": DRAWN,
    "shuffle": True,
    "pass": 70,
    "minutes": None,
    "attempts": None,
    "feedback": "after",
}
Row = dict[str, Any]


def fill(events: int) -> None:
    """Everything, with a log of so many events; states are the same however long it is."""
    with transaction():
        _people()
        _add(Programme, [_programme(n) for n in range(1, PROGRAMMES + 1)])
        _add(Module, [_module(n) for n in range(1, PROGRAMMES * MODULES + 1)])
        _add(Lesson, [_lesson(n) for n in range(1, STEPS + 1)])
        _add(Block, [block for n in range(1, STEPS + 1) for block in _blocks(n)])
        _banks()
        _add(PathVersion, [_path(n) for n in range(1, PROGRAMMES + 1)])
        _states()
        _cohort()
        _log(events)
    if db.engine.dialect.name == "postgresql":
        _set_sequences()
    settle()


def _people() -> None:
    name = {"handle": "'melos' || i", "email": "'melos' || i || '@example.org'"}
    words = {"name": "'Μέλος ' || i", "name_key": "'μελος ' || i"}
    moments = {"joined_at": at("0"), "confirmed_at": at("0"), "trust": "2"}
    roles = {"roles": f"CASE WHEN i = {LEAD} THEN 'facilitator' ELSE '' END"}
    series(Person, LEAD, {**name, **words, **moments, **roles})


def _add(model: type[Any], rows: list[Row]) -> None:
    db.session.execute(insert(model), rows)


def _words(*names: str, number: int) -> Row:
    return {f"{n}_{lang}": f"{n} {number} {lang}" for n in names for lang in ("el", "en")}


def _programme(n: int) -> Row:
    said = _words("title", "aim", "summary", "prerequisites", "task", "workshop", number=n)
    outcomes = [{"el": f"Αποτέλεσμα {each}", "en": f"Outcome {each}"} for each in range(5)]
    known = {"id": n, "key": f"b{n}", "slug": f"bench-{n}", "position": n, "hours": 25}
    return {**known, **said, "outcomes": outcomes, "withdrawn_at": None}


def _module(n: int) -> Row:
    programme = 1 + (n - 1) // MODULES
    place = {"programme_id": programme, "position": 1 + (n - 1) % MODULES, "withdrawn_at": None}
    return {"id": n, "key": f"b-m{n}", **place, **_words("title", "about", number=n)}


def _lesson(n: int) -> Row:
    module = 1 + (n - 1) // LESSONS
    return {
        "id": n,
        "key": f"b-l{n}",
        "programme_id": 1 + (module - 1) // MODULES,
        "module_id": module,
        "slug": f"lesson-{n}",
        "position": 1 + (n - 1) % LESSONS,
        "minutes": 10,
        "has_text": True,
        "content_version": "v1",
        "withdrawn_at": None,
        "sources": [],
        "legal": False,
        "updated": None,
        **_words("title", "goal", "try_it", "discuss", number=n),
    }


def _blocks(lesson: int) -> list[Row]:
    """A text, two questions, and in the last lesson of a module its quiz."""
    said = {"el": ASKED, "en": ASKED}
    rows = [
        _block(lesson, 1, TEXT, {"el": {"html": WORDS}, "en": {"html": WORDS}}, {}),
        _block(lesson, 2, QUESTION, said, ONE),
        _block(lesson, 3, QUESTION, said, ONE),
    ]
    if lesson % LESSONS == 0:
        title = {"title": "Κουίζ", "about": ""}
        rows.append(_block(lesson, 4, QUIZ, {"el": title, "en": title}, QUIZ_MADE))
    return rows


def _block(lesson: int, position: int, kind: str, said: Row, made: Row) -> Row:
    return {
        "id": 4 * (lesson - 1) + position,
        "key": f"b-l{lesson}/{kind}-{position}",
        "lesson_id": lesson,
        "position": position,
        "kind": kind,
        "required": kind == QUIZ,
        "version": "v1",
        "said": said,
        "made": made,
        "withdrawn_at": None,
    }


def _banks() -> None:
    count, body = PROGRAMMES * QUESTIONS, {**ONE, "el": ASKED, "en": ASKED}
    _add(Question, [_question(n) for n in range(1, count + 1)])
    version = {"number": 1, "digest": "d", "body": body, "made_at": clock.now()}
    _add(QuestionVersion, [{"id": n, "question_id": n, **version} for n in range(1, count + 1)])


def _question(n: int) -> Row:
    programme = 1 + (n - 1) // QUESTIONS
    known = {"id": n, "key": f"b{programme}/bank/q{n}", "programme_id": programme, "bank": "bank"}
    return {**known, "position": n, "latest": 1, "withdrawn_at": None}


def quiz_of(module: int) -> int:
    """The block that is the quiz of a module."""
    return 4 * (LESSONS * module - 1) + 4


def _path(programme: int) -> Row:
    first = (programme - 1) * MODULES
    modules = [_module_rule(first + n) for n in range(1, MODULES + 1)]
    body = {"rule": {"all": [{"module": m["id"]} for m in modules]}, "modules": modules}
    known = {"id": programme, "programme_id": programme, "number": 1}
    return {**known, "body": body, "made_at": clock.now()}


def _module_rule(module: int) -> Row:
    ids = range(LESSONS * (module - 1) + 1, LESSONS * module + 1)
    lessons = [{"id": id, "key": f"b-l{id}", "rule": _lesson_rule(id)} for id in ids]
    rule = {"all": [{"lesson": id} for id in ids]}
    return {"id": module, "key": f"b-m{module}", "rule": rule, "lessons": lessons}


def _lesson_rule(lesson: int) -> Row:
    quiz = [{"score": 4 * lesson, "at_least": 70}] if lesson % LESSONS == 0 else []
    return {"all": [{"read": lesson}, *quiz]}


def _states() -> None:
    """All follow everything; half of the lessons are read, the questions in them answered."""
    person, thing = f"1 + (i - 1) % {TRAINEES}", f"1 + (i - 1) / {TRAINEES}"
    moments = {"started_at": at("0"), "last_act_at": at("i")}
    whose = {"person_id": person, "programme_id": thing, "path_id": thing}
    series(Enrolment, TRAINEES * PROGRAMMES, {**whose, **moments, "required": "30", "met": "12"})
    lesson = {"person_id": person, "lesson_id": thing, "seen_at": at("i"), "read_at": at("i")}
    series(LessonProgress, TRAINEES * STEPS // 2, {**lesson, "done_at": at("i")})
    step = f"(1 + (i - 1) / {2 * TRAINEES})"
    block = f"4 * ({step} - 1) + 2 + ((i - 1) / {TRAINEES}) % 2"
    right = {"right_at": at("i"), "best": "100"}
    answer = {"done_at": at("i"), "tries": "1", "answer": """'{"answer": "b"}'""", **right}
    place = {"person_id": person, "block_id": block, "lesson_id": step}
    series(BlockProgress, TRAINEES * STEPS, {**place, **answer})


def _cohort() -> None:
    today = clock.today()
    days = {"starts_on": today - timedelta(days=20), "ends_on": today + timedelta(days=40)}
    names = {"id": 1, "programme_id": 1, "name_el": "Ομάδα", "name_en": "Cohort"}
    more = {"places_taken": COHORT, "revision": 1, "made_at": clock.now(), "sample": False}
    _add(Cohort, [{**names, **days, **more}])
    _add(CohortLead, [{"cohort_id": 1, "person_id": LEAD}])
    moments = {"asked_at": at("0"), "placed_at": at("0")}
    series(Place, COHORT, {"cohort_id": "1", "person_id": "i", "state": "'placed'", **moments})


def _log(events: int) -> None:
    """Answers of all trainees in all lessons, one after the other."""
    sqlite = db.engine.dialect.name == "sqlite"
    lesson = f"(1 + (i / {TRAINEES}) % {STEPS})"
    series(
        LearningEvent,
        events,
        {
            "id": "lower(hex(randomblob(16)))" if sqlite else "gen_random_uuid()",
            "person_id": f"1 + i % {TRAINEES}",
            "lesson_id": lesson,
            "block_id": f"4 * ({lesson} - 1) + 2",
            "lesson_version": "'v1'",
            "kind": "'answered'",
            "value": """'{"answer": "b"}'""",
            "right": "true",
            "seq": "i",
            "made_at": at("i / 10"),
            "received_at": at("i / 10"),
        },
    )


def _set_sequences() -> None:
    with db.engine.begin() as connection:
        for model in (Person, Enrolment, Cohort):
            name = model.__tablename__
            largest = f"(SELECT max(id) FROM {name})"
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {largest})")
            )


def new_id() -> str:
    """What a browser makes for each act."""
    return str(uuid.uuid4())
