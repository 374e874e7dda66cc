"""What the finder holds of a person: the searches they keep."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.toolbox.tools.funding import queries


@gives_own_data("funding")
def collect(person: Person) -> dict[str, Any]:
    """Each search, as it is asked, and how it makes itself heard."""
    return {
        "searches": [
            {
                "name": each.name,
                "looks_for": each.asked,
                "tells": each.tells,
                "in_calendar": each.in_calendar,
                "kept_since": each.made_at.isoformat(),
            }
            for each in queries.searches_of(person)
        ]
    }
