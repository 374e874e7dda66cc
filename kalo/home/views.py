"""The front door, and the pages about the platform itself."""

from flask import Blueprint, g, render_template
from flask_babel import lazy_gettext as _

from kalo.accounts.queries import setting
from kalo.kit.web import language
from kalo.shelves.views import shelf_room

bp = Blueprint("home", __name__, template_folder="templates")
site = shelf_room("site", __name__, _("About the platform"), "", front=False)
blueprints = [bp, site]


@bp.get("/")
def show_home() -> str:
    """What lives now; for a newcomer, what this is in one sentence."""
    welcome = setting(f"welcome_{language()}")
    return render_template("home/home.html", viewer=g.person, welcome=welcome)
