"""The verbs of works: keeping one, saving a version, bringing one back, throwing one away."""

from dataclasses import dataclass, field

from flask_babel import gettext
from sqlalchemy import delete

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.once import fresh_key
from kalo.kit.web import Refused
from kalo.toolbox.actions.days import keep_days
from kalo.toolbox.actions.links import end_own_links, make_link, secret_of
from kalo.toolbox.actions.versions import has_room
from kalo.toolbox.fields import Answers
from kalo.toolbox.merging import Merged, changes, merge
from kalo.toolbox.models.works import EXAMPLE, KEPT, OWN, RESTORED, Version, Work
from kalo.toolbox.planned import MARK, Mark
from kalo.toolbox.queries import works as queries

MOST_WORKS = 300
LONGEST_ID = 64  # letters of the key of a form


@dataclass(frozen=True)
class Author:
    """Who saves: a member, or a guest under the name that they give."""

    person: Person | None = None
    name: str = ""


class Conflict(Refused):
    """Somebody else changed the same answer in another way; both texts are in `merged`."""

    def __init__(self, merged: Merged, revision: int) -> None:
        super().__init__(gettext("Somebody else changed the same answer meanwhile."))
        self.merged, self.revision = merged, revision


@dataclass(frozen=True)
class Saved:
    """What a save came to: the work as it is now, and whether others' changes came in."""

    work: Work
    brought_in: bool = False
    secret: str = field(default="", repr=False)  # of a guest's link, said once


def keep_work(
    tool: str, title: str, answers: Answers, by: Author, client_id: str, kind: str = KEPT
) -> Saved:
    """A new work. A guest's has a link of its own, whose secret is said here and never again.

    A guest's form that comes twice is led to the work that it made; where that has an owner by
    now, it is another work. A copy of the worked example is of the kind
    `EXAMPLE`, and so are copies of it.
    """
    if by.person is None and (known := queries.find_shared(secret_of(client_id))):
        return Saved(known, secret=secret_of(client_id))
    if by.person is None and (not client_id or queries.was_link(secret_of(client_id))):
        client_id = fresh_key()
    if by.person is not None and queries.count_of(by.person) >= MOST_WORKS:
        raise Refused(
            gettext("You keep %(most)s works: throw one away for good first.", most=MOST_WORKS)
        )
    now = clock.now()
    owner = by.person.id if by.person else None
    if queries.is_marked(tool, answers.get(MARK)):  # opened twice, or copied: not the same plan
        answers = {**answers, MARK: Mark.fresh()}
    work = Work(tool=tool, title=title, owner_id=owner, answers=answers, made_at=now)
    work.changed_at, work.revision = now, 0
    db.session.add(work)
    db.session.flush()
    # A version tells everybody who sees it which form made it; a guest's form is a key.
    _write(work, {}, answers, by, client_id if by.person else fresh_key(), kind)
    secret = "" if by.person else make_link(work, OWN, "", secret_of(client_id))
    keep_days(work)
    return Saved(work, secret=secret)


class Full(Refused):
    """There is room for no more versions."""

    def __init__(self) -> None:
        super().__init__(
            gettext(
                "This work has as many versions as one can have, so nothing more can be saved "
                "in it. What you wrote is still here: keep it as a new work, and go on there."
            )
        )


def save_work(
    work: Work, answers: Answers, revision: int, by: Author, client_id: str, kind: str = KEPT
) -> Saved:
    """A version more, on top of what others saved since `revision`; raises `Conflict`.

    The same form sent twice is one version. Of kind AUTO where the page saved by itself.
    """
    hold(work, ["revision", "answers", "changed_at", "deleted_at"])
    client_id = client_id[:LONGEST_ID]
    if queries.made_by(work, client_id):
        return Saved(work)
    merged = bring_together(work, _marked_as(work, answers), revision)
    if merged.conflicts:
        raise Conflict(merged, work.revision)
    others = revision != work.revision
    if changes(work.answers, merged.answers):
        if not has_room(work):
            raise Full
        _write(work, work.answers, merged.answers, by, client_id, kind)
        keep_days(work)
        signals.work_saved.send(work, by=by.person)
    return Saved(work, brought_in=others)


