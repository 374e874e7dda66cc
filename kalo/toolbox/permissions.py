"""Who may do what with facts. Pure: no database, no request."""

from kalo.accounts.models import Person


def may_edit_facts(person: Person | None) -> bool:
    """Editors look after what is stated of law and money."""
    return person is not None and person.has_role("editor")
