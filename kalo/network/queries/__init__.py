"""Questions about organisations, a file for each noun."""

from kalo.network.queries.organisations import (
    Filters,
    counts_by_place,
    get_organisation,
    marks_of,
    organisations_page,
    visible_ids,
)
from kalo.network.queries.people import editor_ids, keeper_ids, keeper_of

__all__ = [
    "Filters",
    "counts_by_place",
    "editor_ids",
    "get_organisation",
    "keeper_ids",
    "keeper_of",
    "marks_of",
    "organisations_page",
    "visible_ids",
]
