"""The doors of the room."""

from flask import Blueprint

bp = Blueprint("live", __name__, url_prefix="/live", template_folder="../templates")

from kalo.live.views import acts, entering, exports, guests, rooms  # noqa: E402,F401
