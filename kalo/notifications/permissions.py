"""Who may read news: the person it was written for."""

from kalo.accounts.models import Person


def may_read_news(person: Person | None) -> bool:
    """Whoever is signed in has news of their own."""
    return person is not None
