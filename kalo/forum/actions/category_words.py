"""A category in words, as the log of staff repeats what was changed of it."""

from collections.abc import Iterable

from flask_babel import gettext as _

from kalo.forum.models import Category
from kalo.forum.models.categories import EVERYONE, GROUPS, MEMBERS, STAFF
from kalo.forum.queries.categories import groups_to_choose
from kalo.kit.db import db


def said_of(category: Category) -> dict[str, str]:
    """What is set of a category, under the words of its form."""
    groups = dict(groups_to_choose())
    upper = db.session.get(Category, category.parent_id) if category.parent_id else None
    return {
        _("Title in Greek"): category.title_el,
        _("Title in English"): category.title_en or "",
        _("What it is for, in Greek"): category.about_el or "",
        _("What it is for, in English"): category.about_en or "",
        _("Stands under"): upper.title_el if upper else "",
        _("Who sees it"): _who(category, "see", groups),
        _("Who replies"): _who(category, "reply", groups),
        _("Who opens discussions"): _who(category, "start", groups),
        _("People ask here, and an answer can be accepted"): _("Yes") if category.asks else "",
        _("What a new discussion starts from, in Greek"): category.template_el or "",
        _("What a new discussion starts from, in English"): category.template_en or "",
    }


def _who(category: Category, act: str, groups: dict[int, str]) -> str:
    who = getattr(category, act)
    if who == GROUPS:
        return ", ".join(groups.get(id, str(id)) for id in category.groups.get(act, ()))
    words = {EVERYONE: _("Everyone"), MEMBERS: _("Members"), STAFF: _("Only the moderators")}
    return words[who]


def lines_of(said: dict[str, str], labels: Iterable[str]) -> str:
    """A line for each of these; nothing where nothing was said before."""
    return "\n".join(f"{label}: {said[label] or '–'}" for label in labels) if said else ""
