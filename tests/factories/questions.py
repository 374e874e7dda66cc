"""A question of each kind, with a right answer, a wrong one, and one that is partly right."""

from collections.abc import Callable, Iterable
from typing import Any

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.learning.models import QUIZ, Block, Lesson, Programme, Question, QuestionVersion
from tests.factories.learning import make_block

SINGLE = {
    "kind": "single",
    "points": 1,
    "el": {
        "text": "<p>Ποιος αποφασίζει σε έναν συνεταιρισμό;</p>",
        "options": [
            {"key": "a", "text": "Ο ιδιοκτήτης", "feedback": "Δεν υπάρχει ιδιοκτήτης."},
            {"key": "b", "text": "Τα μέλη", "feedback": "Ένα μέλος, μία ψήφος."},
            {"key": "c", "text": "Η τράπεζα", "feedback": "Η τράπεζα δεν ψηφίζει."},
        ],
        "hint": "Σκέψου τη συνέλευση.",
        "right": "Έτσι λειτουργεί η δημοκρατία του συνεταιρισμού.",
        "wrong": "Ξαναδιάβασε τις αρχές.",
    },
    "en": {
        "text": "<p>Who decides in a cooperative?</p>",
        "options": [
            {"key": "a", "text": "The owner", "feedback": "There is no owner."},
            {"key": "b", "text": "The members", "feedback": "One member, one vote."},
            {"key": "c", "text": "The bank", "feedback": "The bank has no vote."},
        ],
        "hint": "Think of the assembly.",
        "right": "That is how a cooperative's democracy works.",
        "wrong": "Read the principles again.",
    },
    "key": {"right": "b"},
}
MULTIPLE = {
    "kind": "multiple",
    "points": 2,
    "el": {
        "text": "<p>Ποιες είναι μορφές φορέων;</p>",
        "options": [
            {"key": "a", "text": "Κοιν.Σ.Επ.", "feedback": "Ναι, από τον ν. 4430/2016."},
            {"key": "b", "text": "Ανώνυμη εταιρεία", "feedback": "Όχι από μόνη της."},
            {"key": "c", "text": "Συνεταιρισμός εργαζομένων", "feedback": "Ναι, κι αυτός."},
            {"key": "d", "text": "Τράπεζα επενδύσεων", "feedback": "Όχι."},
        ],
    },
    "key": {"right": ["a", "c"]},
}
TRUE_FALSE = {
    "kind": "true-false",
    "points": 1,
    "el": {
        "text": "<p>Κάθε μέλος έχει μία ψήφο.</p>",
        "feedback_true": "Ό,τι κι αν έχει εισφέρει.",
        "feedback_false": "Οι μερίδες δεν μετρούν στην ψήφο.",
    },
    "key": {"right": True},
}
MATCHING = {
    "kind": "matching",
    "points": 3,
    "el": {
        "text": "<p>Ταίριαξε τη λέξη με τη σημασία της.</p>",
        "left": [
            {"key": "l1", "text": "Μέλος"},
            {"key": "l2", "text": "Συνέλευση"},
            {"key": "l3", "text": "Πλεόνασμα"},
        ],
        "right": [
            {"key": "r1", "text": "Το όργανο που αποφασίζει"},
            {"key": "r2", "text": "Όποιος έχει μερίδα και ψήφο"},
            {"key": "r3", "text": "Ό,τι μένει στο τέλος της χρήσης"},
        ],
    },
    "key": {"pairs": {"l1": "r2", "l2": "r1", "l3": "r3"}},
}
ORDERING = {
    "kind": "ordering",
    "points": 2,
    "el": {
        "text": "<p>Βάλε τα βήματα στη σειρά.</p>",
        "items": [
            {"key": "a", "text": "Καταστατικό"},
            {"key": "b", "text": "Έγκριση από το μητρώο"},
            {"key": "c", "text": "Ιδέα και ομάδα"},
            {"key": "d", "text": "Έναρξη στην εφορία"},
        ],
    },
    "key": {"order": ["c", "a", "b", "d"]},
}
NUMERIC = {
    "kind": "numeric",
    "points": 1,
    "el": {"text": "<p>Πόσο είναι το 75 % των 50 ευρώ;</p>", "unit": "ευρώ"},
    "key": {"value": 37.5, "tolerance": 0.1},
}
SHORT = {
    "kind": "short",
    "points": 1,
    "el": {"text": "<p>Πώς λέγεται με λίγα γράμματα;</p>", "right": "Σωστά."},
    "key": {"accepted": ["Κοιν.Σ.Επ.", "Κοινωνική Συνεταιριστική Επιχείρηση"]},
}
CLOZE = {
    "kind": "cloze",
    "points": 2,
    "el": {
        "text": "<p>Κάθε {{1}} έχει μία {{2}}.</p><p>Νόμος {{3}}.</p>",
        "gaps": {"2": ["μερίδα", "ψήφο", "καρέκλα"]},
    },
    "en": {
        "text": "<p>Each {{1}} has one {{2}}.</p><p>Law {{3}}.</p>",
        "gaps": {"2": ["share", "vote", "chair"]},
    },
    "key": {
        "gaps": {
            "1": {"accepted": ["μέλος", "member"]},
            "2": {"options": ["μερίδα", "ψήφο", "καρέκλα"], "right": "ψήφο"},
            "3": {"accepted": ["4430/2016", "4430"]},
        }
    },
}
OPEN = {
    "kind": "open",
    "points": 4,
    "el": {
        "text": "<p>Γιατί μια ομάδα επιλέγει συνεταιρισμό;</p>",
        "model": "Για να αποφασίζουν όλα τα μέλη ισότιμα.",
    },
    "key": {},
}
ALL: dict[str, dict[str, Any]] = {
    str(body["kind"]): body
    for body in (
        SINGLE,
        MULTIPLE,
        TRUE_FALSE,
        MATCHING,
        ORDERING,
        NUMERIC,
        SHORT,
        CLOZE,
        OPEN,
    )
}
RIGHT: dict[str, Any] = {
    "single": "b",
    "multiple": ["a", "c"],
    "true-false": True,
    "matching": {"l1": "r2", "l2": "r1", "l3": "r3"},
    "ordering": ["c", "a", "b", "d"],
    "numeric": "37,5",
    "short": "κοινσεπ",
    "cloze": {"1": "μελος", "2": "2", "3": "4430/2016"},
}
WRONG: dict[str, Any] = {
    "single": "a",
    "multiple": ["b", "d"],
    "true-false": False,
    "matching": {"l1": "r1", "l2": "r3", "l3": "r2"},
    "ordering": ["a", "c", "d", "b"],
    "numeric": "13",
    "short": "Α.Ε.",
    "cloze": {"1": "τράπεζα", "2": "1", "3": "1667"},
}
PARTLY: dict[str, Any] = {
    "multiple": ["a"],
    "matching": {"l1": "r2", "l2": "r3", "l3": "r1"},
    "ordering": ["c", "a", "d", "b"],
    "cloze": {"1": "ΜΕΛΟΣ"},
}


