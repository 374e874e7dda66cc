"""A stand-in."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, url_prefix="/accounts", template_folder="templates")


@bp.get("/sign-in")
def sign_in() -> str:
    return ""


@bp.get("/sign-up")
def sign_up() -> str:
    return ""


@bp.get("/me/")
def show_me() -> str:
    return ""


@bp.post("/sign-out")
def sign_out() -> str:
    return ""
