"""What of the directory can be found: listed organisations, in both languages."""

from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person
from kalo.network import queries
from kalo.network.models import Organisation
from kalo.network.queries.organisations import listed_for_search
from kalo.network.words import all_said, said
from kalo.search.kinds import Document, searchable


def documents(ids: list[int] | None) -> Iterable[Document]:
    """Every listed organisation (or these), once in each language it has."""
    for organisation in listed_for_search(ids):
        yield from _in_each_language(organisation)


def visible(person: Person | None, ids: list[int]) -> set[int]:
    """Which of these a person may see now."""
    return queries.visible_ids(person, ids)


def _in_each_language(organisation: Organisation) -> Iterator[Document]:
    for language in ("el", "en"):
        name = getattr(organisation, f"name_{language}")
        if name:
            yield Document(
                id=organisation.id,
                title=name,
                body=_body(organisation, language),
                path=organisation.path,
                language=language,
            )


def _body(organisation: Organisation, language: str) -> str:
    words = (
        getattr(organisation, f"summary_{language}"),
        said("forms", organisation.form, language),
        said("places", organisation.place, language),
        *all_said("sectors", organisation.sectors, language),
        *all_said("services", organisation.services, language),
        getattr(organisation, f"about_{language}"),
        organisation.address,
    )
    return "\n".join(word for word in words if word)


searchable("organisation", _("Organisation"), "network", documents, visible)
