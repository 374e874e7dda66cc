"""The answers as a report: total, so that any part of them gives one."""

from flask_babel import gettext as _

from kalo.kit.reports import Heading, Para, Report, Table
from kalo.toolbox.fields import Answers

from .rules import litres


def result(answers: Answers, language: str) -> Report:
    """What the roofs gather in a year."""
    rows = [
        [roof["name"] or _("A roof"), litres(roof["area"] or 0, answers["rain"] or 0)]
        for roof in answers["roofs"]
    ]
    if not rows:
        return Report(_("Rain from the roof"), blocks=[Para(_("Add a roof."))], language=language)
    blocks = [
        Heading(answers["place"] or _("Our place")),
        Table([_("Roof"), _("Litres in a year")], rows, caption=_("What the roofs gather")),
    ]
    return Report(_("Rain from the roof"), blocks=blocks, language=language)
