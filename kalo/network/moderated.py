"""What of ours can be flagged and ruled on: organisations, calls, words to and fro."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import escape

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.versions import bump
from kalo.moderation.things import (
    HIDDEN,
    STANDS,
    Before,
    Moderated,
    Thing,
    moderates,
    numbers,
)
from kalo.network import permissions, queries
from kalo.network.actions.organisations import moved
from kalo.network.models import Call, Message, Organisation
from kalo.network.queries.calls import calls_by_id, visible_call_ids
from kalo.network.queries.messages import messages_by_id, readable_threads
from kalo.network.queries.organisations import of_ids


def _html(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def find_organisations(keys: list[str]) -> dict[str, Thing]:
    """Organisations; they have no author: their people are many."""
    return {str(each.id): _organisation(each) for each in of_ids(numbers(keys))}


def _organisation(one: Organisation) -> Thing:
    said = (one.summary_el, one.summary_en, one.about_el, one.about_en, one.address, one.website)
    return Thing(
        subject=one.subject,
        title=one.name_el,
        html=_html(one.name_en, *said),
        source="\n".join(filter(None, (one.name_el, one.name_en, *said))),
        path=one.path,
        author=None,
        revision=one.revision,
        state=HIDDEN if one.hidden_at else STANDS,
    )


def find_calls(keys: list[str]) -> dict[str, Thing]:
    """What organisations seek and offer."""
    return {
        str(call.id): Thing(
            subject=call.subject,
            title=call.title,
            html=_html(call.title, call.text),
            source=f"{call.title}\n{call.text}",
            path=call.path,
            author=None,
            revision=call.revision,
            state=HIDDEN if call.hidden_at else STANDS,
        )
        for call in calls_by_id(numbers(keys))
    }


def find_messages(keys: list[str]) -> dict[str, Thing]:
    """Words between a member and an organisation, flagged by one of the two."""
    return {
        str(message.id): Thing(
            subject=f"network-message:{message.id}",
            title=message.organisation.name_el,
            html=_html(message.subject, message.text),
            source=f"{message.subject}\n{message.text}",
            path=message.path,
            author=message.person,
            state=HIDDEN if message.hidden_at else STANDS,
        )
        for message in messages_by_id(numbers(keys))
    }


def organisation_visible(person: Person | None, key: str) -> bool:
    """As its page."""
    return bool(queries.visible_ids(person, numbers([key])))


def call_visible(person: Person | None, key: str) -> bool:
    """As its page."""
    return bool(visible_call_ids(person, numbers([key])))


def message_visible(person: Person | None, key: str) -> bool:
    """As its thread; once it is flagged, to moderators."""
    found = messages_by_id(numbers([key]))
    if person is None or not found:
        return False
    return permissions.may_rule(person) or bool(readable_threads(person, [found[0].root_id]))


def may_rule(person: Person | None, key: str) -> bool:
    """Moderators."""
    return permissions.may_rule(person)


def hide_organisation(key: str, by: Person | None) -> Before:
    """Off the directory for everybody but its people."""
    return _hide(Organisation, key)


def unhide_organisation(key: str, by: Person | None, before: Before) -> None:
    """Back again."""
    _unhide(Organisation, key, before)


def hide_call(key: str, by: Person | None) -> Before:
    """Off the list."""
    return _hide(Call, key)


def unhide_call(key: str, by: Person | None, before: Before) -> None:
    """Back again."""
    _unhide(Call, key, before)


def hide_message(key: str, by: Person | None) -> Before:
    """Out of its thread."""
    return _hide(Message, key)


def unhide_message(key: str, by: Person | None, before: Before) -> None:
    """Back again."""
    _unhide(Message, key, before)


def _hide(model: type[Organisation | Call | Message], key: str) -> Before:
    thing: Any = db.session.get(model, int(key))
    if thing is None or thing.hidden_at is not None:
        return {"was": True}
    thing.hidden_at = clock.now()
    _said(thing)
    return {}


def _unhide(model: type[Organisation | Call | Message], key: str, before: Before) -> None:
    thing: Any = db.session.get(model, int(key))
    if thing is not None and not before.get("was"):
        thing.hidden_at = None
        _said(thing)


def _said(thing: Organisation | Call | Message) -> None:
    db.session.flush()
    bump("network")
    if isinstance(thing, Organisation):
        moved(thing)


moderates(
    Moderated(
        "organisation",
        _("Organisation"),
        find_organisations,
        organisation_visible,
        may_rule,
        hide_organisation,
        unhide_organisation,
        edit_path=lambda thing: f"{thing.path}edit",
    )
)
moderates(
    Moderated(
        "network-call",
        _("Call of an organisation"),
        find_calls,
        call_visible,
        may_rule,
        hide_call,
        unhide_call,
    )
)
moderates(
    Moderated(
        "network-message",
        _("Message to an organisation"),
        find_messages,
        message_visible,
        may_rule,
        hide_message,
        unhide_message,
    )
)
