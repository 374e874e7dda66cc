"""The leaf that a discussion is about; links to the places that content may name."""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from kalo.kit.slots import fills
from kalo.kit.web import in_language, language
from kalo.shelves import queries
from kalo.shelves.files import ROOMS

PLACES = {
    "/forum/": _("Ask and discuss in the forum"),
    "/events/": _("All events"),
    "/events/?kind=workshop": _("Coming workshops"),
    "/events/?kind=focus-group": _("Coming focus groups"),
    "/events/?kind=day-conference": _("Coming day conferences"),
    "/toolbox/": _("The whole toolbox"),
    "/library/": _("The whole library"),
    "/participation/": _("All about taking part"),
    "/accounts/sign-up": _("Join in"),
    "/accounts/me/": _("My account"),
}


@fills("link")
def link_to_a_place(path: str, **_more: Any) -> str | None:
    """A link for one of the places above."""
    if path not in PLACES:
        return None
    there = in_language(path, language())
    return Markup('<a class="title" href="{}">{}</a>').format(there, PLACES[path])


@fills("topic-about", order=40)
def about_leaf(subject: str | None, **_more: Any) -> str | None:
    """The page of a shelf that a discussion is about."""
    room, _colon, number = (subject or "").partition(":")
    if room not in ROOMS or not number.isdecimal() or len(number) > 9:
        return None
    leaf = queries.find_leaf(room, int(number))
    return render_template("shelves/_about.html", leaf=leaf) if leaf else None
