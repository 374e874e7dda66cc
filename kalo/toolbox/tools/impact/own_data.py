"""What the comparison holds of a person."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.toolbox.tools.impact.queries import contributions_of


@gives_own_data("impact-comparison")
def collect(person: Person) -> dict[str, Any]:
    """The scores that this person let count, and since when."""
    return {
        "contributions": [
            {
                "work": row.work_id,
                "kind": row.kind,
                "scores": row.scores,
                "given_at": row.given_at.isoformat(),
            }
            for row in contributions_of(person)
        ]
    }
