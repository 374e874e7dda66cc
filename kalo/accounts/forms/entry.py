"""Coming in: signing up, signing in, a new password, another address."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired, Optional

from kalo.accounts import passwords
from kalo.accounts.forms.fields import email_field, name_field, new_password_field
from kalo.kit.once import KeyedForm


class SignUpForm(KeyedForm):
    """Asking for an account; without a password one comes in by a link each time."""

    name = name_field()
    email = email_field()
    password = new_password_field(_("Password"), Optional())


class SignInForm(FlaskForm):
    """Coming in by password."""

    email = email_field(autocomplete="username")
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Write your password, or ask for a link."))],
        render_kw={"autocomplete": "current-password", "maxlength": passwords.LONGEST},
    )


class AddressForm(FlaskForm):
    """An address to write to: for a link that lets in, or a new password."""

    email = email_field(autocomplete="username")


class NewPasswordForm(FlaskForm):
    """A new password, by a link or by who is signed in."""

    who: Any = None
    password = new_password_field(
        _("New password"), InputRequired(_("Write the password you want."))
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password for somebody who has one."""

    current = PasswordField(
        _("The password you have now"),
        [InputRequired(_("Write the password you have now."))],
        render_kw={"autocomplete": "current-password", "maxlength": passwords.LONGEST},
    )


class NewEmailForm(FlaskForm):
    """Another address."""

    email = email_field()


class LeaveForm(FlaskForm):
    """The last word before leaving."""

    password = PasswordField(
        _("Your password"),
        [InputRequired(_("Write your password, so that we know it is you."))],
        render_kw={"autocomplete": "current-password", "maxlength": passwords.LONGEST},
    )
