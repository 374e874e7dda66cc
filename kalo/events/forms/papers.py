"""What people may write of materials, of a guide and of what came of a gathering."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from kalo.events.agendas import Line
from kalo.events.forms.revised import RevisedForm
from kalo.events.forms.words import NEEDED, TOO_LONG, Listed, choices, lines, one_line
from kalo.events.models import AUDIENCES, MATERIALS, GuideStep, Material
from kalo.kit import text
from kalo.kit.locales import in_this_language

MATERIAL_WORDS = {
    "slides": _("Slides"),
    "handout": _("Handout"),
    "recording": _("Recording"),
    "minutes": _("Minutes"),
    "link": _("Link"),
}
AUDIENCE_WORDS = {
    "everybody": _("Everybody"),
    "seated": _("Those with a seat"),
    "attended": _("Those who were there"),
}
assert (tuple(MATERIAL_WORDS), tuple(AUDIENCE_WORDS)) == (MATERIALS, AUDIENCES)


class MaterialForm(RevisedForm):
    """A file or a link, for whom, beside which line."""

    kind = SelectField(_("Kind"), [InputRequired(NEEDED)], choices=choices(MATERIAL_WORDS))
    title_el = StringField(
        _("Title in Greek"),
        [DataRequired(NEEDED), Length(max=160, message=TOO_LONG)],
        [one_line],
    )
    title_en = StringField(_("Title in English"), [Length(max=160, message=TOO_LONG)], [one_line])
    upload = FileField(_("File"), [Optional()])
    url = StringField(
        _("Or the address of a link"),
        [
            Optional(),
            Length(max=500, message=TOO_LONG),
            Regexp(
                r"https?://[^\s<>\"'/@\\]+(/[^\s<>\"'\\]*)?\Z",
                message=_("Write an address that begins with https://"),
            ),
        ],
        [one_line],
    )
    audience = RadioField(
        _("Who can open it"),
        [InputRequired(NEEDED)],
        choices=choices(AUDIENCE_WORDS),
        default="everybody",
    )
    item_key = Listed(
        _("It belongs to"),
        [Optional()],
        default="",
        invalid_choice_message=_(
            "This line is not in the agenda any more. Choose another one, or the whole event."
        ),
    )

    def offer(self, planned: Iterable[Line], kept: str = "") -> "MaterialForm":
        """Let it stand beside one of these lines."""
        known = {line.key: f"{line.hours} {in_this_language(line, 'title')}" for line in planned}
        gone = {kept: _("A line that stands no longer")} if kept and kept not in known else {}
        self.item_key.choices = choices({"": _("The whole event"), **gone, **known})
        return self

    def validate_url(self, field: StringField) -> None:
        """One of both, not the two."""
        if field.data and self.brings_file:
            raise ValidationError(str(_("Choose a file or a link, not both.")))

    @property
    def brings_file(self) -> bool:
        """True where a file came along."""
        return bool(getattr(self.upload.data, "filename", ""))

    def show(self, material: Material) -> "MaterialForm":
        """Hold what is known of a material."""
        for name in ("kind", "title_el", "title_en", "url", "audience", "item_key"):
            self[name].data = getattr(material, name)
        self.revision.data = str(material.revision)
        return self

    def values(self) -> dict[str, Any]:
        """The columns of a material, without its file."""
        kept = super().values()
        del kept["upload"]
        return {**kept, "url": kept["url"] or "", "item_key": kept["item_key"] or ""}


class StepForm(RevisedForm):
    """A question of the guide."""

    question_el = TextAreaField(
        _("Question in Greek"),
        [DataRequired(NEEDED), Length(max=400, message=TOO_LONG)],
        [one_line],
    )
    question_en = TextAreaField(
        _("Question in English"), [Length(max=400, message=TOO_LONG)], [one_line]
    )
    minutes = IntegerField(
        _("Length in minutes"),
        [
            InputRequired(NEEDED),
            NumberRange(min=0, max=1440, message=_("Write a number from 0 to 1440.")),
        ],
        default=10,
    )
    probes_el = TextAreaField(_("Probes in Greek"), [Length(max=2000, message=TOO_LONG)], [lines])
    probes_en = TextAreaField(_("Probes in English"), [Length(max=2000, message=TOO_LONG)], [lines])

    def show(self, step: GuideStep) -> "StepForm":
        """Hold what a step says."""
        for name in ("question_el", "question_en", "minutes", "probes_el", "probes_en"):
            self[name].data = getattr(step, name)
        self.revision.data = str(step.revision)
        return self

    def values(self) -> dict[str, Any]:
        """The columns of a step; empty lines say nothing."""
        kept = super().values()
        for name in ("probes_el", "probes_en"):
            said = (one_line(line) for line in (kept[name] or "").splitlines())
            kept[name] = "\n".join(filter(None, said))
        return kept


class MinutesForm(RevisedForm):
    """The minutes in one language."""

    body = TextAreaField(
        _("Minutes"), [Length(max=text.MAX, message=TOO_LONG)], [lambda said: lines(said)]
    )
