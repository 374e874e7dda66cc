"""The only module that knows every room."""

import importlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import jinja2
from flask import Flask

from kalo.accounts.login import init_login
from kalo.config import Settings, read_settings
from kalo.kit.db import init_db
from kalo.kit.errors import init_errors
from kalo.kit.health import bp as health
from kalo.kit.jobs import init_jobs
from kalo.kit.locales import init_locales
from kalo.kit.logs import init_logs
from kalo.kit.page import Room, init_pages
from kalo.kit.page_cache import init_page_cache, stand_before
from kalo.kit.routes import Route
from kalo.kit.safety import init_safety, init_tokens
from kalo.kit.sitemap import bp as sitemap
from kalo.kit.sockets import init_sockets
from kalo.kit.visits import init_visits
from kalo.kit.web import init_web

# In the order in which they stand on a page; each must exist.
PACKAGES = (
    "accounts",
    "notifications",
    "search",
    "moderation",
    "certificates",
    "writing",
    "shelves",
    "forum",
    "learning",
    "events",
    "live",
    "toolbox",
    "network",
    "library",
    "participation",
    "home",
)
# The files of a room that do something by being imported.
LISTENING = (
    "models",
    "views",
    "notices",
    "receivers",
    "slots",
    "search",
    "dates",
    "sitemap",
    "people",
    "jobs",
    "own_data",
    "moderated",
    "certified",
    "sockets",
)


class Platform(Flask):
    """Flask, whose views all wait as gevent does: none is a coroutine, so none is asked."""

    url_rule_class = Route

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is; Flask asks this some twenty times for each page."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The platform, bound to its settings; raises `WrongSetting` for one that is odd."""
    app = Platform("kalo", static_folder="static")
    app.jinja_options = {"undefined": jinja2.StrictUndefined}
    app.jinja_env.add_extension("jinja2.ext.do")
    _configure(app, settings or read_settings())
    for prepare in (
        init_logs,
        init_web,
        stand_before,
        init_safety,
        init_locales,
        init_db,
        init_jobs,
        init_sockets,
        init_login,
        init_tokens,
        init_errors,
        init_visits,
        init_page_cache,
    ):
        prepare(app)
    app.register_blueprint(health)
    app.register_blueprint(sitemap)
    for package in PACKAGES:
        _open_room(app, package)
    init_pages(app, _rooms())
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        KALO=settings,
        TESTING=settings.testing,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SESSION_COOKIE_NAME="kalo",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_PATH="/",
        PREFERRED_URL_SCHEME="https" if settings.secure else "http",
    )


def _open_room(app: Flask, package: str) -> None:
    """Import what a room has (a typo inside it must not vanish), and mount its blueprint."""
    for name in LISTENING:
        full = f"kalo.{package}.{name}"
        if find_spec(full):
            importlib.import_module(full)
    views = f"kalo.{package}.views"
    if find_spec(views):
        module = importlib.import_module(views)
        for blueprint in getattr(module, "blueprints", None) or [module.bp]:
            app.register_blueprint(blueprint)


def _rooms() -> list[Room]:
    from flask_babel import lazy_gettext as _

    return [
        Room("forum", _("Discussions"), "forum.show_forum", "forum"),
        Room("learning", _("Learning"), "learning.show_programmes", "learning"),
        Room("events", _("Events"), "events.show_events", "events", ("/live/",)),
        Room("toolbox", _("Toolbox"), "toolbox.show_room", "toolbox", ("/network/",)),
        Room("library", _("Library"), "library.show_room", "library"),
    ]
