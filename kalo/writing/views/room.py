"""What the doors of writing share."""

from typing import Any

from flask import Blueprint, g, render_template

from kalo.kit.safety import limiter

bp = Blueprint("writing", "kalo.writing", url_prefix="/writing", template_folder="templates")
files_bp = Blueprint("uploads", "kalo.writing")


def writer() -> str:
    """Whose writing is counted: the person, on whatever network."""
    return f"person:{g.person.id}" if g.person else "guest"


often = limiter.shared_limit("180 per minute", scope="writing-often", key_func=writer)
upload_limit = limiter.shared_limit("30 per 5 minutes", scope="writing-uploads", key_func=writer)


def show(template: str, **context: Any) -> str:
    return render_template(f"writing/{template}", **context)
