"""Who may do what with people, groups and settings."""

from kalo.accounts.models import Membership, Person


def may_sign_up(person: Person | None, open_to_all: bool) -> bool:
    """Guests, while the platform takes new members."""
    return person is None and open_to_all


def may_keep_account(person: Person | None) -> bool:
    """Everybody looks after their own account, and nobody else's."""
    return person is not None


def may_administer(person: Person | None) -> bool:
    """People, groups and settings are the administrators' charge."""
    return person is not None and person.has_role("administrator")


def may_read_staff_log(person: Person | None) -> bool:
    """Moderators and administrators see what staff did."""
    return person is not None and person.has_role("moderator")


def may_suspend(person: Person | None, whom: Person) -> bool:
    """Administrators; never themselves."""
    return may_administer(person) and person is not whom and whom.erased_at is None


def may_change_roles(person: Person | None, whom: Person) -> bool:
    """Administrators, of everybody who is still here."""
    return may_administer(person) and whom.erased_at is None


def may_see_group(person: Person | None, own: Membership | None) -> bool:
    """Its members, and administrators."""
    return own is not None or may_administer(person)


def may_run_group(person: Person | None, own: Membership | None) -> bool:
    """Its owners, and administrators."""
    return (own is not None and own.owner) or may_administer(person)


def may_leave_group(person: Person | None, own: Membership | None) -> bool:
    """Whoever is in it."""
    return person is not None and own is not None
