"""The room's front page and its reading pages."""

from flask_babel import lazy_gettext as _

from kalo.shelves.views import shelf_room

bp = shelf_room(
    "toolbox",
    "kalo.toolbox",
    _("Toolbox"),
    _(
        "Guides and tools that give you something to take home: "
        "from the idea and the legal form to funding, partners and impact."
    ),
)
