"""Saying yes to the comparison."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import DataRequired

from kalo.kit.once import KeyedForm


class ConsentForm(KeyedForm):
    """A yes that is said, not taken for granted."""

    yes = BooleanField(
        _("Yes, let our scores count anonymously for bodies of our kind."),
        validators=[DataRequired(_("Tick the box, if you want it. Nothing is given otherwise."))],
    )


class TakeBackForm(KeyedForm):
    """Saying no again; there is nothing to fill in."""
