"""Facts that one room keeps and others show: a set of them by their keys, in a language.

Whoever keeps them says once `reads_facts(reader)`; whoever shows them asks `facts_of`.
"""

from collections.abc import Callable, Mapping
from typing import Any

Reader = Callable[[str, str], Mapping[str, Any]]
_readers: list[Reader] = []


def reads_facts(reader: Reader) -> Reader:
    """Let a function answer a set of facts by its name, in a language ("el", "en")."""
    _readers[:] = [reader]
    return reader


def facts_of(name: str, language: str) -> Mapping[str, Any]:
    """The facts of a set by their keys, in their order; none where nobody keeps any.

    Each has text, value, source, address, checked, mark, expires, about and is_expired.
    """
    return _readers[0](name, language) if _readers else {}
