"""Words to an organisation, and its answers; neither side sees the other's address."""

from flask import flash, g, render_template, request
from flask_babel import gettext as _

from kalo.kit.once import once
from kalo.kit.web import Refused, go_to, need
from kalo.network import queries
from kalo.network.actions import messages as verbs
from kalo.network.forms import MessageForm, ReplyForm
from kalo.network.models import Call, Keeper, Message, Organisation
from kalo.network.permissions import is_member, keeps, may_contact, may_draft, may_reply
from kalo.network.queries.calls import calls_by_id, visible_call_ids
from kalo.network.queries.messages import get_thread, messages_of, threads_with
from kalo.network.views.room import HERE, Answer, bp, find, writing
from kalo.notifications.actions import mark_read

THREAD = "/messages/<int(max=2147483647):thread_id>/"


@bp.get("/messages/")
def show_messages() -> str:
    """What I wrote to organisations, and what came to mine."""
    need(is_member(g.person))
    return render_template("network/messages.html", threads=threads_with(g.person))


@bp.get(f"{HERE}message")
def show_message_form(slug: str) -> str:
    """The form; `?call=` says about what. A guest is told what it takes, and may write already."""
    organisation, own = find(slug)
    need(may_contact(g.person, organisation, own) or may_draft(g.person, organisation))
    call = _call(organisation)
    return _form_page(organisation, MessageForm(subject=call.title if call else ""), call)


@bp.post(f"{HERE}message")
@writing
@once
def send(slug: str) -> Answer:
    """Write to an organisation."""
    organisation, own = find(slug)
    need(may_contact(g.person, organisation, own))
    form, call = MessageForm(), _call(organisation)
    if not queries.keeper_ids(organisation.id):
        form.form_errors.append(_("Nobody of it is here yet, so nobody would read this."))
        return _form_page(organisation, form, call), 422
    if not form.validate():
        return _form_page(organisation, form, call), 422
    said = (form.subject.data or "", form.text.data or "")
    try:
        message = verbs.begin(organisation, g.person, *said, call, form.seconds)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _form_page(organisation, form, call), 422
    flash(_("It is sent. The answer comes here, and by letter if you want it so."), "good")
    return go_to("network.show_thread", thread_id=message.id)


@bp.get(THREAD)
def show_thread(thread_id: int) -> str:
    """All of a thread, for its two sides."""
    need(is_member(g.person))
    thread, own = get_thread(thread_id, g.person)
    return _thread_page(thread, own, ReplyForm())


@bp.post(THREAD)
@writing
@once
def reply(thread_id: int) -> Answer:
    """The next word."""
    need(is_member(g.person))
    thread, own = get_thread(thread_id, g.person)
    need(may_reply(g.person, thread, own))
    form = ReplyForm()
    if not form.validate():
        return _thread_page(thread, own, form), 422
    inside = keeps(own) and thread.person_id != g.person.id
    try:
        message = verbs.reply(thread, g.person, form.text.data or "", inside)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _thread_page(thread, own, form), 422
    mark_read(g.person, f"network-thread:{thread.id}")
    return go_to("network.show_thread", thread_id=thread.id, _anchor=f"message-{message.id}")


def _thread_page(thread: Message, own: Keeper | None, form: ReplyForm) -> str:
    return render_template(
        "network/thread.html",
        thread=thread,
        organisation=thread.organisation,
        messages=messages_of(thread),
        form=form,
        inside=keeps(own),
        may_reply=may_reply(g.person, thread, own),
    )


def _call(organisation: Organisation) -> Call | None:
    """The call that the address names, if it still stands; a message does not need one."""
    asked = request.args.get("call", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return None
    found = visible_call_ids(g.person, [int(asked)])
    call = calls_by_id(found)[0] if found else None
    return call if call and call.organisation_id == organisation.id else None


def _form_page(organisation: Organisation, form: MessageForm, call: Call | None) -> str:
    people = bool(queries.keeper_ids(organisation.id))
    facts = {"organisation": organisation, "form": form, "call": call, "has_people": people}
    return render_template("network/message_form.html", **facts)
