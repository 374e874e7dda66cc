"""Is it alive, and can it serve: for whoever watches over the server."""

import logging

from flask import Blueprint, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kalo.kit.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
def ready() -> Response:
    """The database answers and its tables are there; 503 otherwise."""
    try:
        db.session.execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError as error:
        logging.getLogger("kalo.health").warning("not ready: %s", type(error).__name__)
        return Response("the database does not answer\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@bp.get("/robots.txt")
def robots() -> Response:
    """Everything public may be read; search pages are for people."""
    words = "User-agent: *\nDisallow: /search\nDisallow: /en/search\nDisallow: /accounts/\n"
    return Response(words, mimetype="text/plain")
