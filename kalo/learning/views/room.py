"""The room's blueprint, and how often one may write."""

from flask import Blueprint, g

from kalo.kit.safety import limiter

bp = Blueprint("learning", __name__, url_prefix="/learning", template_folder="../templates")


CONTENT = ("learning", "lesson", "programme")  # the importer raises these
TALK = ("forum", "categories", "people")  # a list of discussions, as the forum names it


def learner() -> str:
    """Whose acts are counted: the person's; a class of thirty may share one address."""
    return f"person:{g.person.id}" if g.person else "guest"


often = limiter.limit("60/minute", key_func=learner, methods=["POST"])
acts_limit = limiter.limit("240 per minute", key_func=learner, methods=["POST"])
