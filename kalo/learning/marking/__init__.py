"""Questions without a database: what an answer may be, what it is worth, what is said of it.

A body is {"kind", "points", "el": words, "en": words or missing, "key": what is right}.
Words have "text" (HTML) and may have "hint", "right", "wrong"; by kind:

- single, multiple: "options" [{"key", "text", "feedback"}]; key {"right": "b"} or {"right": ["a"]}
- true-false: "feedback_true", "feedback_false"; key {"right": true}
- matching: "left", "right" [{"key", "text"}]; key {"pairs": {"l1": "r2"}}
- ordering: "items" [{"key", "text"}]; key {"order": ["c", "a", "b"]}
- numeric: "unit"; key {"value": 12.5, "tolerance": 0.1} or {"value": 12.5, "percent": 5}
- short: key {"accepted": ["ΚοινΣΕπ"]}
- cloze: gaps {{1}} stand in the text; "gaps" {"1": ["an option", …]} where one is chosen, the same
  in the same places in every language; key {"gaps": {"1": {"accepted": […]}, "2": {"options": […],
  "right": "…"}}}
- open: "model", shown once it is marked; key {}

An answer is "b"; ["a", "c"]; True; {"l1": "r2"}; ["c", "a", "b"]; "12,5"; "…"; {"1": "…"}, with the
number of the option ("1" is the first) where one is chosen; "…". None is none.
"""

from kalo.learning.marking.answers import GAP, LONGEST, clean, doubt
from kalo.learning.marking.blocks import question_in
from kalo.learning.marking.drawing import arranged, draw, shuffled
from kalo.learning.marking.fields import answer_in
from kalo.learning.marking.numbers import readings
from kalo.learning.marking.saying import Marked, explain, pieces
from kalo.learning.marking.scores import Mark, mark, percent_of
from kalo.learning.marking.texts import same_words

__all__ = [
    "GAP",
    "LONGEST",
    "Mark",
    "Marked",
    "answer_in",
    "arranged",
    "clean",
    "doubt",
    "draw",
    "explain",
    "mark",
    "percent_of",
    "pieces",
    "question_in",
    "readings",
    "same_words",
    "shuffled",
]
