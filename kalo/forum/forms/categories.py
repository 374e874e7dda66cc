"""What those who arrange categories may type."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from kalo.forum.forms.fields import cleaned, one_line
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS, STAFF
from kalo.kit.once import KeyedForm

WHO = {
    EVERYONE: _("Everyone"),
    MEMBERS: _("Members"),
    GROUPS: _("Only the groups chosen below"),
    STAFF: _("Only the moderators"),
}
ACTS = ("see", "reply", "start")


def _who(label: Any, usual: str, *choices: str) -> SelectField:
    return SelectField(
        label, choices=[SelectChoice(key, WHO[key]) for key in choices], default=usual
    )


def _groups(label: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        coerce=int,
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class CategoryForm(KeyedForm):
    """A category in both languages, where it stands, and who may do what in it."""

    title_el = StringField(
        _("Title in Greek"),
        [DataRequired(_("Give the category a title.")), Length(max=80)],
        filters=[one_line],
    )
    title_en = StringField(_("Title in English"), [Length(max=80)], filters=[one_line])
    about_el = TextAreaField(_("What it is for, in Greek"), [Length(max=300)], filters=[one_line])
    about_en = TextAreaField(_("What it is for, in English"), [Length(max=300)], filters=[one_line])
    under = SelectField(_("Stands under"), coerce=int, choices=[], default=0)
    see = _who(_("Who sees it"), EVERYONE, EVERYONE, MEMBERS, GROUPS, STAFF)
    see_groups = _groups(_("Groups that see it"))
    reply = _who(_("Who replies"), MEMBERS, MEMBERS, GROUPS, STAFF)
    reply_groups = _groups(_("Groups that reply"))
    start = _who(_("Who opens discussions"), MEMBERS, MEMBERS, GROUPS, STAFF)
    start_groups = _groups(_("Groups that open discussions"))
    asks = BooleanField(_("People ask here, and an answer can be accepted"))
    template_el = TextAreaField(
        _("What a new discussion starts from, in Greek"), [Length(max=4000)], filters=[cleaned]
    )
    template_en = TextAreaField(
        _("What a new discussion starts from, in English"), [Length(max=4000)], filters=[cleaned]
    )

    @property
    def granted(self) -> dict[str, list[int]]:
        """The groups of each act that is for groups."""
        chosen = [act for act in ACTS if self[act].data == GROUPS]
        return {act: sorted(self[f"{act}_groups"].data or ()) for act in chosen}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever says “groups” names one."""
        fine = super().validate(extra_validators)
        for act in (act for act, groups in self.granted.items() if not groups):
            self[act].errors = [*self[act].errors, _("Choose a group, or somebody else.")]
            fine = False
        return fine
