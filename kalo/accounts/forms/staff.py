"""What administrators and owners of groups may type."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from kalo.accounts.forms.fields import ManyField, trimmed
from kalo.accounts.models import ROLES
from kalo.kit.once import KeyedForm

ROLE_WORDS = {
    "facilitator": _("Facilitation"),
    "moderator": _("Moderation"),
    "editor": _("Editing"),
    "adviser": _("Advice"),
    "administrator": _("Administration"),
}
ROLE_HINTS = {
    "facilitator": _("leads workshops and live rooms"),
    "moderator": _("looks after discussions, sees the log"),
    "editor": _("writes programmes and library texts"),
    "adviser": _("answers questions for advice"),
    "administrator": _("people, groups, settings, and all of the above"),
}


class RolesForm(FlaskForm):
    """What a person is trusted with."""

    roles = ManyField(_("Roles"), choices=[SelectChoice(role, ROLE_WORDS[role]) for role in ROLES])


class SuspensionForm(FlaskForm):
    """Why somebody may not come in for now."""

    reason = StringField(
        _("Reason"),
        [
            InputRequired(_("Write the reason; it goes into the log of staff.")),
            Length(max=200, message=_("Use at most 200 letters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": 200},
    )


class GroupForm(KeyedForm):
    """What a group is called, and what it is for."""

    name = StringField(
        _("Name of the group"),
        [
            InputRequired(_("Write what the group is called.")),
            Length(2, 80, _("Use from 2 to 80 letters.")),
        ],
        filters=[trimmed],
        render_kw={"maxlength": 80},
    )
    about = TextAreaField(
        _("What it is for"),
        [Length(max=500, message=_("Use at most 500 letters."))],
        render_kw={"maxlength": 500, "rows": 3},
    )


class NewGroupForm(GroupForm):
    """A group to be made."""

    owner = StringField(
        _("Owner"),
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 120},
    )


class InviteForm(FlaskForm):
    """Whom to let into a group."""

    handle = StringField(
        _("Who"),
        [InputRequired(_("Write the name in the address of their profile."))],
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 120},
    )


class SettingsForm(FlaskForm):
    """What administrators may change while the platform runs."""

    welcome_el = TextAreaField(
        _("Welcome on the home page, in Greek"),
        [Length(max=300, message=_("Use at most 300 letters."))],
        render_kw={"maxlength": 300},
    )
    welcome_en = TextAreaField(
        _("Welcome on the home page, in English"),
        [Length(max=300, message=_("Use at most 300 letters."))],
        render_kw={"maxlength": 300},
    )
    sign_up = RadioField(
        _("New members"),
        [InputRequired()],
        choices=[
            SelectChoice("open", _("Anybody may sign up")),
            SelectChoice("closed", _("Nobody for now")),
        ],
    )
    first_posts = RadioField(
        _("First posts of newcomers"),
        [InputRequired()],
        choices=[
            SelectChoice("look", _("They are published, and moderators have a look")),
            SelectChoice("hold", _("They wait until moderators have looked")),
            SelectChoice("off", _("They are published like any other")),
        ],
    )
