"""Questions about programmes, lessons and how far a learner has come."""

from kalo.learning.queries.ahead import way_of
from kalo.learning.queries.held import acts_of, blocks_of, enrolments_of, progress_of
from kalo.learning.queries.lessons import (
    find_block,
    find_block_of_act,
    find_lesson,
    find_lesson_of_act,
    find_thing,
    get_block,
    get_lesson,
    get_lesson_alone,
    lessons_to_find,
    readable_lessons,
)
from kalo.learning.queries.paths import Card, Goal, Heading, Line, Opened, Part, Path, Piece, Step
from kalo.learning.queries.programmes import (
    find_programme,
    get_followed,
    get_programme,
    list_programmes,
    path_of,
    programmes_to_find,
    running,
    standing_programmes,
)
from kalo.learning.queries.receipts import Receipt, acts_by_receipt, kept_acts, latest_receipts

__all__ = [
    "Card",
    "Goal",
    "Heading",
    "Line",
    "Opened",
    "Part",
    "Path",
    "Piece",
    "Receipt",
    "Step",
    "acts_by_receipt",
    "acts_of",
    "blocks_of",
    "enrolments_of",
    "find_block",
    "find_block_of_act",
    "find_lesson",
    "find_lesson_of_act",
    "find_programme",
    "find_thing",
    "get_block",
    "get_followed",
    "get_lesson",
    "get_lesson_alone",
    "get_programme",
    "kept_acts",
    "latest_receipts",
    "lessons_to_find",
    "list_programmes",
    "path_of",
    "programmes_to_find",
    "progress_of",
    "readable_lessons",
    "running",
    "standing_programmes",
    "way_of",
]
