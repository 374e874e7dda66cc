"""The forms side by side: one cell for each form and aspect, of the facts that speak of both."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.reports import Block, Para, Report, Table, legal_notice, written
from kalo.toolbox.facts import SEEN, Fact, Facts, said
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.legal_forms.kinds import FORMS
from kalo.toolbox.tools.legal_forms.words import ASPECTS, NAMES

SET = "legal-forms"
CHECK = "*"  # stands after what is usually quoted, of a draft, or past its date


@dataclass(frozen=True)
class Cell:
    """What stands at a crossing; each with the fact that it is of."""

    said: tuple[tuple[str, Fact], ...]

    @property
    def words(self) -> str:
        """In one line."""
        return " · ".join(f"{words}{mark_of(fact)}" for words, fact in self.said)


def mark_of(fact: Fact) -> str:
    """A star after what is to be checked."""
    return "" if fact.mark == SEEN and not fact.is_expired else CHECK


def cell(facts: Facts, form: str, aspect: str, language: str) -> Cell:
    """What the facts say of a form under an aspect."""
    here = [
        (words, fact)
        for fact in facts.values()
        if fact.about.get("aspect") == aspect
        and form in fact.about.get("forms", ())
        and (words := said(fact.about.get("cell"), language))
    ]
    return Cell(tuple(here))


def comparison(facts: Facts, language: str, forms: Sequence[str] = FORMS) -> Table:
    """The table of some forms, in their order; aspects are its columns."""
    rows = [
        [
            str(NAMES[form]),
            *(cell(facts, form, aspect, language).words or "–" for aspect in ASPECTS),
        ]
        for form in forms
    ]
    return Table([_("Form"), *map(str, ASPECTS.values())], rows, _("The forms side by side"))


def as_file(_answers: object, language: str, _title: str, _note: str) -> bytes:
    """All forms as a spreadsheet, with the facts and their sources on the first sheet."""
    facts = facts_of(SET, language)
    star = Para(_("A star (*): usually quoted, of a draft or past its date; check it."))
    stated = [fact.stated() for fact in facts.values()]
    blocks: list[Block] = [star, comparison(facts, language), *stated, legal_notice()]
    title = _("All forms side by side")
    return written(Report(title, "", blocks, clock.today(), language), "xlsx")
