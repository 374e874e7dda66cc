"""The room's blueprint, and how often one may write."""

from flask import Blueprint

from kalo.kit.safety import limiter

bp = Blueprint("learning", __name__, url_prefix="/learning", template_folder="../templates")
often = limiter.limit("60/minute", methods=["POST"])
