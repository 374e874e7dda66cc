"""What people say about themselves, and how they like the place."""

from typing import Any

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from kalo.accounts.forms.fields import ManyField, name_field, trimmed

SPOKEN = ("el", "en", "sq", "ar", "bg", "fr", "ka", "de", "it", "fa", "pl", "ro", "ru", "es", "tr")
SPOKEN_TOO = ("uk", "ur", "bn")
MORE_WORDS = {"gss": _("Greek Sign Language")}


def language_words(code: str) -> str:
    """The name of a language, as it stands on its own."""
    if code in MORE_WORDS:
        return str(MORE_WORDS[code])
    name = Locale.parse(str(get_locale() or "el")).languages.get(code, code)
    return name[:1].upper() + name[1:]


class ProfileForm(FlaskForm):
    """What everybody may read about a person."""

    name = name_field()
    picture = FileField(
        _("Picture"), render_kw={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}
    )
    without = BooleanField(_("Take my picture away"))
    about = TextAreaField(
        _("About you"),
        [Length(max=2000, message=_("Use at most 2,000 letters."))],
        render_kw={"maxlength": 2000, "rows": 5},
    )
    organisation = StringField(
        _("Organisation"),
        [Length(max=120, message=_("Use at most 120 letters."))],
        filters=[trimmed],
        render_kw={"autocomplete": "organization", "maxlength": 120},
    )
    speaks = ManyField(_("Languages you speak"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = sorted((*SPOKEN[2:], *SPOKEN_TOO), key=language_words)
        codes = (*SPOKEN[:2], "gss", *others)
        self.speaks.choices = [SelectChoice(code, language_words(code)) for code in codes]


class PreferencesForm(FlaskForm):
    """How somebody likes the place."""

    language = RadioField(
        _("Language of letters"),
        [InputRequired()],
        choices=[SelectChoice("el", "Ελληνικά"), SelectChoice("en", "English")],
    )
    theme = RadioField(
        _("Light or dark"),
        [InputRequired()],
        choices=[
            SelectChoice("auto", _("As on my device")),
            SelectChoice("light", _("Light")),
            SelectChoice("dark", _("Dark")),
        ],
    )
    letters = BooleanField(_("Send me letters about what I follow"))
