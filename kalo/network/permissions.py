"""Who may do what with organisations. Pure: no database, no request.

`own` is what the person is there, as `queries.keeper_of` answers it.
"""

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.network.models import (
    ASKED,
    INVITED,
    KEEPS,
    LISTED,
    RESTING,
    Call,
    Invitation,
    Keeper,
    Message,
    Organisation,
)


def may_play(_person: Person | None) -> bool:
    """Everybody plays with the example: nothing of it is kept."""
    return True


def is_member(person: Person | None) -> bool:
    """Whoever has confirmed an address."""
    return person is not None and person.confirmed_at is not None


def may_write(person: Person | None) -> bool:
    """Members who were not silenced for a while."""
    if person is None or not is_member(person):
        return False
    return person.silenced_until is None or person.silenced_until <= clock.now()


def may_verify(person: Person | None) -> bool:
    """Editors look at who asks, invite, import and take out."""
    return is_member(person) and person is not None and person.has_role("editor")


def may_rule(person: Person | None) -> bool:
    """Moderators see what was flagged."""
    return is_member(person) and person is not None and person.has_role("moderator")


def keeps(own: Keeper | None) -> bool:
    """Whoever is one of its people, and was verified."""
    return own is not None and own.state == KEEPS


def may_see(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """Everybody what is listed; the rest its people, who asked for it, and staff.

    `queries.visible` says it too.
    """
    inside = keeps(own) or (own is not None and organisation.state == ASKED)
    return organisation.is_shown or inside or may_verify(person) or may_rule(person)


def may_propose(person: Person | None) -> bool:
    """Every member may ask for a page of their organisation."""
    return may_write(person)


def may_prepare(person: Person | None) -> bool:
    """A guest fills it in beforehand, on their own device; nothing is sent before they sign in."""
    return person is None


def may_edit(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """Its own people; before they are verified what they asked for themselves; editors."""
    if not may_write(person):
        return False
    asks = own is not None and organisation.state == ASKED
    return keeps(own) or asks or may_verify(person)


def may_keep(person: Person | None, own: Keeper | None) -> bool:
    """What only its own people do: marks, calls, answers, other people."""
    return may_write(person) and keeps(own)


def may_see_inside(person: Person | None, own: Keeper | None) -> bool:
    """History and people: its own people, and editors."""
    return (is_member(person) and keeps(own)) or may_verify(person)


def may_claim(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """A member who is not one of its people and has not asked."""
    return may_write(person) and own is None and organisation.is_shown


def may_answer_letter(person: Person | None, invitation: Invitation) -> bool:
    """Whoever holds the letter says yes for another; an invitation is for members alone."""
    return invitation.person_id is not None or may_write(person)


def may_rest(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """Take the page back: its people and editors, while it is listed."""
    return organisation.state == LISTED and (may_keep(person, own) or may_verify(person))


def may_return(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """List it again: its people and editors."""
    return organisation.state == RESTING and (may_keep(person, own) or may_verify(person))


def may_decide(person: Person | None, organisation: Organisation) -> bool:
    """Editors, of what waits to be listed."""
    return may_verify(person) and organisation.state in (ASKED, INVITED)


def may_call(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """Its people say what they seek and offer, once it is listed."""
    return may_keep(person, own) and organisation.is_shown


def may_see_call(
    person: Person | None, call: Call, organisation: Organisation, own: Keeper | None
) -> bool:
    """Everybody while it stands; afterwards its people. `queries.visible_calls` says it too."""
    if keeps(own) or may_rule(person):
        return True
    return organisation.is_shown and call.hidden_at is None and not call.has_ended


def may_contact(person: Person | None, organisation: Organisation, own: Keeper | None) -> bool:
    """Members, those who are not its people."""
    return may_write(person) and organisation.is_shown and not keeps(own)


def may_draft(person: Person | None, organisation: Organisation) -> bool:
    """A guest writes beforehand, on their own device; nothing is sent before they sign in."""
    return person is None and organisation.is_shown


def may_read_thread(person: Person | None, thread: Message, own: Keeper | None) -> bool:
    """Whoever began it, and the people of the organisation."""
    return person is not None and (thread.person_id == person.id or keeps(own))


def may_reply(person: Person | None, thread: Message, own: Keeper | None) -> bool:
    """The same, while they may write."""
    return may_write(person) and may_read_thread(person, thread, own)
