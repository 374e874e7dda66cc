"""What the toolbox holds of a person, for their own copy."""

from typing import Any

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.toolbox.models.works import Work
from kalo.toolbox.queries import works as queries


@gives_own_data("toolbox")
def collect(person: Person) -> dict[str, Any]:
    """Every work with its answers, and what they said beside any; not the secrets of links."""
    return {
        "works": [_work(work) for work in queries.every_work_of(person)],
        "comments": [
            {"work": comment.work_id, "said": comment.body, "when": comment.made_at.isoformat()}
            for comment in queries.every_comment_of(person)
        ],
        "saved": [
            {"work": row.work_id, "version": row.number, "when": row.made_at.isoformat()}
            for row in queries.every_save_of(person)
        ],
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "tool": work.tool,
        "title": work.title,
        "address": work.path,
        "answers": work.answers,
        "version": work.revision,
        "made": work.made_at.isoformat(),
        "changed": work.changed_at.isoformat(),
        "thrown_away": work.deleted_at.isoformat() if work.deleted_at else None,
    }
