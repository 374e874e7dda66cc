"""What belongs to a tool: its reading page and others, by their titles."""

from sqlalchemy import select, tuple_

from kalo.kit.db import db
from kalo.kit.web import in_language, language
from kalo.shelves.models import Leaf
from kalo.toolbox.tool import Tool


def related_to(tool: Tool) -> list[tuple[str, str]]:
    """Addresses and titles; no title for what is no reading page. One statement."""
    own = [f"/toolbox/{tool.leaf}/"] if tool.leaf else []
    paths = list(dict.fromkeys([*own, *tool.related]))
    titles = _titles({tuple(path.strip("/").split("/")) for path in paths if path.count("/") == 3})
    spoken = language()
    return [
        (in_language(path, spoken), titles[path]) if path in titles else (path, "")
        for path in paths
    ]


def _titles(leaves: set[tuple[str, ...]]) -> dict[str, str]:
    if not leaves:
        return {}
    columns = (Leaf.room, Leaf.slug, Leaf.title_el, Leaf.title_en)
    here = tuple_(Leaf.room, Leaf.slug).in_(sorted(leaves))
    rows = db.session.execute(select(*columns).where(here, Leaf.withdrawn_at.is_(None)))
    return {
        f"/{row.room}/{row.slug}/": (row.title_en if language() == "en" else "") or row.title_el
        for row in rows
    }
