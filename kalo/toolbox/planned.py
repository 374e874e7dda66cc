"""Days that a tool plans: they stand in the calendar of whoever keeps the work; pure."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from kalo.toolbox.fields import ROW_ID, Field

MARK = "mark"  # the field of a `Mark`, in every tool that has one


@dataclass(frozen=True)
class Planned:
    """A day of a plan, or a deadline, in one language.

    The key stays the same for as long as the work plans this, whatever day it is on. A reminder
    comes so many days before; of what is done, or has None, there is none.
    """

    key: str  # letters of ASCII, digits and dashes: "step-application"
    day: date
    title: str
    about: str = ""
    remind: int | None = 3
    done: bool = False

    @property
    def remind_on(self) -> date | None:
        """The day of its reminder."""
        if self.remind is None or self.done:
            return None
        return self.day - timedelta(days=self.remind)


def no_days(_answers: Mapping[str, Any], _language: str) -> Iterable[Planned]:
    """A tool that plans nothing."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Mark(Field):
    """A name of these answers that nobody types or sees; the page makes it, and it stays."""

    label: Any = ""
    shape: ClassVar[str] = "mark"

    def read(self, raw: Any) -> str:
        """The name; nothing for what is none."""
        return raw if isinstance(raw, str) and ROW_ID.match(raw) else ""

    @staticmethod
    def fresh() -> str:
        """One that nobody has."""
        return secrets.token_hex(8)
