"""The doors of the library."""

from flask_babel import lazy_gettext as _

from kalo.shelves.views import shelf_room

bp = shelf_room(
    "library",
    __name__,
    _("Library"),
    _(
        "Things worth keeping: laws, studies, good practices and figures, "
        "each with its source and date."
    ),
)
