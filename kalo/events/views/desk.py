"""The desk of those who plan: drafts, what waits for a report, ways to everything else."""

from typing import Any

from flask import current_app, g, render_template
from flask_babel import gettext as _

from kalo.events.kinds import WORDS
from kalo.events.models import Event
from kalo.events.permissions import (
    may_archive,
    may_cancel,
    may_edit,
    may_give_roles,
    may_keep_materials,
    may_note_attendance,
    may_plan,
    may_publish,
    may_remove,
    may_report,
    may_see_guide,
    may_see_people,
    may_unarchive,
    may_write_to_people,
)
from kalo.events.queries import plans
from kalo.events.views.doors import bp
from kalo.kit import clock
from kalo.kit.web import need


@bp.get("/planning/")
def show_planning() -> str:
    """Drafts, what is over without a report, and the lists that events are made of."""
    need(may_plan(g.person))
    at = clock.now()
    return render_template(
        "events/planning.html",
        drafts=plans.drafts_of(g.person),
        waiting=plans.awaits_report(at),
        kinds=WORDS,
        at=at,
    )


@bp.app_template_global("staff_of")
def staff_of(event: Event, roles: frozenset[str]) -> dict[str, Any]:
    """What this person can do with an event: pages that stand, and steps that can be taken."""
    person, at = g.person, clock.now()
    this = (person, event, roles, at)
    pages = [
        ("show_edit", _("Edit"), "edit", may_edit(*this)),
        ("show_agenda_desk", _("Agenda"), "list", may_edit(*this)),
        ("show_guide", _("Facilitator's guide"), "talk", may_see_guide(person, roles)),
        ("show_materials", _("Materials"), "file", may_keep_materials(*this)),
        ("show_people", _("People and seats"), "people", may_see_people(person, roles)),
        ("show_letters", _("Letters to people"), "mail", may_write_to_people(*this)),
        ("show_door", _("Check-in at the door"), "check", may_note_attendance(*this)),
        ("show_attendance", _("Attendance"), "group", may_note_attendance(*this)),
        ("show_report", _("Minutes and report"), "chart", may_report(*this)),
        ("show_roles", _("Roles"), "shield", may_give_roles(person, roles)),
        ("show_copy", _("Copy"), "copy", may_plan(person)),
    ]
    return {
        "pages": [
            (f"events.{name}", label, picture)
            for name, label, picture, may in pages
            if may and f"events.{name}" in current_app.view_functions
        ],
        "publish": may_publish(*this),
        "cancel": may_cancel(person, event, roles) and not event.is_over(at),
        "archive": may_archive(*this),
        "unarchive": may_unarchive(*this),
        "remove": may_remove(*this),
    }
