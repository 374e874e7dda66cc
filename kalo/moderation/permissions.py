"""Who may report, rule and ask again. Pure: no database, no request."""

from kalo.accounts.models import Person
from kalo.moderation.models import Case, Ruling
from kalo.moderation.models.cases import OPEN
from kalo.moderation.models.rulings import SILENCE, SUSPEND

STAFF = ("moderator", "facilitator", "editor", "adviser", "administrator")


def is_member(person: Person | None) -> bool:
    """Whoever has confirmed an address."""
    return person is not None and person.confirmed_at is not None


def may_moderate(person: Person | None) -> bool:
    return person is not None and is_member(person) and person.has_role("moderator")


def may_report(person: Person | None, author_id: int | None, illegal: bool) -> bool:
    """Members whatever is not their own; a guest what is illegal."""
    if person is None:
        return illegal
    return is_member(person) and person.id != author_id


def may_rule_on(person: Person | None, author: Person | None) -> bool:
    """Nobody on themselves; on an administrator only another one."""
    if person is None or not may_moderate(person):
        return False
    if author is None:
        return True
    above = not author.has_role() or person.has_role("administrator")
    return person.id != author.id and above


def may_answer_appeal(person: Person | None, ruling: Ruling, others: bool) -> bool:
    """Another one than who ruled, where there are others."""
    if person is None or not may_moderate(person) or person.id == ruling.author_id:
        return False
    return person.id != ruling.by_id or not others


def may_penalise(person: Person | None, author: Person | None, verb: str) -> bool:
    """Staff are warned by moderators; silence and suspension of staff are for administrators."""
    if person is None or author is None or not may_rule_on(person, author):
        return False
    heavy = bool(author.roles) and verb in {SILENCE, SUSPEND}
    return not heavy or person.has_role("administrator")


def may_see_ruling(person: Person | None, ruling: Ruling) -> bool:
    """Its author, and moderators."""
    return person is not None and (person.id == ruling.author_id or may_moderate(person))


def may_ask_again(person: Person | None, ruling: Ruling) -> bool:
    """Its author, once, of what was decided against them and still holds."""
    mine = person is not None and person.id == ruling.author_id
    return mine and ruling.appeal is None and ruling.undone_at is None and ruling.verb != "keep"


def may_ask_for_a_look(person: Person | None, case: Case) -> bool:
    """The author of what reports alone have hidden."""
    mine = is_member(person) and person is not None and person.id == case.author_id
    return mine and case.hidden_at is not None


def may_undo(person: Person | None, ruling: Ruling, author: Person | None) -> bool:
    """Whoever might have ruled, while it holds."""
    return ruling.undone_at is None and may_rule_on(person, author)


def may_claim(person: Person | None, case: Case) -> bool:
    return may_moderate(person) and case.state == OPEN


def may_ignore(person: Person | None, whom: Person) -> bool:
    """Every member whom they like, but not themselves."""
    return person is not None and is_member(person) and person.id != whom.id


def may_keep_lists(person: Person | None) -> bool:
    """Watched words are the administrators' and moderators' charge."""
    return may_moderate(person)
