"""Writing down what staff did; any room calls it from its actions.

A verb is a msgid ("gave roles"): the room that uses it marks it for its catalogue, as here.
A detail may be `person:id` too; the log shows the name, and forgets it with the person.
"""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from kalo.accounts.models import Person, StaffAct
from kalo.kit import clock
from kalo.kit.db import db

LONGEST = 4_000  # of what stood before and after
MOST = 40  # letters of a verb
VERBS = (
    _("gave roles"),
    _("suspended an account"),
    _("took back a suspension"),
    _("silenced for a while"),
    _("took back a silence"),
    _("changed a setting"),
    _("made a group"),
    _("changed a group"),
    _("let into a group"),
    _("took out of a group"),
    _("made an owner"),
    _("made a member again"),
)


def verb_words(act: StaffAct) -> str:
    """What was done, in the language of the page."""
    return gettext(act.verb)


def note_staff_act(
    by: Person, verb: str, subject: str, detail: str = "", before: str = "", after: str = ""
) -> None:
    """Write into the log of staff; `subject` is `kind:id`, `verb` a word of the room.

    `before` and `after` are what was changed, in words that stand for themselves.
    """
    if len(verb) > MOST:  # SQLite would take it; PostgreSQL would not
        raise ValueError(f"a verb of the log of staff has at most {MOST} letters: {verb}")
    act = StaffAct(person_id=by.id, verb=verb, subject=subject, detail=detail, at=clock.now())
    act.before, act.after = before[:LONGEST], after[:LONGEST]
    db.session.add(act)
