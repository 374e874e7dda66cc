"""The verbs of facts: laying those of the files, changing them, settling what the two say apart."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.staff_log import note_staff_act
from kalo.kit import clock
from kalo.kit.db import db, hold
from kalo.kit.revised import Outdated
from kalo.kit.versions import bump
from kalo.kit.web import Refused
from kalo.shelves.files import CONTENT
from kalo.toolbox.facts import read_fact_files, what_is_wrong
from kalo.toolbox.facts.keeping import mark_of, packed, unpacked
from kalo.toolbox.models.facts import (
    BY_FILE,
    BY_HAND,
    SAID,
    TAKEN_BACK,
    FactRow,
    FactVersion,
)

GONE = {"gone": True}  # what waits where the file no longer has a fact that an editor changed
VERBS = (lazy_gettext("changed a fact"), lazy_gettext("settled a fact with its file"))


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


def _left_its_file(fact: FactRow) -> bool:
    """A fact that its file no longer has: withdrawn, or asked about where an editor changed it."""
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
        raise Refused(_("This fact cannot be kept so: %(why)s.", why=wrong))
    _change(fact, by, {name: row[name] for name in SAID}, reason, BY_HAND)


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
        fact.by_hand = False
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
    fact.by_hand = mark_of(said) != fact.file_mark
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
    bump(f"facts:{name}")
    signals.facts_changed.send(name, keys=tuple(sorted(keys)))
