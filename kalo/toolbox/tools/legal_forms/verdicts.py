"""What rules say of a legal form, one by one and together; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

AGAINST, FOR, UNSURE = "against", "for", "unsure"
STAYS, DOUBTFUL, OUT = "stays", "doubtful", "out"


@dataclass(frozen=True)
class Said:
    """What a rule says of a form: which way, in which words (a key), by which fact."""

    form: str
    way: str
    words: str
    fact: str
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What all rules together say of a form."""

    form: str
    state: str
    said: tuple[Said, ...]

    def those(self, way: str) -> list[Said]:
        """What is said in one way."""
        return [each for each in self.said if each.way == way]
