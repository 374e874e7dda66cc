"""What people may type about events, and the words of its errors."""

from kalo.events.forms.event import MODE_WORDS, CancellationForm, EventForm

__all__ = ["MODE_WORDS", "CancellationForm", "EventForm"]
