"""Publishing an agenda, and what changed from one to the next."""

from flask import abort, flash, g, render_template
from flask_babel import gettext as _

from kalo.events import agendas
from kalo.events.actions.outdated import Outdated
from kalo.events.actions.releases import mark_of, release_agenda
from kalo.events.forms.agenda import ReleaseForm
from kalo.events.models import Event
from kalo.events.queries import agenda as queries
from kalo.events.views.doors import EVENT, Answer, bp, find, often, planned_event
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to

bp.app_template_filter("agenda_difference")(agendas.difference_words)


@bp.get(f"{EVENT}/agenda/release")
def show_release(event_id: int, slug: str) -> Answer:
    """What would change for people, before it does."""
    return _page(planned_event(event_id), ReleaseForm())


@bp.post(f"{EVENT}/agenda/release")
@often
@once
def publish_agenda(event_id: int, slug: str) -> Answer:
    """Publish what was looked at; where it changed meanwhile, show it anew (409)."""
    event, form = planned_event(event_id), ReleaseForm()
    if not form.validate():
        return _page(event, form), 422
    try:
        release_agenda(event, g.person, form.mark.data or "")
    except Outdated as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, form), 409
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, form), 422
    flash(_("The agenda is published."), "good")
    return go_to(".show_event", **event.route, _anchor="agenda")


@bp.get(f"{EVENT}/agenda/changes")
def show_changes(event_id: int, slug: str) -> str:
    """Each time that the agenda was published, and what was other than before."""
    event, _roles = find(event_id)
    releases = queries.releases_of(event) or abort(404)
    return render_template("events/agenda_changes.html", event=event, releases=releases)


def _page(event: Event, form: ReleaseForm) -> str:
    lines = queries.planned_lines(event)
    released = queries.last_release(event.id)
    form.mark.data = mark_of(lines)
    told = event.state == "published" and not event.is_over(clock.now()) and event.seats_taken
    return render_template(
        "events/agenda_release.html",
        event=event,
        form=form,
        lines=lines,
        released=released,
        differences=agendas.differences(queries.read_release(released), lines),
        clashes=agendas.clashes(lines, event.start_wall, event.end_wall),
        told=event.seats_taken if told else 0,
    )
