"""Who may write, put files into texts, and see them. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.writing.models import Upload


def may_draft(person: Person | None) -> bool:
    """Members; also while they are silenced: their drafts are theirs."""
    return person is not None and person.confirmed_at is not None


def may_upload(person: Person | None) -> bool:
    """Members who were not silenced for a while."""
    if person is None or not may_draft(person):
        return False
    return person.silenced_until is None or person.silenced_until <= clock.now()


def may_see_unpublished(person: Person | None, upload: Upload) -> bool:
    """Its owner; and moderators, who may have to."""
    return person is not None and (person.id == upload.by_id or person.has_role("moderator"))


def may_complete(person: Person | None) -> bool:
    """Members are helped with names; nobody else has anybody to mention."""
    return may_draft(person)
