"""What the page of an event shows of its agenda, its materials and its report."""

from typing import Any

from flask import g

from kalo.events import agendas
from kalo.events.agendas import Line
from kalo.events.models import ARCHIVED, REPORTED, Event, Material, Registration
from kalo.events.permissions import may_edit
from kalo.events.queries import agenda, papers
from kalo.events.views.materials import opens
from kalo.kit import ageing, clock


def papers_of(event: Event, roles: frozenset[str], mine: Registration | None) -> dict[str, Any]:
    """The facts for `_agenda.html`, `_materials.html` and `_report.html`; three statements.

    The numbers of a report are one more, what waits to be published three more for those who plan.
    """
    released = agenda.last_release(event.id)
    lines = agenda.read_release(released)
    beside = _beside(event, roles, mine, {line.key for line in lines})
    reported = event.state in {REPORTED, ARCHIVED} and event.reported_at is not None
    return {
        "agenda_days": agendas.days_of(lines),
        "agenda_released": released,
        "agenda_waiting": _waiting(event, roles, lines),
        "agenda_now": _now(lines),
        "materials": beside.pop("", []),
        "materials_beside": beside,
        "came": papers.numbers_of(event) if reported else None,
    }


def _beside(
    event: Event, roles: frozenset[str], mine: Registration | None, keys: set[str]
) -> dict[str, list[Material]]:
    """What this person may open, by the line that it stands beside; "" is the whole event."""
    found: dict[str, list[Material]] = {}
    for material in papers.materials_of(event):
        if opens(material, roles, mine):
            place = material.item_key if material.item_key in keys else ""
            found.setdefault(place, []).append(material)
    return found


def _waiting(event: Event, roles: frozenset[str], lines: list[Line]) -> int:
    """How many changes of the agenda only those who plan see."""
    if not may_edit(g.person, event, roles, clock.now()):
        return 0
    return len(agendas.differences(lines, agenda.planned_lines(event)))


def _now(lines: list[Line]) -> frozenset[str]:
    """The lines that are on at this moment; a kept page is another when the next one turns."""
    at = clock.now()
    turns = [agendas.moment(wall) for line in lines for wall in (line.start, line.end)]
    if ahead := [turn for turn in turns if turn > at]:
        ageing.changes_at(min(ahead))
    return frozenset(line.key for line in lines if line.is_on(at))
