"""The room's front page and its reading pages."""

from flask_babel import lazy_gettext as _

from kalo.shelves.views import shelf_room
from kalo.toolbox.forms.answers import lines_of
from kalo.toolbox.planned import MARK

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
# What changes without anybody answering: where rows stand, the name of the answers.
bp.add_app_template_test(lambda path: path == MARK or str(path).endswith(":order"), "in_order")
