"""The tool itself: what it asks, in which steps, and what comes of it."""

from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import Answers, Number, Rows, Text
from kalo.toolbox.tool import StepOf, Tool

from .result import result

ROOF = {
    "name": Text(label=_("Name of the roof"), most=60),
    "area": Number(label=_("Area"), unit="m²", most=10_000),
}
FIELDS = {
    "place": Text(label=_("Where is it?")),
    "rain": Number(label=_("Rain in a year"), unit="mm", most=5_000),
    "roofs": Rows(label=_("Roofs"), one=_("A roof"), add=_("One more roof"), fields=ROOF, most=20),
}


def example(language: str) -> Answers:
    """The worked example; its place is made up, and says so."""
    place = "Παράδειγμα: ένα υπόστεγο" if language == "el" else "Example: a shed"
    return {"place": place, "rain": 400, "roofs": [{"id": "a", "name": "", "area": 50}]}


TOOL = Tool(
    slug="rainwater",
    order=908,
    title=_("Rain from the roof"),
    summary=_("How much water your roofs gather in a year."),
    promise=_("A table of litres"),
    minutes=3,
    fields=FIELDS,
    steps=(
        StepOf("place", _("The place"), ("place", "rain")),
        StepOf("roofs", _("The roofs"), ("roofs",)),
    ),
    result=result,
    formats=("pdf", "xlsx", "json"),
    example=example,
)
