"""What of the participation can be found."""

from flask_babel import lazy_gettext as _

from kalo.shelves.search import find_leaves_of

find_leaves_of("participation", _("Taking part"))
