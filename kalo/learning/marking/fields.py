"""From the fields of a form to an answer: the same with scripts and without.

All fields of a question begin with its `name`: "answer", more than once where more can be chosen;
"answer-l1" for the left side, the gap or the item l1, whose field holds its place: "1", "2", …
"""

from typing import Any

from werkzeug.datastructures import MultiDict

from kalo.learning.marking.answers import Body, keys_of
from kalo.learning.models import CLOZE, MATCHING, MULTIPLE, ORDERING

Sent = MultiDict[str, str]


def answer_in(sent: Sent, body: Body, name: str = "answer") -> Any:
    """The answer that a form holds under a name, in the shape in which answers are cleaned."""
    kind, words = body["kind"], body["el"]
    if kind == MULTIPLE:
        return sent.getlist(name)
    if kind == MATCHING:
        return {key: sent.get(f"{name}-{key}", "") for key in keys_of(words["left"])}
    if kind == ORDERING:
        return _in_places(sent, keys_of(words["items"]), name)
    if kind == CLOZE:
        return {gap: sent.get(f"{name}-{gap}", "") for gap in body["key"]["gaps"]}
    return sent.get(name, "")


def _in_places(sent: Sent, keys: list[str], name: str) -> list[str]:
    """Items by the place that each was given; of two in one place the first stands first."""
    places = {key: sent.get(f"{name}-{key}", "") for key in keys}
    if not any(places.values()):
        return []
    last = str(len(keys))
    return sorted(keys, key=lambda key: int(places[key] if places[key].isdecimal() else last))
