"""The verbs of facts: laying those of the files, adding, changing and retiring them.

An editor's word is never overwritten by a file, nor is what an editor retired brought back by one:
what the file has said since waits beside it (`waits`) until somebody settles it.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.facts import forget_what_was_read, spoken
from kalo.kit.revised import Outdated
from kalo.kit.versions import bump
from kalo.kit.web import Refused
from kalo.shelves.files import CONTENT
from kalo.toolbox.facts import read_fact_files, what_is_wrong
from kalo.toolbox.facts.keeping import mark_of, packed, unpacked
from kalo.toolbox.models.facts import (
    ADDED,
    BACK,
    BY_FILE,
    BY_HAND,
    RETIRED,
    SAID,
    TAKEN_BACK,
    FactRow,
    FactVersion,
)
from kalo.toolbox.queries.facts import fact_called, leaf_of

GONE = {"gone": True}  # what waits where the file no longer has a fact that an editor changed
VERBS = (
    lazy_gettext("changed a fact"),
    lazy_gettext("settled a fact with its file"),
    lazy_gettext("added a fact"),
    lazy_gettext("retired a fact"),
    lazy_gettext("brought a fact back"),
)
NOWHERE = 10_000  # the place of what is added: after everything that files have


def import_facts(content: Path = CONTENT) -> int:
    """Lay the facts of every file; answers how many changed.

    What an editor changed is left alone: the file's words wait beside it. Raises `WrongContent` for
    a file that cannot be used; then nothing is changed.
    """
    known = {(row.set_name, row.key): row for row in db.session.scalars(select(FactRow))}
    changed: dict[str, set[str]] = defaultdict(set)
    for row in read_fact_files(content):
        if _lay(known.pop((row["set"], row["key"]), None), row):
            changed[row["set"]].add(row["key"])
    for fact in known.values():
        if _left_its_file(fact):
            changed[fact.set_name].add(fact.key)
    for name, keys in sorted(changed.items()):
        _say_so(name, keys)
    return sum(map(len, changed.values()))


def _lay(fact: FactRow | None, row: dict[str, Any]) -> bool:
    """Make or change one fact; answers whether what it says did."""
    said = {name: row[name] for name in SAID}
    mark = mark_of(said)
    if fact is None:
        names = {"set_name": row["set"], "key": row["key"], "file_mark": mark, "revision": 0}
        fact = FactRow(leaf=row["leaf"], position=row["position"], **names, **said)
        db.session.add(fact)
        _say(fact, said, BY_FILE)
        return True
    fact.leaf, fact.position = row["leaf"], row["position"]
    if fact.is_retired:
        return _stays_retired(fact, said, mark)
    back, fact.withdrawn_at = fact.withdrawn_at is not None, None
    if fact.file_mark == mark:
        return back
    fact.file_mark = mark
    if mark_of(fact.said()) == mark:
        fact.by_hand, fact.waits = False, None
        return back
    if fact.by_hand:
        fact.waits = packed(said)
        return back
    fact.waits = None
    _say(fact, said, BY_FILE)
    return True


def _stays_retired(fact: FactRow, said: dict[str, Any], mark: str) -> bool:
    """What an editor retired stays so; what its file says anew since then waits beside it."""
    if fact.file_mark != mark:
        fact.file_mark, fact.waits = mark, packed(said)
    return False


def _left_its_file(fact: FactRow) -> bool:
    """A fact that its file no longer has: withdrawn, or asked about where an editor changed it."""
    if fact.is_retired:
        fact.file_mark, fact.waits = "", None
    if fact.withdrawn_at is not None or fact.file_mark == "":
        return False
    fact.file_mark = ""
    if fact.by_hand:
        fact.waits = GONE
        return False
    fact.withdrawn_at = clock.now()
    return True


def change_fact(fact: FactRow, by: Person, said: dict[str, Any], reason: str, seen: int) -> None:
    """Say something else from now on, and why; what waited from the file is settled by it.

    Raises:
        Outdated: somebody else changed it since the form was opened.
    """
    _hold(fact, seen)
    row = {**fact.said(), **said, "set": fact.set_name, "key": fact.key}
    if wrong := what_is_wrong(row):
        raise Refused(_("This fact cannot be kept so: %(why)s.", why=spoken(wrong)))
    _change(fact, by, {name: row[name] for name in SAID}, reason, BY_HAND)


class Taken(Refused):
    """There is a fact of this key already; it is told which."""

    def __init__(self, sentence: str, fact: FactRow) -> None:
        super().__init__(sentence)
        self.fact = fact


def add_fact(name: str, key: str, by: Person, said: dict[str, Any], reason: str) -> FactRow:
    """Add one to a list; no file knows of it, and none takes it away.

    Raises:
        Taken: its set has one of this key, standing or not.
    """
    fact = FactRow(set_name=name, key=key, position=NOWHERE, by_hand=True, file_mark="", revision=0)
    fact.leaf = leaf_of(name)
    row = {"value": None, "about": {}, **said, "set": name, "key": key}
    if wrong := what_is_wrong(row):
        raise Refused(_("This fact cannot be kept so: %(why)s.", why=spoken(wrong)))
    try:
        with db.session.begin_nested():
            db.session.add(fact)
            _say(fact, {each: row[each] for each in SAID}, ADDED, by, reason)
            db.session.flush()
    except IntegrityError as twice:
        there = fact_called(name, key)
        if there is None:
            raise
        raise Taken(_("There is one of this name already: change that one."), there) from twice
    note_staff_act(by, "added a fact", fact.subject, reason, "", fact.text_el)
    _say_so(name, {key})
    return fact


def retire_fact(fact: FactRow, by: Person, reason: str, seen: int) -> None:
    """Take one off its list; its words and its history stay, and it can be brought back."""
    _hold(fact, seen)
    if fact.withdrawn_at is not None:
        raise Refused(_("Somebody else has retired this already."))
    fact.withdrawn_at, fact.by_hand, fact.waits = clock.now(), True, None
    _note_standing(fact, by, RETIRED, "retired a fact", reason)


def bring_back_fact(fact: FactRow, by: Person, reason: str, seen: int) -> None:
    """Put it on its list again, as it is; what its file says otherwise goes on waiting."""
    _hold(fact, seen)
    if fact.withdrawn_at is None:
        raise Refused(_("Somebody else has brought it back already."))
    fact.withdrawn_at, fact.by_hand = None, mark_of(fact.said()) != fact.file_mark
    _note_standing(fact, by, BACK, "brought a fact back", reason)


def _note_standing(fact: FactRow, by: Person, way: str, verb: str, reason: str) -> None:
    _say(fact, fact.said(), way, by, reason)
    note_staff_act(by, verb, fact.subject, reason, fact.text_el, fact.text_el)
    _say_so(fact.set_name, {fact.key})


def take_back(fact: FactRow, by: Person, version: FactVersion, seen: int) -> None:
    """Say again what an earlier version said; that is a version too."""
    _hold(fact, seen)
    reason = _("As in version %(number)s", number=version.revision)
    _change(fact, by, unpacked(version.what), reason, TAKEN_BACK)


def settle(fact: FactRow, by: Person, take: bool, seen: int) -> None:
    """Take what the file says, or leave what stands; either way nothing waits any more."""
    _hold(fact, seen)
    waits, fact.waits = fact.waits, None
    if waits is None:
        raise Refused(_("Somebody else has settled this already."))
    if take and waits == GONE:
        fact.withdrawn_at = clock.now()
    elif take:
        fact.by_hand, fact.withdrawn_at = False, None
        _say(fact, unpacked(waits), BY_FILE, by, _("Taken from the file"))
    note_staff_act(by, "settled a fact with its file", fact.subject, fact.key)
    _say_so(fact.set_name, {fact.key})


def _hold(fact: FactRow, seen: int) -> None:
    hold(fact)
    if fact.revision != seen:
        raise Outdated(_("Somebody else changed this fact meanwhile. Both versions stand below."))


def _change(fact: FactRow, by: Person, said: dict[str, Any], reason: str, way: str) -> None:
    before, fact.waits = fact.text_el, None
    _say(fact, said, way, by, reason)
    fact.by_hand = fact.withdrawn_at is not None or mark_of(said) != fact.file_mark
    note_staff_act(by, "changed a fact", fact.subject, reason, before, fact.text_el)
    _say_so(fact.set_name, {fact.key})


def _say(
    fact: FactRow, said: dict[str, Any], way: str, by: Person | None = None, reason: str = ""
) -> None:
    for name, value in said.items():
        setattr(fact, name, value)
    fact.revision += 1
    fact.changed_at = clock.now()
    db.session.flush()
    version = FactVersion(fact_id=fact.id, revision=fact.revision, at=fact.changed_at, way=way)
    version.by_id, version.reason, version.what = by.id if by else None, reason, packed(said)
    db.session.add(version)


def _say_so(name: str, keys: set[str]) -> None:
    db.session.flush()
    forget_what_was_read()
    bump(f"facts:{name}")
    signals.facts_changed.send(name, keys=tuple(sorted(keys)))
