"""The bell in the bar."""

from typing import Any

from flask import g, get_template_attribute, url_for

from kalo.kit.slots import fills
from kalo.notifications.queries import unread_count


@fills("site-bell")
def bell(count: int | None = None, **_: Any) -> str:
    """The bell of a member, with what is unread; one statement."""
    if g.person is None:
        return ""
    show = get_template_attribute("kit/_parts.html", "bell")
    unread = unread_count(g.person) if count is None else count
    return str(show(url_for("notifications.show_news"), unread))
