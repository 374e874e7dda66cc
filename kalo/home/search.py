"""What of the pages about the platform can be found."""

from flask_babel import lazy_gettext as _

from kalo.shelves.search import find_leaves_of

find_leaves_of("site", _("About the platform"))
