"""What an organisation seeks or offers."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired

from kalo.kit.revised import RevisedForm
from kalo.network.forms.words import CHOOSE, NEEDED, choices, lines, most, one_line
from kalo.network.models import OFFER, SEEK, SPANS, Call

KIND_WORDS = {SEEK: _("We seek"), OFFER: _("We offer")}
FIELDS = ("kind", "service", "title", "text", "sector", "place", "days")


class CallForm(RevisedForm):
    """One thing that is sought or offered, until a day."""

    kind = RadioField(_("What is it?"), [InputRequired(CHOOSE)])
    service = SelectField(_("What kind of thing"), [InputRequired(CHOOSE)])
    title = StringField(_("In one line"), [DataRequired(NEEDED), most(120)], [one_line])
    text = TextAreaField(
        _("More about it"),
        [most(1500)],
        [lines],
        description=_("How much, when, on which terms. No names or telephone numbers of people."),
    )
    sector = SelectField(_("For which sector"), default="")
    place = SelectField(_("Where"), default="")
    days = RadioField(_("For how long"), [InputRequired(CHOOSE)], coerce=int, default=SPANS[0])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind.choices = [SelectChoice(key, str(word)) for key, word in KIND_WORDS.items()]
        self.service.choices = choices("services", str(_("Choose")))
        self.sector.choices = choices("sectors", str(_("Any sector")))
        self.place.choices = choices("places", str(_("Anywhere")))
        self.days.choices = [SelectChoice(n, str(_("%(num)d days", num=n))) for n in SPANS]
        for name in ("sector", "place"):
            self[name].flags.quiet = True

    def show(self, call: Call) -> Self:
        """Hold what is known of it."""
        for name in FIELDS:
            self[name].data = getattr(call, name)
        self.revision.data = str(call.revision)
        return self

    def values(self) -> dict[str, Any]:
        """The columns, as they were written."""
        return {name: self[name].data or "" for name in FIELDS}
