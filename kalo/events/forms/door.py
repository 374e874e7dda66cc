"""What is typed at the door, what phones send from there, and the code said in the room."""

import uuid
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from kalo.events.actions.door import MARK, SCAN, UNDO, Act
from kalo.events.forms.event import one_line
from kalo.events.models import ABSENT, EXCUSED, PRESENT, UNKNOWN
from kalo.kit import clock
from kalo.kit.once import KeyedForm

MOST = 200  # acts at once
LONGEST_EXCUSE = 300
_LARGEST = 2**31 - 1  # that a column holds
_NEEDED = _("Fill this in.")
_TOO_LONG = _("At most %(max)d characters.")
_CODED = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": 100,
}

PRESENCE_WORDS = {
    PRESENT: _("Present"),
    ABSENT: _("Absent"),
    EXCUSED: _("Excused"),
    UNKNOWN: _("Not noted"),
}


class TicketForm(KeyedForm):
    """The code of a ticket, typed or read by a camera."""

    code = StringField(
        _("Code of the ticket"),
        [DataRequired(_NEEDED), Length(max=100, message=_TOO_LONG)],
        [one_line],
        render_kw=_CODED,
    )


class PresenceForm(KeyedForm):
    """What is known of one seat."""

    presence = RadioField(
        _("Attendance"),
        [InputRequired(_("Choose one."))],
        choices=[SelectChoice(value or "none", word) for value, word in PRESENCE_WORDS.items()],
    )
    excuse = StringField(
        _("Reason of the excuse"),
        [Optional(), Length(max=LONGEST_EXCUSE, message=_TOO_LONG)],
        [one_line],
        description=_("Only those who note attendance read it. Write nothing about health."),
        render_kw={"maxlength": LONGEST_EXCUSE, "autocomplete": "off"},
    )

    @property
    def chosen(self) -> str:
        """As it is kept."""
        return UNKNOWN if self.presence.data == "none" else str(self.presence.data)


class HereForm(KeyedForm):
    """What somebody in the room types to say that they are there."""

    code = StringField(
        _("Code on the wall"),
        [DataRequired(_NEEDED), Length(max=100, message=_TOO_LONG)],
        [one_line],
        description=_("It is shown in the room, beside the picture for phones."),
        render_kw=_CODED,
    )


class GuestHereForm(HereForm):
    """The same for whoever has no account: the ticket says who it is."""

    ticket = StringField(
        _("Code of your ticket"),
        [DataRequired(_NEEDED), Length(max=100, message=_TOO_LONG)],
        [one_line],
        description=_("It stands in the letter about your seat, and on your ticket."),
        render_kw=_CODED,
    )


class Odd(ValueError):
    """What was sent makes no sense."""


def sent_acts(payload: Any) -> tuple[list[Act], list[str]]:
    """The acts, in our time, and the ids of those that make no sense."""
    if not isinstance(payload, dict) or not isinstance(payload.get("acts"), list):
        raise Odd
    acts, odd = [], []
    wrong = _clock_error(payload.get("sent_at"))
    for one in payload["acts"][:MOST]:
        try:
            acts.append(_act(one, wrong))
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
            odd.append(str(one.get("id", ""))[:36] if isinstance(one, dict) else "")
    return acts, odd


def _act(one: dict[str, Any], wrong: Any) -> Act:
    if one["kind"] not in (SCAN, MARK, UNDO) or one.get("presence", PRESENT) not in PRESENCE_WORDS:
        raise Odd
    made = _moment(one["at"])
    return Act(
        id=str(uuid.UUID(one["id"])),
        kind=one["kind"],
        at=made + wrong,
        ticket=_word(one.get("ticket"), 100),
        seat=_number(one.get("seat")),
        presence=one.get("presence", PRESENT),
        excuse=_word(one.get("excuse"), LONGEST_EXCUSE),
        was=_word(one.get("was"), 8),
        of=_word(one.get("of"), 36),
    )


def _clock_error(sent_at: Any) -> Any:
    """By how much the clock of that phone is wrong: it says what time it is there."""
    now = clock.now()
    try:
        return now - _moment(sent_at)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return now - now


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
        raise Odd
    return value


def _word(value: Any, longest: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Odd
    return value.replace("\0", "").encode("utf-8", "replace").decode()[:longest].strip()


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