def _marked_as(work: Work, answers: Answers) -> Answers:
    """A work stays what calendars know, whatever a form says."""
    unmarked = {name: said for name, said in answers.items() if name != MARK}
    return {**unmarked, MARK: work.answers[MARK]} if MARK in work.answers else unmarked


def bring_together(work: Work, answers: Answers, revision: int) -> Merged:
    """What was typed on top of `revision`, and what others saved since."""
    if revision >= work.revision:
        return Merged(answers)
    base, unsure = queries.base_at(work, revision)
    return merge(base, work.answers, answers, unsure)


def restore(work: Work, number: int, by: Author, client_id: str) -> Saved:
    """Bring an earlier version back, as a new one; nothing in between is lost."""
    hold(work, ["revision", "answers", "changed_at", "deleted_at"])
    client_id = client_id[:LONGEST_ID]
    if queries.made_by(work, client_id):
        return Saved(work)
    then = queries.answers_at(work, number)
    if changes(work.answers, then):
        if not has_room(work):
            raise Refused(
                gettext(
                    "This work has as many versions as one can have: "
                    "make a copy of that version, and go on there."
                )
            )
        _write(work, work.answers, then, by, client_id, RESTORED, number)
        keep_days(work)
        signals.work_saved.send(work, by=by.person)
    return Saved(work)


def copy_work(work: Work, title: str, person: Person, number: int | None = None) -> Work:
    """A work of one's own that begins with these answers."""
    answers = work.answers if number is None else queries.answers_at(work, number)
    kind = EXAMPLE if queries.began_as_example(work) else KEPT
    copy = keep_work(work.tool, title, answers, Author(person), fresh_key(), kind).work
    copy.copied_from_id = work.id
    db.session.flush()
    return copy


def rename(work: Work, title: str) -> None:
    """Give it another name."""
    work.title, work.changed_at = title, clock.now()
    keep_days(work)


def take_over(work: Work, person: Person) -> None:
    """A guest's work becomes a member's: its own link opens it no more, the others do."""
    hold(work, ["owner_id"])
    if work.owner_id is not None:
        raise Refused(gettext("This work has an owner already."))
    work.owner_id = person.id
    end_own_links(work)
    keep_days(work)


def share_with_group(work: Work, group_id: int | None, can: str) -> None:
    """Let a group see, comment or change it; None lets no group any more."""
    work.group_id, work.group_can = group_id, can
    db.session.flush()
    keep_days(work)


def throw_away(work: Work, by: Person) -> None:
    """Out of sight; it may be taken up again for a while. What was nobody's is theirs then."""
    if work.owner_id is None:
        take_over(work, by)
    work.deleted_at = clock.now()
    db.session.flush()
    keep_days(work)
    signals.work_thrown_away.send(work)


def take_up(work: Work) -> None:
    """Back from where it was thrown."""
    work.deleted_at = None
    db.session.flush()
    keep_days(work)


def erase(work: Work) -> None:
    """For good, with its versions, links and comments."""
    keep_days(work)
    db.session.execute(delete(Work).where(Work.id == work.id))
    db.session.expunge(work)


def _write(
    work: Work,
    before: Answers,
    after: Answers,
    by: Author,
    client_id: str,
    kind: str,
    about: int | None = None,
) -> None:
    """One version more; the work becomes what it says."""
    now = clock.now()
    version = Version(
        work_id=work.id,
        number=work.revision + 1,
        client_id=client_id[:LONGEST_ID] or fresh_key(),
        kind=kind,
        about=about,
        by_id=by.person.id if by.person else None,
        by_name=by.name,
        changes=changes(before, after),
        made_at=now,
    )
    db.session.add(version)
    work.revision, work.answers, work.changed_at = version.number, after, now
    db.session.flush()
