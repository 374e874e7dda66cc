"""What accounts show in the bar of every page: the way in, or the way to one's own things."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from flask import g, get_template_attribute, request, url_for
from flask_babel import gettext as _

from kalo.accounts.models import Person
from kalo.accounts.permissions import may_administer, may_read_staff_log
from kalo.kit.slots import fills
from kalo.kit.web import READING, language

PARTS = "kit/_parts.html"


@fills("site-account")
def account(**_context: object) -> str:
    """Sign in for a guest; a menu for a member."""
    if g.person is None:
        return str(get_template_attribute(PARTS, "sign_in_link")(_sign_in_url()))
    menu = get_template_attribute(PARTS, "account_menu")
    return str(menu(g.person, _links(g.person), url_for("accounts.sign_out")))


def _links(person: Person) -> tuple[tuple[str, str, str], ...]:
    trust = may_administer(person), may_read_staff_log(person)
    return _links_for(language(), request.script_root, *trust)


@cache
def _links_for(
    _language: str, _root: str, administers: bool, reads_log: bool
) -> tuple[tuple[str, str, str], ...]:
    links = [
        (_("Your account"), url_for("accounts.show_me"), "person"),
        (_("Your groups"), url_for("accounts.show_groups"), "group"),
    ]
    if administers:
        links.append((_("Administration"), url_for("accounts.show_people"), "shield"))
    elif reads_log:
        links.append((_("Log of staff"), url_for("accounts.show_staff_log"), "shield"))
    return tuple(links)


def _sign_in_url() -> str:
    """Where to sign in, and to come back from; from a page of ours there is nowhere to return."""
    path = _page_path()
    if not path or "/accounts/" in path:
        return url_for("accounts.sign_in", **_kept_next())
    return url_for("accounts.sign_in", next=path)


def _kept_next() -> dict[str, Any]:
    return {"next": request.args["next"]} if request.args.get("next") else {}


def _page_path() -> str:
    """This page; for a form that was refused, the page it stood on."""
    if request.method in READING:
        return (request.script_root + request.full_path).rstrip("?")
    came_from = urlsplit(request.referrer or "")
    return came_from.path if came_from.netloc == request.host else ""