def make_bank(
    make: Callable[..., Any],
    programme: Programme,
    bodies: Iterable[dict[str, Any]] = (),
    bank: str = "bank",
) -> list[QuestionVersion]:
    """A bank with these questions; one of every kind if none is named."""
    return [
        make_question(make, programme, body, number, bank)
        for number, body in enumerate(list(bodies) or ALL.values(), 1)
    ]


def make_question(
    make: Callable[..., Any],
    programme: Programme,
    body: dict[str, Any],
    number: int = 1,
    bank: str = "bank",
) -> QuestionVersion:
    """A question of a bank in its first version."""
    question = make(
        Question,
        key=f"{programme.key}/{bank}/q{number}",
        programme_id=programme.id,
        bank=bank,
        position=number,
    )
    return make(
        QuestionVersion,
        question_id=question.id,
        number=1,
        digest=f"q{number}",
        body=body,
        made_at=clock.now(),
    )


def mend(make: Callable[..., Any], version: QuestionVersion, **key: Any) -> QuestionVersion:
    """The question gets a newer version with another key."""
    with transaction():
        db.session.get_one(Question, version.question_id).latest = version.number + 1
    body = {**version.body, "key": {**version.body["key"], **key}}
    values = {"question_id": version.question_id, "digest": "mended", "made_at": clock.now()}
    return make(QuestionVersion, number=version.number + 1, body=body, **values)


def make_quiz(make: Callable[..., Any], lesson: Lesson, name: str = "quiz", **made: Any) -> Block:
    """A quiz over the bank "bank", in both languages."""
    known = {"bank": "bank", "draw": None, "shuffle": True, "pass": 70}
    more = {"minutes": None, "attempts": None, "feedback": "after"}
    of = "" if name == "quiz" else f" ({name})"
    said = {
        "el": {"title": f"Κουίζ της ενότητας{of}", "about": "<p>Τι έμαθες ως εδώ.</p>"},
        "en": {"title": f"Quiz of the module{of}", "about": "<p>What you have learnt so far.</p>"},
    }
    return make_block(make, lesson, QUIZ, name, said=said, made={**known, **more, **made})
