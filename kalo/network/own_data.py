"""What the room holds of a person: what they keep, what they wrote, what they let be shown."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.accounts.own_data import gives_own_data
from kalo.kit.db import db
from kalo.network.models import Keeper, Message, ShownMark, Version
from kalo.network.queries.calls import made_by
from kalo.network.queries.messages import written_by
from kalo.network.queries.people import kept_by, letters_about


@gives_own_data("network")
def collect(person: Person) -> dict[str, Any]:
    """Everything, without the secrets of letters, which we do not know, and where they went."""
    return {
        "organisations": [_keeper(keeper) for keeper in kept_by(person)],
        "messages": [_message(message) for message in written_by(person)],
        "calls": [
            {"title": call.title, "text": call.text, "made": _said(call.made_at)}
            for call in made_by(person)
        ],
        "marks": [
            {"title": mark.title_el, "shown_since": _said(mark.at)}
            for mark in db.session.scalars(select(ShownMark).where(ShownMark.by_id == person.id))
        ],
        "versions_written": [
            {"organisation": version.organisation_id, "revision": version.revision}
            for version in db.session.scalars(select(Version).where(Version.by_id == person.id))
        ],
        "letters_about_you": [
            {"organisation": letter.organisation.name_el, "at": _said(letter.at)}
            for letter in letters_about(person)
        ],
    }


def _keeper(keeper: Keeper) -> dict[str, Any]:
    return {
        "organisation": keeper.organisation.name_el,
        "address": keeper.organisation.path,
        "state": keeper.state,
        "said": keeper.words,
        "asked": _said(keeper.asked_at),
        "since": _said(keeper.since),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "organisation": message.organisation.name_el,
        "for_the_organisation": message.from_inside,
        "subject": message.subject,
        "text": message.text,
        "at": _said(message.at),
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
