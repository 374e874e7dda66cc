"""Who may do what with tools and works. Pure: no database, no request.

`right` is what somebody may do with a work: "" nothing, then READ, COMMENT, EDIT, OWN.
"""

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.toolbox.models.works import COMMENT, EDIT, OWN, READ, RIGHTS, Link, Work
from kalo.toolbox.planned import no_days
from kalo.toolbox.tool import Tool

NOTHING = ""


def may_use_tools(_person: Person | None) -> bool:
    """Everybody, without an account."""
    return True


def right_of(person: Person | None, work: Work) -> str:
    """What an owner, or a group that it is shared with, may do; nobody else, staff neither."""
    if person is None or work.deleted_at is not None:
        return NOTHING
    if work.owner_id == person.id:
        return OWN
    return work.group_can if work.group_id in person.group_ids else NOTHING


def right_by(link: Link, person: Person | None) -> str:
    """What whoever has a link may do; an owner is one through any link."""
    given = link.can if link.revoked_at is None and link.work.deleted_at is None else NOTHING
    return highest(given, right_of(person, link.work))


def highest(*rights: str) -> str:
    """The one of them that allows the most."""
    return max(rights, key=lambda right: RIGHTS.index(right) if right in RIGHTS else -1)


def may_see(right: str) -> bool:
    """Read the answers and the result, and take them along."""
    return right in RIGHTS


def may_comment(person: Person | None, right: str) -> bool:
    """Say something beside it; whoever has been silenced does not."""
    return _at_least(right, COMMENT) and (person is None or not _is_silenced(person))


def may_change(right: str) -> bool:
    """Change the answers, and bring an earlier version back."""
    return _at_least(right, EDIT)


def may_see_history(right: str) -> bool:
    """What stood there before and who wrote it: whoever works on it; a link to look shows today."""
    return may_change(right)


def may_manage(right: str) -> bool:
    """Name it, share it, throw it away, settle who may see it."""
    return right == OWN


def may_copy(person: Person | None, right: str) -> bool:
    """Make a work of one's own out of it."""
    return person is not None and _at_least(right, READ)


def may_have_days(person: Person | None, tool: Tool, right: str) -> bool:
    """Have its days in one's own calendar: whoever owns it, or works on it in a group."""
    return person is not None and tool.days is not no_days and may_change(right)


def may_take_over(person: Person | None, work: Work, right: str) -> bool:
    """A guest's work becomes a member's, through its own link or in the group it was left to."""
    if person is None or work.owner_id is not None:
        return False
    return right == OWN or (work.group_id in person.group_ids and may_change(work.group_can))


def may_delete_comment(person: Person | None, right: str, person_id: int | None) -> bool:
    """One's own, and on one's own work anybody's."""
    return right == OWN or (person is not None and person.id == person_id)


def _at_least(right: str, wanted: str) -> bool:
    return right in RIGHTS and RIGHTS.index(right) >= RIGHTS.index(wanted)


def _is_silenced(person: Person) -> bool:
    return person.silenced_until is not None and person.silenced_until > clock.now()


def may_edit_facts(person: Person | None) -> bool:
    """Editors look after what is stated of law and money."""
    return person is not None and person.has_role("editor")


def may_change_list(person: Person | None, listed: bool) -> bool:
    """Add a fact to its list, retire it, bring it back; what a rule asks for by its key stays."""
    return listed and may_edit_facts(person)
