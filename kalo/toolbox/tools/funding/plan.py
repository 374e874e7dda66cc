"""The questions of the finder: what is needed, who asks, what is looked at, which papers."""

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import (
    Answers,
    Choice,
    Day,
    Field,
    Long,
    Money,
    Odd,
    Rows,
    Several,
    Text,
    Tick,
    several,
)
from kalo.toolbox.tool import StepOf
from kalo.toolbox.tools.funding.reading import LARGEST
from kalo.toolbox.tools.funding.rules import Case, Wish
from kalo.toolbox.tools.funding.words import FORMS, LEGAL_FORMS, REGIONS, STAGES

MOST_CHOSEN = 3
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")


@dataclass(frozen=True, kw_only=True)
class Keys(Several):
    """Some of many that are not known beforehand: entries of the directory, papers."""

    options: tuple[tuple[str, Any], ...] = ()
    most: int = 40

    def read(self, raw: Any) -> list[str]:
        """The keys, in order of the alphabet: two people who tick the same say the same."""
        said = [each for each in several(raw) if each != ""]
        if not all(
            isinstance(each, str) and len(each) < 90 and KEY.fullmatch(each) for each in said
        ):
            raise Odd(gettext("Choose among what is listed."))
        said = list(set(said))
        if len(said) > self.most:
            raise Odd(gettext("At most %(most)s of them.", most=self.most))
        return sorted(said)


FIELDS: dict[str, Field] = {
    "what": Text(
        label=_("What do you need the money for?"),
        hint=_("For example: an oven and the wages of the first three months"),
        most=200,
    ),
    "amount": Money(label=_("How much, about?"), least=1, most=LARGEST, places=0),
    "form": Several(label=_("Which form of money would suit you?"), options=FORMS),
    "stage": Choice(label=_("Where do you stand?"), options=STAGES),
    "legal": Choice(
        label=_("Your legal form, or the one you have in mind"), options=LEGAL_FORMS, listed=True
    ),
    "area": Choice(label=_("Where do you work?"), options=REGIONS, listed=True),
    "chosen": Keys(
        label=_("Which will you look at more closely? At most three."), most=MOST_CHOSEN
    ),
    "have": Keys(label=_("Which papers do you have?")),
    "own": Rows(
        label=_("More papers, as the call asks for them"),
        fields={"paper": Text(label=_("Paper"), most=160), "ready": Tick(label=_("I have it"))},
        most=60,
        one=_("Paper"),
        add=_("Another paper"),
    ),
    "hand_in": Day(
        label=_("By when do you want to hand it in?"),
        hint=_("If you keep the plan, the day stands in your calendar"),
    ),
    "notes": Long(label=_("What you want to ask the giver"), most=2_000),
}

STEPS = (
    StepOf("need", _("What is needed"), ("what", "amount", "form")),
    StepOf("who", _("Who asks"), ("stage", "legal", "area")),
    StepOf("found", _("What suits"), ("chosen",)),
    StepOf("papers", _("What you will need for it"), ("have", "own", "hand_in", "notes")),
)


def wish_of(answers: Answers) -> Wish:
    """What the answers look for in the directory."""
    amount = answers.get("amount")
    return Wish(
        form=tuple(answers.get("form") or ()),
        stage=answers.get("stage") or "",
        amount=int(amount) if amount else None,
        legal=answers.get("legal") or "",
        area=answers.get("area") or "",
    )


def case_of(answers: Answers, chosen: list[Any]) -> Case:
    """For what papers are gathered: what was chosen says it, else what is looked for."""
    forms = {form for entry in chosen for form in entry.about.get("forms") or ()}
    return Case(
        forms=frozenset(forms or answers.get("form") or ()),
        stage=answers.get("stage") or "",
        legal=answers.get("legal") or "",
        needs=frozenset(key for entry in chosen for key in entry.about.get("needs") or ()),
    )
