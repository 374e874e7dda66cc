"""What the doors of moderation share: the blueprint, its limits, how a page is filled."""

from typing import Any

from flask import Blueprint, g, render_template

from kalo.kit.safety import limiter
from kalo.moderation import permissions

bp = Blueprint(
    "moderation", "kalo.moderation", url_prefix="/moderation", template_folder="templates"
)


def who() -> str:
    """Whose writing is counted: the person, on whatever network; a guest by network."""
    return f"person:{g.person.id}" if g.person else "guest"


reporting_limit = limiter.limit("20 per hour;60 per day", methods=["POST"])


def show(template: str, **context: Any) -> str:
    """A page of moderation; templates ask permissions by `may`."""
    return render_template(f"moderation/{template}", may=permissions, **context)
