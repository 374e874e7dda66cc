"""What can be done in a room: the form it is typed into, the action, and whom it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kalo.accounts.models import Person
from kalo.live import actions
from kalo.live.forms import AboutForm, ActForm, AskForm, SayForm
from kalo.live.models import Door, Entry
from kalo.live.permissions import may_enter, may_lead


@dataclass(frozen=True)
class Deed:
    """An act by its name, the same through the socket and from a form."""

    form: type[ActForm]
    action: Callable[..., Entry]
    leads: bool = False

    def is_open_to(self, person: Person | None, door: Door, at: datetime) -> bool:
        """Everybody in the room, or those who lead it."""
        return may_enter(person, door, at) and (not self.leads or may_lead(person, door.event))

    def do(self, person: Person, door: Door, form: ActForm) -> Entry:
        """Do it once, under the key of the form."""
        return self.action(person, door, str(form.once.data), **form.words)


DEEDS = {
    "say": Deed(SayForm, actions.say),
    "ask": Deed(AskForm, actions.ask),
    "vote": Deed(AboutForm, actions.vote),
    "unvote": Deed(AboutForm, actions.unvote),
    "answer": Deed(AboutForm, actions.answer, leads=True),
    "hide": Deed(AboutForm, actions.hide, leads=True),
    "close": Deed(ActForm, actions.close, leads=True),
    "open": Deed(ActForm, actions.reopen, leads=True),
}
