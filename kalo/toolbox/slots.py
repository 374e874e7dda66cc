"""What the toolbox shows on other pages: its tools, the way to one's works."""

from typing import Any

from flask import g, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from kalo.accounts.models import Person
from kalo.kit.slots import fills
from kalo.kit.web import in_language, language
from kalo.toolbox.permissions import may_edit_facts
from kalo.toolbox.queries.facts import count_to_check
from kalo.toolbox.tools import TOOLS


@fills("room-top")
def tools_first(room: str, **_more: Any) -> str:
    """The tools, before the reading pages of their room."""
    if room != "toolbox":
        return ""
    return render_template("toolbox/_tools.html", tools=TOOLS.values())


@fills("leaf-top")
def tool_of_leaf(leaf: Any, **_more: Any) -> str:
    """The tools that belong to a reading page."""
    tools = [tool for tool in TOOLS.values() if (leaf.room, leaf.slug) == ("toolbox", tool.leaf)]
    return render_template("toolbox/_leaf_tools.html", tools=tools) if tools else ""


@fills("topic-about", order=45)
def about_tool(subject: str | None, **_more: Any) -> str | None:
    """The tool that a discussion is about."""
    kind, _colon, number = (subject or "").partition(":")
    tool = next((t for t in TOOLS.values() if (kind, number) == ("tool", str(t.order))), None)
    return render_template("toolbox/_about_tool.html", tool=tool) if tool else None


@fills("link")
def link_to_tool(path: str, **_more: Any) -> str | None:
    """A link from a lesson or a leaf to a tool."""
    slug = path.removeprefix("/toolbox/tools/").rstrip("/")
    if slug not in TOOLS or not path.startswith("/toolbox/tools/"):
        return None
    there = in_language(path, language())
    return Markup('<a class="title" href="{}">{}</a>').format(there, TOOLS[slug].title)


@fills("account-pages", order=35)
def my_works(person: Person, **_more: Any) -> str:
    """The way to what one keeps."""
    link = '<li><a class="title" href="{}">{}</a><small>{}</small></li>'
    words = _("Works that I keep"), _("What you keep of the tools")
    return Markup(link).format(url_for("toolbox.show_works"), *words)


@fills("account-pages", order=80)
def facts_to_look_after(person: Person, **_: Any) -> str:
    """For editors the way to the facts that wait; one statement, for nobody else any."""
    if not may_edit_facts(g.person):
        return ""
    return render_template("toolbox/facts/_account_page.html", count=count_to_check())
