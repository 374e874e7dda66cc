"""The box that search puts into the bar and onto error pages."""

from typing import Any

from flask import get_template_attribute, url_for

from kalo.kit.fragments import kept_part
from kalo.kit.slots import fills


@fills("site-search")
def box_in_the_bar(**_: Any) -> str:
    """The small box of every page."""
    return kept_part("search box", caller=_box)


def _box() -> str:
    show = get_template_attribute("kit/_parts.html", "search_box")
    return str(show(url_for("search.show_search")))


@fills("error-search")
def box_on_an_error_page(**_: Any) -> str:
    """The large box of a page that could not be found."""
    show = get_template_attribute("kit/_parts.html", "search_box")
    return str(show(url_for("search.show_search"), large=True))
