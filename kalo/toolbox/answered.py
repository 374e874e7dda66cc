"""What was answered, for whoever reads a file and did not sit by."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.reports import Block, Cell, Heading, Table
from kalo.kit.reports.blocks import PERCENT
from kalo.kit.reports.words import cell_words
from kalo.toolbox.fields import Answers, Choice, Day, Field, Percent, Tick


def answered(fields: Mapping[str, Field], answers: Answers) -> Iterator[Block]:
    """A table of questions and answers, without those that were left open."""
    cells = {name: _cell(field, answers.get(name)) for name, field in fields.items()}
    rows = [(str(fields[name].label), said) for name, said in cells.items() if said is not None]
    if rows:
        yield Heading(_("What you answered"))
        yield Table([_("Question"), _("Answer")], rows, _("What you answered"))


def _cell(field: Field, said: Any) -> Cell:
    if isinstance(field, Tick):
        return _("Yes") if said else _("No")
    if said in (None, ""):
        return None
    if isinstance(field, Choice):
        return field.label_of(said)
    if isinstance(field, Day):
        return clock.date_words(date.fromisoformat(said))
    return cell_words(said, PERCENT) if isinstance(field, Percent) else said
