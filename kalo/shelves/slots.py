"""Links to the places that content may name and no room titles by itself."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from kalo.kit.slots import fills
from kalo.kit.web import in_language, language

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
