"""Letters to people of an event: what went to whom, and what staff write to some of them."""

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.events import placeholders
from kalo.events.actions import Outdated
from kalo.events.actions import mailings as actions
from kalo.events.forms.mailing import (
    NEWS_WORDS,
    SKIPPED_WORDS,
    STATE_WORDS,
    MailingForm,
    SendingForm,
    audience_words,
    groups_at,
)
from kalo.events.models import Event, Mailing
from kalo.events.notices.mailings import looked_at, subject_words
from kalo.events.permissions import may_hold, may_write_to_people
from kalo.events.queries import mailings as queries
from kalo.events.quiet import letter_at
from kalo.events.views.doors import bp, find, given_back
from kalo.kit import clock
from kalo.kit.once import once
from kalo.kit.safety import limiter
from kalo.kit.web import Refused, go_to, need

Answer = str | Response | tuple[str, int]
LETTERS = "/<int(max=2147483647):event_id>-<slug>/letters"
LETTER = f"{LETTERS}/<int(max=2147483647):mailing_id>"
STATES = ("", *queries.STATES)
LONGEST_NAME = 80
often = limiter.limit("30/minute")


@bp.get(LETTERS)
def show_letters(event_id: int, slug: str) -> Answer:
    """What staff wrote, and every letter that went to somebody here."""
    event, roles = find(event_id)
    need(may_hold(g.person, roles))
    state = request.args.get("state", "")
    name = request.args.get("q", "").strip()[:LONGEST_NAME]
    return render_template(
        "events/letters.html",
        event=event,
        mailings=queries.mailings_of(event),
        became=queries.what_became(event),
        answers=queries.answers_of(event),
        log=queries.log_of(event, state if state in STATES else "", name),
        state=state if state in STATES else "",
        name=name,
        may_write=may_write_to_people(g.person, event, roles, clock.now()),
        audience_words=audience_words,
        **_log_words(),
    )


@bp.get(f"{LETTERS}/new")
def show_new_letter(event_id: int, slug: str) -> Answer:
    """An empty letter; `?to=` names a group that it begins with."""
    event = _to_write_at(event_id)
    wanted = [group for group in request.args.getlist("to") if group in queries.GROUPS]
    groups = wanted or groups_at(event, clock.now())
    return _form_page(event, MailingForm(data={"groups": groups}))


@bp.post(f"{LETTERS}/new")
@often
@once
def draft_letter(event_id: int, slug: str) -> Answer:
    """Keep it as a draft, which is looked at before it goes."""
    event, form = _to_write_at(event_id), MailingForm()
    if not form.validate():
        return _form_page(event, form), 422
    mailing = actions.draft_mailing(event, g.person, form.values())
    return go_to(".show_letter", mailing_id=mailing.id, **event.route)


@bp.get(LETTER)
def show_letter(event_id: int, slug: str, mailing_id: int) -> Answer:
    """A draft as one of its readers will see it, or what became of what went."""
    event, roles = find(event_id)
    need(may_hold(g.person, roles))
    mailing = queries.get_mailing(event, mailing_id)
    return _letter_page(event, roles, mailing, SendingForm())


@bp.get(f"{LETTER}/edit")
def show_letter_form(event_id: int, slug: str, mailing_id: int) -> Answer:
    """The draft in the form."""
    event = _to_write_at(event_id)
    mailing = queries.get_mailing(event, mailing_id)
    return _form_page(event, MailingForm(formdata=None).show(mailing), mailing)


def _letter_again(event_id: int, **_address: Any) -> str:
    gone = _("This letter was deleted meanwhile. Save, and what you wrote becomes a new one.")
    return _form_page(_to_write_at(event_id), MailingForm().anew(gone))


@bp.post(f"{LETTER}/edit")
@often
@given_back(_letter_again)
def change_letter(event_id: int, slug: str, mailing_id: int) -> Answer:
    """Keep what was written, unless somebody else wrote in between: then both are shown (409)."""
    event, form = _to_write_at(event_id), MailingForm()
    mailing = queries.get_mailing(event, mailing_id)
    if not form.validate():
        return _form_page(event, form, mailing), 422
    try:
        actions.change_mailing(mailing, form.values(), form.seen)
    except Outdated as refusal:
        apart = form.beside(MailingForm(formdata=None).show(mailing), refusal)
        return _form_page(event, form, mailing, apart=apart), 409
    except Refused as refusal:
        return _form_page(event, _with_error(form, refusal), mailing), 422
    return go_to(".show_letter", mailing_id=mailing.id, **event.route)


