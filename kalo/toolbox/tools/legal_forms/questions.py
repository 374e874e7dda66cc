"""The ten questions of the chooser."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from kalo.toolbox.fields import Choice, Field, Number, Percent
from kalo.toolbox.queries.figures import with_figures
from kalo.toolbox.tool import StepOf

YES_NO = (("yes", _("Yes")), ("no", _("No")))
FIELDS: Mapping[str, Field] = {
    "purpose": Choice(
        label=_("What is it for, above all?"),
        hint=_("Choose what you would say first. The rest can be done besides."),
        options=(
            ("local", _("Services or products for our area or for society")),
            ("work", _("Steady work for ourselves")),
            (
                "vulnerable",
                _("Work for people of vulnerable groups (disability, addiction, prison)"),
            ),
            (
                "special",
                _("Work for people of special groups (homeless, refugees, violence, poverty)"),
            ),
            ("mental", _("Work and support for people with psychosocial problems")),
            ("farming", _("Farm products of our own")),
            ("energy", _("Energy for our area")),
            ("cause", _("A cause: culture, environment, rights; we sell little or nothing")),
        ),
    ),
    "group_share": Percent(
        label=_("Which share of the members will belong to this group?"),
        hint=_("Only if it is for vulnerable or special groups, or for mental health."),
    ),
    "persons": Number(
        label=_("How many people will found it?"),
        hint=_("Those who have said yes, not those who may."),
        most=100_000,
    ),
    "organisations": Number(
        label=_("How many organisations will be members?"),
        hint=_("Companies, associations, cooperatives. None: write 0."),
        most=100_000,
    ),
    "municipality": Choice(
        label=_("Is a municipality to be a member?"),
        options=(
            ("none", _("No")),
            ("municipality", _("Yes, a municipality")),
            ("entity", _("Yes, a municipal body under public law")),
        ),
    ),
    "work": Choice(
        label=_("Will the members work in it?"),
        options=(
            ("all", _("All of them")),
            ("some", _("Some; others support it")),
            ("none", _("None, or only as volunteers")),
        ),
    ),
    "outside": Percent(
        label=_("Which share of the employees will not be members?"),
        hint=_("Think of the second year. Nobody: write 0."),
    ),
    "pay_out": Choice(
        label=_("Do you want to share out profit among the members?"),
        hint=_("Wages for work are something else; every form may pay them."),
        options=YES_NO,
    ),
    "by_law": Choice(
        label=_("Must it be an SSE body from the first day?"),
        hint=_("Some calls for funding and some contracts ask for it. Not sure: leave it open."),
        options=YES_NO,
    ),
    "share": Choice(
        label=with_figures(
            _("Can every founder pay %(share)s euro for a share?"),
            "legal-forms",
            share="koinsep-share",
        ),
        options=YES_NO,
    ),
}
STEPS = (
    StepOf("purpose", _("What for"), ("purpose", "group_share")),
    StepOf("people", _("With whom"), ("persons", "organisations", "municipality")),
    StepOf("work", _("Who works"), ("work", "outside")),
    StepOf("money", _("Money and register"), ("pay_out", "by_law", "share")),
)
