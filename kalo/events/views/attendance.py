"""Who was there: a box for each seat, as one plain form, and each saved at once with scripts."""

from collections.abc import Iterator
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.certificates.permissions import may_see_all_of
from kalo.certificates.queries import codes_of_subject
from kalo.events import actions, queries
from kalo.events.forms.door import PRESENCE_WORDS
from kalo.events.models import (
    ABSENT,
    EXCUSED,
    PRESENT,
    UNKNOWN,
    Attendance,
    Event,
    Registration,
    measured_minutes,
)
from kalo.events.permissions import may_note_attendance
from kalo.events.views.doors import EVENT, Answer, bp, find_to
from kalo.events.views.reports import WAYS
from kalo.kit import clock
from kalo.kit.pages import window
from kalo.kit.safety import limiter
from kalo.kit.tables import Value, as_csv, as_xlsx
from kalo.kit.web import Refused, fragment, go_to, wants_fragment

SIZE = 200  # seats of a page: more than any workshop has
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The groups of the page, as its address says them.
GROUPS = {"present": PRESENT, "absent": ABSENT, "excused": EXCUSED, "unknown": UNKNOWN}


@bp.get(f"{EVENT}/attendance")
def show_attendance(event_id: int, slug: str) -> Answer:
    """Everybody with a seat, and who of them was there."""
    event = find_to(may_note_attendance, event_id)
    return _page(event)


@bp.post(f"{EVENT}/attendance")
@limiter.limit("60/minute")
def keep_attendance(event_id: int, slug: str) -> Answer:
    """Keep what this form changed, and nothing that another one did in the meantime."""
    event = find_to(may_note_attendance, event_id)
    try:
        if "everybody" in request.form:
            actions.note_everybody(event, g.person)
        else:
            actions.keep_attendance(event, g.person, _wishes())
    except Refused as refusal:
        return _page(event, str(refusal)), 422
    flash(_present_words(event), "good")
    return go_to(".show_attendance", **event.route)


@bp.get(f"{EVENT}/attendance/<int(max=2147483647):seat_id>")
def lead_to_line(event_id: int, slug: str, seat_id: int) -> Response:
    """The address of a line leads to it."""
    event = find_to(may_note_attendance, event_id)
    return go_to(".show_attendance", **event.route, _anchor=f"seat-{seat_id}")


@bp.post(f"{EVENT}/attendance/<int(max=2147483647):seat_id>")
@limiter.limit("240/minute")
def keep_line(event_id: int, slug: str, seat_id: int) -> Answer:
    """Keep one box as it is now; sent twice it is kept once."""
    event = find_to(may_note_attendance, event_id)
    try:
        actions.keep_attendance(event, g.person, {seat_id: "here" in request.form})
    except Refused as refusal:
        return _page(event, str(refusal)), 422
    here: dict[str, Any] = {**event.route, "_anchor": f"seat-{seat_id}"}
    if not wants_fragment():
        return go_to(".show_attendance", **here)
    html = render_template(
        "events/_attendance_kept.html",
        seats=queries.some_seats_of(event, [seat_id]),
        present_words=_present_words(event),
    )
    return fragment(html, at=url_for(".show_attendance", **here))


@bp.get(f"{EVENT}/attendance.csv")
def download_attendance(event_id: int, slug: str) -> FlaskResponse:
    """The list as a plain table."""
    event = find_to(may_note_attendance, event_id)
    return _file(as_csv(_header(), _rows(event)), "text/csv; charset=utf-8", event, "csv")


@bp.get(f"{EVENT}/attendance.xlsx")
def download_attendance_sheet(event_id: int, slug: str) -> FlaskResponse:
    """The list for spreadsheets."""
    event = find_to(may_note_attendance, event_id)
    return _file(as_xlsx(_("Attendance"), _header(), _rows(event)), XLSX, event, "xlsx")


def _page(event: Event, refusal: str = "") -> str:
    everybody, at = queries.seats_of(event), clock.now()
    group = request.args.get("presence", "")
    shown = [seat for seat in everybody if group not in GROUPS or _is_in(seat, group)]
    page = window(len(shown), SIZE)
    stretches = queries.stretches_of(event)
    over = event.is_over(at)
    return render_template(
        "events/attendance.html",
        event=event,
        seats=shown[page.first - 1 : page.last],
        page=page,
        groups=_groups(event, everybody, group),
        minutes={seat.id: _minutes(event, seat, stretches) for seat in shown},
        papers=codes_of_subject(event.subject) if over and may_see_all_of(g.person) else {},
        earned=sum(_is_in(seat, "present") and seat.person_id is not None for seat in everybody),
        over=over,
        refusal=refusal,
        why_not=actions.why_no_attendance(event, at),
        present_words=_words(sum(_is_in(seat, "present") for seat in everybody), len(everybody)),
    )


def _is_in(seat: Registration, group: str) -> bool:
    presence = PRESENT if seat.attended_at is not None else seat.presence
    return presence == GROUPS[group]


def _groups(event: Event, everybody: list[Registration], shown: str) -> list[Any]:
    """The choice between parts of the list, each with how many there are."""
    address = url_for(".show_attendance", **event.route)
    links = [(_("All"), address, shown not in GROUPS, len(everybody))]
    for group, presence in GROUPS.items():
        there = sum(_is_in(seat, group) for seat in everybody)
        at = url_for(".show_attendance", presence=group, **event.route)
        links.append((str(PRESENCE_WORDS[presence]), at, shown == group, there))
    return links


def _minutes(
    event: Event, seat: Registration, stretches: dict[int, list[Attendance]]
) -> int | None:
    return measured_minutes(event, stretches.get(seat.id, []))


def _header() -> list[str]:
    return [
        _("Name"),
        _("Attendance"),
        _("Noted at"),
        _("How"),
        _("Minutes in the live room"),
        _("Reason of the excuse"),
    ]


def _rows(event: Event) -> Iterator[list[Value]]:
    stretches = queries.stretches_of(event)
    for seat in queries.seats_of(event):
        here, rows = seat.attended_at, stretches.get(seat.id, [])
        yield [
            seat.name,
            str(PRESENCE_WORDS[PRESENT if here else seat.presence]),
            clock.athens(here).strftime("%Y-%m-%d %H:%M") if here else "",
            ", ".join(dict.fromkeys(str(WAYS[row.way]) for row in rows)),
            measured_minutes(event, rows),
            seat.excuse,
        ]


def _file(body: bytes, kind: str, event: Event, ending: str) -> FlaskResponse:
    name = f"attendance-{event.id}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return FlaskResponse(body, headers=headers, content_type=kind)


def _present_words(event: Event) -> str:
    return _words(queries.count_present(event), event.seats_taken)


def _words(present: int, everybody: int) -> str:
    return _("%(present)s of %(all)s were here", present=present, all=everybody)


def _wishes() -> dict[int, bool]:
    """Only the boxes that were turned: as they are now against what the form showed."""
    here, was = _numbers("here"), _numbers("was")
    return {seat_id: seat_id in here for seat_id in here ^ was if seat_id in _numbers("shown")}


def _numbers(name: str) -> set[int]:
    typed = request.form.getlist(name)[:SIZE]
    return {int(word) for word in typed if word.isdecimal() and len(word) < 10}