@bp.post(f"{LETTER}/sending")
@often
@once
def send_letter(event_id: int, slug: str, mailing_id: int) -> Answer:
    """Let it go, now or at an hour."""
    event, roles = find(event_id)
    need(may_write_to_people(g.person, event, roles, clock.now()))
    mailing, form = queries.get_mailing(event, mailing_id), SendingForm()
    if not form.validate():
        return _letter_page(event, roles, mailing, form), 422
    try:
        actions.send_mailing(mailing, event, g.person, form.at(), form.seen)
    except Refused as refusal:
        return _letter_page(event, roles, mailing, _with_error(form, refusal)), 422
    flash(_went_words(mailing), "good")
    return go_to(".show_letter", mailing_id=mailing.id, **event.route)


@bp.get(f"{LETTER}/sending")
@bp.get(f"{LETTER}/sending/undo")
def lead_to_letter(event_id: int, slug: str, mailing_id: int) -> Response:
    """A refusal stands under these addresses; opened again, they lead to the letter."""
    event, roles = find(event_id)
    need(may_hold(g.person, roles))
    return go_to(".show_letter", mailing_id=mailing_id, **event.route)


@bp.post(f"{LETTER}/sending/undo")
@often
def take_back_letter(event_id: int, slug: str, mailing_id: int) -> Answer:
    """Take back what has not begun to go."""
    event, roles = find(event_id)
    need(may_write_to_people(g.person, event, roles, clock.now()))
    mailing = queries.get_mailing(event, mailing_id)
    try:
        actions.take_back_mailing(mailing, event, g.person)
    except Refused as refusal:
        form = _with_error(SendingForm(formdata=None), refusal)
        return _letter_page(event, roles, mailing, form), 422
    flash(_("It is a draft again."), "good")
    return go_to(".show_letter", mailing_id=mailing.id, **event.route)


@bp.post(f"{LETTER}/removal")
@often
def drop_letter(event_id: int, slug: str, mailing_id: int) -> Answer:
    """Drop a draft."""
    event, roles = find(event_id)
    need(may_write_to_people(g.person, event, roles, clock.now()))
    mailing = queries.get_mailing(event, mailing_id)
    try:
        actions.drop_mailing(mailing)
    except Refused as refusal:
        form = _with_error(SendingForm(formdata=None), refusal)
        return _letter_page(event, roles, mailing, form), 422
    flash(_("The draft of the letter is gone."))
    return go_to(".show_letters", **event.route)


def _to_write_at(event_id: int) -> Event:
    """The event to whose people this person writes."""
    event, roles = find(event_id)
    need(may_write_to_people(g.person, event, roles, clock.now()))
    return event


def _form_page(event: Event, form: MailingForm, mailing: Mailing | None = None, **more: Any) -> str:
    return render_template(
        "events/letter_form.html",
        event=event,
        form=form,
        mailing=mailing,
        placeholders=placeholders.WORDS,
        **more,
    )


def _letter_page(event: Event, roles: frozenset[str], mailing: Mailing, form: SendingForm) -> str:
    form.revision.data, at = str(mailing.revision), clock.now()
    audience = queries.audience_of(mailing)
    letters, unreached = queries.count_audience(audience)
    readers = queries.some_of_audience(audience)
    reader = next((each for each in readers if str(each.id) == request.args.get("to")), None)
    reader = reader or (readers[0] if readers else None)
    return render_template(
        "events/letter.html",
        event=event,
        mailing=mailing,
        form=form,
        at=at,
        letters=letters,
        unreached=unreached,
        readers=readers,
        reader=reader,
        said=looked_at(mailing, event, reader) if reader else None,
        goes_at=letter_at(at, event.starts_at),
        writer=queries.writer_of(mailing),
        audience=audience_words(mailing),
        became=queries.what_became(event).get(mailing.id, queries.Became()),
        log=queries.log_of(event, mailing_id=mailing.id),
        may_write=may_write_to_people(g.person, event, roles, at),
        here_url=url_for(".show_letter", mailing_id=mailing.id, **event.route),
        **_log_words(),
    )


def _log_words() -> dict[str, Any]:
    return {
        "subject_words": subject_words,
        "news_words": NEWS_WORDS,
        "state_words": STATE_WORDS,
        "skipped_words": SKIPPED_WORDS,
    }


def _went_words(mailing: Mailing) -> str:
    if mailing.due_at is None or mailing.due_at <= clock.now():
        return _("The letters are on their way.")
    return _("The letters go on %(when)s.", when=clock.moment_words(mailing.due_at))


def _with_error(form: Any, refusal: Refused) -> Any:
    form.form_errors.append(str(refusal))
    return form
