"""Is it alive, and can it serve: for whoever watches over the server."""

import logging

from flask import Blueprint, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kalo.kit.db import db

bp = Blueprint("health", __name__)
# What is another shape of a page that stands elsewhere, or for one person.
CLOSED = (
    *("/search", "/accounts/", "/forum/new", "/forum/*?*tag=", "/forum/*?*state="),
    *("/forum/*?*period=", "/forum/*/raw", "/forum/*/print", "/forum/*?*quote=", "/forum/*?*to="),
)


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
    """Everything public may be read; search, filters and other shapes of a page are for people."""
    closed = "".join(f"Disallow: {way}\nDisallow: /en{way}\n" for way in CLOSED)
    site = current_app.config["KALO"].public_url
    words = f"User-agent: *\n{closed}\nSitemap: {site}/sitemap.xml\n"
    return Response(words, mimetype="text/plain")
