"""What of the toolbox can be found: reading pages and tools; works are private."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit.locales import speaking
from kalo.search.kinds import Document, searchable
from kalo.shelves.search import find_leaves_of
from kalo.toolbox.tools import TOOLS

find_leaves_of("toolbox", _("Toolbox"))


def documents(ids: list[int] | None) -> Iterator[Document]:
    """Each tool in both languages: what it is and what it asks."""
    for tool in TOOLS.values():
        if ids is not None and tool.order not in ids:
            continue
        for language in ("el", "en"):
            with speaking(language):
                asks = [str(step.title) for step in tool.steps]
                labels = [str(field.label) for field in tool.fields.values()]
                body = "\n".join([str(tool.summary), str(tool.promise), *asks, *labels])
                yield Document(tool.order, str(tool.title), body, tool.path, language)


def visible(_person: Person | None, ids: list[int]) -> set[int]:
    """Every tool is open to all."""
    return {tool.order for tool in TOOLS.values()} & set(ids)


searchable("tool", _("Tool"), "toolbox", documents, visible)
