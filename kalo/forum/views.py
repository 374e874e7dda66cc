"""A stand-in."""

from flask import Blueprint, render_template

bp = Blueprint("forum", __name__, url_prefix="/forum", template_folder="templates")


@bp.get("/")
def show_forum() -> str:
    return render_template("kit/base.html")
