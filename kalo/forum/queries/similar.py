"""Discussions that resemble a title."""

from kalo.accounts.models import Person
from kalo.kit.text import fold, words
from kalo.search.queries import Hit, find

ENOUGH = 8  # letters, before a title says anything
SHOWN = 4


def similar_topics(title: str, person: Person | None, language: str) -> list[Hit]:
    """The closest first: what has all its words, then what has the most telling of them."""
    if len(title) < ENOUGH:
        return []
    telling = sorted({fold(word) for word in words(title) if len(word) > 3}, key=len, reverse=True)
    found: dict[str, Hit] = {}
    for asked in (telling, telling[:3], telling[:2], telling[:1]):
        if len(found) >= SHOWN or not asked:
            break
        for hit in find(" ".join(asked), person, language, kind="topic", size=SHOWN).hits:
            found.setdefault(hit.subject, hit)
    return list(found.values())[:SHOWN]
