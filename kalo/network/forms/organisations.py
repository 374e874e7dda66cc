"""What an organisation says of itself."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from kalo.kit import clock
from kalo.kit.revised import RevisedForm
from kalo.network.forms.words import (
    ADDRESS,
    CHOOSE,
    NEEDED,
    WEB,
    SeveralField,
    choices,
    lines,
    most,
    one_line,
)
from kalo.network.models import WRITTEN, Organisation

FIRST_YEAR = 1800
_SUMMARY = _("In one or two sentences: what you do, and for whom.")
_ABOUT = _("How you decide, where the surplus goes, what you did in the last year.")


class OrganisationForm(RevisedForm):
    """The page of an organisation."""

    name_el = StringField(_("Name in Greek"), [DataRequired(NEEDED), most(160)], [one_line])
    name_en = StringField(_("Name in English"), [most(160)], [one_line])
    form = SelectField(_("Legal form"), [InputRequired(CHOOSE)])
    place = SelectField(_("Municipality"), [InputRequired(CHOOSE)])
    address = StringField(
        _("Address"),
        [most(200)],
        [one_line],
        description=_("Everybody sees it. Leave it empty if people live there."),
    )
    summary_el = TextAreaField(
        _("In short, in Greek"), [DataRequired(NEEDED), most(300)], [one_line], description=_SUMMARY
    )
    summary_en = TextAreaField(_("In short, in English"), [most(300)], [one_line])
    sectors = SeveralField(_("Sectors"), "sectors", 6)
    services = SeveralField(_("What you can offer others"), "services", 8)
    needs = SeveralField(_("What you need"), "services", 8)
    about_el = TextAreaField(_("More, in Greek"), [most(4000)], [lines], description=_ABOUT)
    about_en = TextAreaField(_("More, in English"), [most(4000)], [lines])
    website = StringField(_("Website"), [Optional(), WEB, most(200)], [one_line])
    founded = IntegerField(_("Founded in the year"), [Optional()])
    people = IntegerField(
        _("How many people work in it"),
        [Optional(), NumberRange(0, 100_000, _("Write a number from 0 to 100000."))],
    )
    register = StringField(
        _("Entry in an official register"),
        [most(120)],
        [one_line],
        description=_("Which register and number; or that it is in none, and why."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.form.choices = choices("forms", str(_("Choose")))
        self.place.choices = choices("places", str(_("Choose")))
        for field in (self.sectors, self.services, self.needs):
            field.offer()

    def show(self, organisation: Organisation) -> Self:
        """Hold what is known of it."""
        for name in WRITTEN:
            value = getattr(organisation, name)
            self[name].data = sorted(value) if isinstance(value, frozenset) else value
        self.revision.data = str(organisation.revision)
        return self

    def values(self) -> dict[str, Any]:
        """The columns, as they were written."""
        said = {name: self[name].data for name in WRITTEN}
        several = ("sectors", "services", "needs")
        return {k: frozenset(v or ()) if k in several else v for k, v in said.items()}

    def validate_founded(self, field: IntegerField) -> None:
        """A year that has been."""
        this = clock.today().year
        if field.data is not None and not FIRST_YEAR <= field.data <= this:
            years = {"first": FIRST_YEAR, "last": this}
            raise ValidationError(str(_("Write a year from %(first)d to %(last)d.", **years)))


class ProposalForm(OrganisationForm):
    """A member asks for a page of their organisation."""

    words = StringField(
        _("What are you there?"),
        [DataRequired(NEEDED), most(600)],
        [one_line],
        description=_("Only those who look at your request read this."),
    )
    email = StringField(
        _("E-mail of the organisation"),
        [Optional(), ADDRESS, most(254)],
        [one_line],
        description=_("Letters go there; nobody sees it on a page."),
    )
    criteria = BooleanField(_("It meets the criteria of inclusion"), [InputRequired(NEEDED)])


class StaffForm(OrganisationForm):
    """Staff write a page for an organisation, which says yes to it by letter."""

    email = StringField(
        _("E-mail of the organisation"),
        [Optional(), ADDRESS, most(254)],
        [one_line],
        description=_("Letters go there; nobody sees it on a page."),
    )
