"""A door of the tool's own, below /toolbox/tools/rainwater/."""

from flask import Blueprint, render_template

bp = Blueprint("tool_rainwater", __name__, template_folder="templates")


@bp.get("/why")
def show_why() -> str:
    """Why anybody should gather rain."""
    return render_template("toolbox/tools/rainwater/why.html")
