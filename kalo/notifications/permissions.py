"""Who may read news: the person it was written for. Who stops letters: whoever holds one."""

from kalo.accounts.models import Person


def may_read_news(person: Person | None) -> bool:
    """Whoever is signed in has news of their own."""
    return person is not None


def may_stop_letters(person: Person | None) -> bool:
    """The signed address in a letter names somebody who is still here."""
    return person is not None and person.erased_at is None


def may_read_letter_log(person: Person | None) -> bool:
    """Administrators see which letters went, never what they said."""
    return person is not None and person.has_role("administrator")
