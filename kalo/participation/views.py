"""The doors of the participation."""

from flask_babel import lazy_gettext as _

from kalo.shelves.views import shelf_room

bp = shelf_room(
    "participation",
    __name__,
    _("Taking part"),
    _(
        "What we do together: programmes, workshops, focus groups, surveys, discussions. "
        "Everything is open and free."
    ),
)
