"""Telling people what those who lead their cohort wrote to them."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit.text import plain
from kalo.learning.models import CohortMessage
from kalo.learning.queries.messages import message_words, readable_messages
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import Words, tells_about

MESSAGE = Kind(
    "learning.message",
    _("Those who lead my cohort write to me"),
    _("%(who)s writes to you: “%(what)s”"),
    strength=80,
    way=DAILY,
)


@signals.cohort_message_sent.connect
def tell_those_chosen(message: CohortMessage, to: list[int], **_more: Any) -> None:
    """On the bell, and by letter as each of them wishes."""
    path, thing = f"/learning/messages/{message.id}/", message.tag
    notify(to, MESSAGE, message.tag, message.subject, path, by=message.by, thing=thing)


def _words(_person: Person, message_id: int, _things: list[str]) -> list[Words]:
    message = message_words(message_id)
    if message is None:
        return []
    return [Words(message.by.name if message.by else "", plain(message.html), message.at)]


tells_about("cohort-message", readable_messages, _words)
