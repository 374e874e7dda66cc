"""What people may type into the finder: an address's words, read kindly; the form of a search."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from kalo.kit.once import KeyedForm
from kalo.toolbox.tools.funding.reading import LARGEST
from kalo.toolbox.tools.funding.rules import Wish
from kalo.toolbox.tools.funding.words import FAMILIES, FORMS, LEGAL_FORMS, REGIONS, STAGES, STATES
from kalo.toolbox.tools.funding.words import WITHIN as SPANS

LONGEST = 100  # letters of what is looked for


def wish_of(said: Any) -> Wish:
    """What an address asks for; what is not understood asks for nothing."""
    return Wish(
        q=" ".join(str(said.get("q", "")).split())[:LONGEST],
        family=_one(said, "family", FAMILIES),
        form=_some(said, "form", FORMS),
        stage=_one(said, "stage", STAGES),
        amount=amount_of(str(said.get("amount", ""))),
        legal=_one(said, "legal", LEGAL_FORMS),
        area=_one(said, "area", REGIONS),
        within=int(_one(said, "within", SPANS) or 0) or None,
        state=_some(said, "state", STATES),
    )


def amount_of(typed: str) -> int | None:
    """Whole euros out of «25.000», "25,000 €" or "25 000,50"."""
    bare = re.sub(r"[\s€]|[.,]\d{1,2}$", "", typed.strip())
    digits = re.sub(r"[.,](?=\d{3}(\D|$))", "", bare)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
        return None
    return int(digits) if 0 < int(digits) <= LARGEST else None


def _one(said: Any, name: str, options: tuple[tuple[str, Any], ...]) -> str:
    value = str(said.get(name, ""))
    return value if value in dict(options) else ""


def _some(said: Any, name: str, options: tuple[tuple[str, Any], ...]) -> tuple[str, ...]:
    chosen = set(said.getlist(name))
    return tuple(key for key, _label in options if key in chosen)


class SearchForm(KeyedForm):
    """A search to keep: what it is called, and how it makes itself heard."""

    name = StringField(_("What do you call it?"), validators=[DataRequired(), Length(max=80)])
    tells = BooleanField(_("Tell me of new and changed funding tools, and of deadlines"))
    in_calendar = BooleanField(_("Put the deadlines into my calendar"))


def hidden(wish: Wish) -> list[tuple[str, str]]:
    """What is looked for, as hidden fields of a form."""
    pairs: list[tuple[str, str]] = []
    kept: Mapping[str, Any] = wish.kept()
    for name, value in kept.items():
        values = value if isinstance(value, list) else [value]
        pairs += [(name, str(each)) for each in values]
    return pairs
