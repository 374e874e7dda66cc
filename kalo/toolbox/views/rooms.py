"""The room's front page and its reading pages."""

from flask_babel import lazy_gettext as _

from kalo.shelves.views import shelf_room
from kalo.toolbox.forms.answers import lines_of

bp = shelf_room(
    "toolbox",
    "kalo.toolbox",
    _("Toolbox"),
    _(
        "Guides and tools that give you something to take home: "
        "from the idea and the legal form to funding, partners and impact."
    ),
)
bp.add_app_template_filter(lines_of, "row_lines")
bp.add_app_template_test(lambda path: str(path).endswith(":order"), "in_order")
