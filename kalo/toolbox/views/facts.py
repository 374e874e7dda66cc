"""The doors of facts: a page of each set for everybody; editors change them."""

from kalo.toolbox.reports.page import IN_TEMPLATES
from kalo.toolbox.views.rooms import bp

for _name, _function in IN_TEMPLATES.items():
    bp.add_app_template_global(_function, _name)
