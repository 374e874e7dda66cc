"""The words of the log of staff for what moderators do, so that catalogues know them."""

from flask_babel import lazy_gettext as _

VERBS = (
    _("ruled: keep"),
    _("ruled: edit"),
    _("ruled: hide"),
    _("ruled: delete"),
    _("ruled: warn"),
    _("ruled: silence"),
    _("ruled: suspend"),
    _("ruled: publish"),
    _("ruled: give_back"),
    _("took back a ruling"),
    _("looked again: it stands"),
    _("looked again: taken back"),
    _("noted on a case"),
    _("watches for a word"),
    _("no longer watches for a word"),
    _("gave the fullest trust"),
)
