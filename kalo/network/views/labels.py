"""What each thing that an organisation says of itself is called, and how it is read."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo.kit.web import language
from kalo.network.words import all_said, said

LABELS = {
    "name_el": _("Name in Greek"),
    "name_en": _("Name in English"),
    "form": _("Legal form"),
    "place": _("Municipality"),
    "address": _("Address"),
    "sectors": _("Sectors"),
    "services": _("What you can offer others"),
    "needs": _("What you need"),
    "summary_el": _("In short, in Greek"),
    "summary_en": _("In short, in English"),
    "about_el": _("More, in Greek"),
    "about_en": _("More, in English"),
    "website": _("Website"),
    "founded": _("Founded in the year"),
    "people": _("How many people work in it"),
    "register": _("Entry in an official register"),
}
_KINDS = {
    "form": "forms",
    "place": "places",
    "sectors": "sectors",
    "services": "services",
    "needs": "services",
}


def shown_value(name: str, value: Any) -> str:
    """A value as people read it."""
    kind = _KINDS.get(name)
    if isinstance(value, list):
        return ", ".join(all_said(kind or "services", value, language()))
    if kind and value:
        return said(kind, str(value), language())
    return "" if value is None else str(value)
