"""What we hold of a person: drafts, and the files put into texts."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.writing.queries.drafts import drafts_of
from kalo.writing.queries.uploads import uploads_of


@gives_own_data("writing")
def collect(person: Person) -> dict[str, Any]:
    """Drafts whole; files by their addresses, from which they can be taken."""
    return {
        "drafts": [
            {"key": d.key, "title": d.title, "body": d.body, "saved": d.saved_at}
            for d in drafts_of(person)
        ],
        "uploads": [
            {"address": f"/files/{u.name}", "label": u.label, "size": u.size, "at": u.at}
            for u in uploads_of(person)
        ],
    }
