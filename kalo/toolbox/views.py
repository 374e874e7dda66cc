"""The doors of the toolbox."""

from flask_babel import lazy_gettext as _

from kalo.shelves.views import shelf_room

bp = shelf_room(
    "toolbox",
    __name__,
    _("Toolbox"),
    _(
        "Guides and tools that give you something to take home: "
        "from the idea and the legal form to funding, partners and impact."
    ),
)
