"""Funding tools can be found by the search of the platform, in both languages."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.search.kinds import Document, searchable
from kalo.toolbox.tools.funding import queries
from kalo.toolbox.tools.funding.models import Funding


def documents(ids: list[int] | None) -> Iterator[Document]:
    """Each that stands, once in each language."""
    for entry in queries.to_be_found(ids):
        for language in ("el", "en"):
            yield Document(
                entry.id, entry.said("name", language), _body(entry, language), entry.path, language
            )


def _body(entry: Funding, language: str) -> str:
    said = [entry.text(language)]
    said += [entry.said(what, language) for what in ("giver", "recipients", "range")]
    return "\n".join(filter(None, [*said, *entry.conditions(language)]))


def _open_to(_person: Person | None, ids: list[int]) -> set[int]:
    return queries.standing_ids(ids)


searchable("funding", _("Funding tools"), "toolbox", documents, _open_to)
