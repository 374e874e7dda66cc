"""Whom we tell of what others do with a work: its owner, and those who talk beside it."""

from typing import Any

from flask_babel import lazy_gettext as _

from kalo import signals
from kalo.accounts.models import Person
from kalo.notifications.actions import notify
from kalo.notifications.models import DAILY, Kind
from kalo.notifications.subjects import tells_about
from kalo.toolbox.models.works import Comment, Work
from kalo.toolbox.queries.works import seen_works, who_commented

COMMENTED = Kind(
    "toolbox.commented",
    _("Somebody comments on a work that I keep or comment on"),
    _("New comments on “%(what)s”"),
    strength=60,
    way=DAILY,
)
SAVED = Kind(
    "toolbox.saved",
    _("Somebody changes a work that I keep"),
    _("“%(what)s” was changed"),
    strength=40,
    way=DAILY,
)


def subject_of(work: Work) -> str:
    """What news about a work is about; "work" alone is a learner's."""
    return f"kept-work:{work.id}"


@signals.work_commented.connect
def tell_of_comment(comment: Comment, work: Work, by: Person | None, **_more: Any) -> None:
    """Its owner, and who said something before."""
    whom = {work.owner_id, *who_commented(work)} - {None}
    path = f"{work.path}#comment-{comment.id}"
    told = [person_id for person_id in whom if person_id]
    notify(told, COMMENTED, subject_of(work), work.title, path, by, thing=f"comment:{comment.id}")


@signals.work_saved.connect
def tell_owner(work: Work, by: Person | None, **_more: Any) -> None:
    """Its owner, of what others saved."""
    if work.owner_id:
        thing = f"version:{work.revision}"
        notify([work.owner_id], SAVED, subject_of(work), work.title, work.path, by, thing=thing)


tells_about("kept-work", seen_works)
