"""Help while writing: how a text will look, and whom a name may mean."""

from typing import Any

from flask import g, request

from kalo.kit import text
from kalo.kit.web import need, thinks_first
from kalo.writing.cooking import cook
from kalo.writing.permissions import may_complete, may_draft
from kalo.writing.queries.names import names_like
from kalo.writing.views.room import bp, often


@bp.post("/preview")
@often
@thinks_first  # it writes nothing, so it waits for nobody who does
def preview() -> str:
    """How a text will look, while it is typed."""
    need(may_draft(g.person))
    return preview_of(request.form.get("body"))


def preview_of(source: str | None) -> str:
    """The HTML that a text will have; of a text that is too long, of its beginning."""
    words = text.clean(source or "").strip()[: text.MAX]
    return cook(words, g.person.id if g.person else None).html


@bp.get("/people")
@often
def list_names() -> dict[str, Any]:
    """Whom somebody may mean who has begun to type a name; `?only=people` leaves groups out."""
    need(may_complete(g.person))
    groups = request.args.get("only") != "people"
    found = names_like(request.args.get("q", ""), g.person, groups)
    return {"names": [vars(name) for name in found]}
