"""Those who speak at an event, with or without an account."""

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events.actions import agenda as actions
from kalo.events.actions.outdated import Outdated
from kalo.events.forms.agenda import SpeakerForm
from kalo.events.models import Event, Speaker
from kalo.events.queries import agenda as queries
from kalo.events.views.doors import EVENT, Answer, bp, given_back, often, planned_event
from kalo.kit.once import once
from kalo.kit.web import Refused, go_to

SPEAKER = f"{EVENT}/agenda/speakers/<int(max=2147483647):speaker_id>"


@bp.get(f"{EVENT}/agenda/speakers")
def show_speakers(event_id: int, slug: str) -> Answer:
    """All of them, and the form for one more."""
    return _page(planned_event(event_id), SpeakerForm())


@bp.post(f"{EVENT}/agenda/speakers")
@often
@once
def add_speaker(event_id: int, slug: str) -> Answer:
    """Keep a new speaker."""
    event, form = planned_event(event_id), SpeakerForm()
    if not form.validate():
        return _page(event, form), 422
    try:
        actions.add_speaker(event, form.values())
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _page(event, form), 422
    return go_to(".show_speakers", **event.route)


@bp.get(SPEAKER)
def show_speaker(event_id: int, slug: str, speaker_id: int) -> Answer:
    """The form with what is known of one."""
    event = planned_event(event_id)
    speaker = queries.get_speaker(event, speaker_id)
    return _speaker_page(event, speaker, SpeakerForm().show(speaker))


def _speaker_again(event_id: int, **_address: Any) -> str:
    gone = _("This speaker was taken out meanwhile. Save, and what you wrote becomes a new one.")
    return _page(planned_event(event_id), SpeakerForm().anew(gone))


@bp.post(SPEAKER)
@often
@given_back(_speaker_again)
def change_speaker(event_id: int, slug: str, speaker_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event, form = planned_event(event_id), SpeakerForm()
    speaker = queries.get_speaker(event, speaker_id)
    if not form.validate():
        return _speaker_page(event, speaker, form), 422
    try:
        actions.change_speaker(speaker, form.values(), form.seen)
    except Outdated as refusal:
        speaker = queries.get_speaker(event, speaker_id)
        apart = form.beside(SpeakerForm(formdata=None).show(speaker), refusal)
        return _speaker_page(event, speaker, form, apart=apart), 409
    return go_to(".show_speakers", **event.route)


@bp.post(f"{SPEAKER}/removal")
@often
def remove_speaker(event_id: int, slug: str, speaker_id: int) -> Response:
    """Take a speaker out, of every line too."""
    event = planned_event(event_id)
    actions.remove_speaker(queries.get_speaker(event, speaker_id))
    flash(_("The speaker is out of the agenda, and of every line."))
    return go_to(".show_speakers", **event.route)


def _page(event: Event, form: SpeakerForm) -> str:
    speakers = queries.speakers_of(event)
    return render_template("events/speakers.html", event=event, speakers=speakers, form=form)


def _speaker_page(event: Event, speaker: Speaker, form: SpeakerForm, **more: Any) -> str:
    facts = {"event": event, "speaker": speaker, "form": form}
    return render_template("events/speaker.html", **facts, **more)
