"""What people may type about events, and the words of its errors."""

from kalo.events.forms.event import MODE_WORDS, CancellationForm, EventForm
from kalo.events.forms.seats import (
    ByHandForm,
    GuestForm,
    GuestNameForm,
    InvitationForm,
    ReasonForm,
)

__all__ = [
    "MODE_WORDS",
    "ByHandForm",
    "CancellationForm",
    "EventForm",
    "GuestForm",
    "GuestNameForm",
    "InvitationForm",
    "ReasonForm",
]
