"""What of the toolbox can be found: reading pages, tools, facts; works are private.

A fact with a name of its own (a network, a paper, an indicator) is found by itself, any other by
the page of its set. Those of funding have pages of their own, which the tool lets be found.
"""

from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.kit.locales import speaking
from kalo.search.kinds import Document, searchable
from kalo.shelves.search import find_leaves_of
from kalo.toolbox.facts import said
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.queries import facts as queries
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
                labels = [str(field.label) for field in tool.fields.values() if field.label]
                body = "\n".join([str(tool.summary), str(tool.promise), *asks, *labels])
                yield Document(tool.order, str(tool.title), body, tool.path, language)


def visible(_person: Person | None, ids: list[int]) -> set[int]:
    """Every tool is open to all."""
    return {tool.order for tool in TOOLS.values()} & set(ids)


searchable("tool", _("Tool"), "toolbox", documents, visible)


def named_facts(ids: list[int] | None) -> Iterator[Document]:
    """Each fact that has a name, where it stands among those of its set."""
    for fact in queries.facts_to_find(ids):
        for language in ("el", "en"):
            if title := said(fact.about.get("name"), language):
                yield Document(fact.id, title, _body(fact, language), fact.path, language)


def _body(fact: FactRow, language: str) -> str:
    text = fact.text_en if language == "en" else fact.text_el
    where = said(fact.about.get("where"), language)
    return "\n".join(filter(None, [text, where, fact.source_title]))


def visible_facts(_person: Person | None, ids: list[int]) -> set[int]:
    """Every fact that stands is open to all."""
    return queries.standing_facts(ids)


def sets_of_facts(ids: list[int] | None) -> Iterator[Document]:
    """Each set by all its sentences."""
    for number, leaf, facts in queries.sets_to_find(ids):
        name = facts[0].set_name
        path = f"/toolbox/facts/{name}/"
        for language in ("el", "en"):
            with speaking(language):
                what = getattr(leaf, f"title_{language}", name)
                title = gettext("Facts: %(what)s", what=what)
            body = "\n".join(getattr(fact, f"text_{language}") for fact in facts)
            yield Document(number, title, body, path, language)


def visible_sets(_person: Person | None, ids: list[int]) -> set[int]:
    """Every set of which something stands is open to all."""
    return queries.standing_sets(ids)


searchable("fact", _("Fact"), "toolbox", named_facts, visible_facts)
searchable("facts", _("Set of facts"), "toolbox", sets_of_facts, visible_sets)
