"""A version of the path made ready once, to count by it what many people have.

`Asked.judge` says what `kalo/learning/rules.py` says, but for the moment since which it is so: that
only whoever writes a completion asks (tests/learning/test_counting.py holds the two together).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

from kalo.learning.rules import ITEMS, WATCHED_ENOUGH, Course, Done, Missing, Rule, Verdict

Outcome = tuple[int, int, tuple[Missing, ...]]  # met, required, missing
Counter = Callable[["Marks"], Outcome]
MET: Outcome = (1, 1, ())
NO_PATH = Course({"rule": {"all": []}, "modules": []})
_NOTHING = Done()


@dataclass(slots=True)
class Marks:
    """What counts of what somebody did in a programme, by the names of things."""

    read: set[str] = field(default_factory=set)
    blocks: dict[int, Done] = field(default_factory=dict)
    earned: set[str] = field(default_factory=set)  # whatever a rule says now
    revoked: set[str] = field(default_factory=set)  # taken back by a facilitator
    gone: set[str] = field(default_factory=set)  # withdrawn: nobody can do it any more
    earned_at: dict[str, datetime] = field(default_factory=dict)  # of modules and programmes too


class Asked:
    """A version of the path, ready to count by."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.things = frozenset(course.things())
        self._counters: dict[str, Counter] = {}

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The blocks of which it asks something."""
        return frozenset(self.leaves)

    @cached_property
    def leaves(self) -> dict[int, Rule]:
        """The item that asks for each block."""
        found: dict[int, Rule] = {}
        for rule in (self.course.rule, *self.course.rules.values()):
            for leaf in _leaves(rule):
                kind = next(name for name in ITEMS if name in leaf)
                if kind != "read":
                    found.setdefault(leaf[kind], leaf)
        return found

    def judge(self, thing: str, marks: Marks) -> Verdict:
        """How far somebody is with a module, a lesson or a block; of nothing, nothing misses."""
        kind, _colon, number = thing.partition(":")
        if kind == "block" and int(number) not in self.leaves:
            return _unasked(thing, int(number), marks)
        if kind not in ("block", "programme") and thing not in self.things:
            return Verdict(0, 0)
        return Verdict(*self._counter(thing)(marks))

    def _counter(self, thing: str) -> Counter:
        if (known := self._counters.get(thing)) is None:
            known = self._counters[thing] = self._made(thing)
        return known

    def _made(self, thing: str) -> Counter:
        kind, _colon, number = thing.partition(":")
        if kind == "block":
            return self._rule(self.leaves[int(number)])
        nothing: Rule = self.course.rule if kind == "programme" else {"all": []}
        return _standing(thing, self._rule(self.course.rules.get(thing, nothing)))

    def _rule(self, rule: Rule) -> Counter:
        if "all" in rule:
            return _all([self._rule(part) for part in rule["all"]])
        if "any" in rule:
            return _any(rule["any"], [(each, self._rule(each)) for each in rule["of"]])
        for kind in ("lesson", "module"):
            if kind in rule:
                return self._counter(f"{kind}:{rule[kind]}")
        return _item(rule)


NOTHING_ASKED = Asked(NO_PATH)


@lru_cache(128)
def asked_in(body: str | None) -> Asked:
    """A version by its words: what is kept can never be another than what stands there."""
    return Asked(Course(json.loads(body))) if body else NOTHING_ASKED


def _leaves(rule: Rule) -> Iterable[Rule]:
    for part in rule.get("all", rule.get("of", ())):
        yield from _leaves(part)
    if any(name in rule for name in ITEMS):
        yield rule


def _unasked(thing: str, block: int, marks: Marks) -> Verdict:
    """A block that no rule asks for: with a deadline it is there once it was done."""
    done = marks.blocks.get(block)
    if thing in marks.gone or (done and (done.done_at or done.excused_at)):
        return Verdict(1, 1)
    return Verdict(0, 1, (Missing("submitted", thing),))


def _all(parts: list[Counter]) -> Counter:
    def count(marks: Marks) -> Outcome:
        met, required = 0, 0
        missing: list[Missing] = []
        for part in parts:
            had, wanted, lacks = part(marks)
            met += had
            required += wanted
            missing += lacks
        return met, required, tuple(missing)

    return parts[0] if len(parts) == 1 else count


def _any(n: int, choices: list[tuple[Rule, Counter]]) -> Counter:
    """Any n of them count as n items, however much each of them asks."""

    def count(marks: Marks) -> Outcome:
        lacks = [(choice, missing) for choice, part in choices if (missing := part(marks)[2])]
        met = len(choices) - len(lacks)
        if met >= n:
            return n, n, ()
        of = tuple(_as_choice(choice, missing) for choice, missing in lacks)
        return met, n, (Missing("any", need=n - met, of=of),)

    return count


def _as_choice(choice: Rule, missing: tuple[Missing, ...]) -> tuple[Missing, ...]:
    for kind in ("lesson", "module"):
        if kind in choice:
            return (Missing(kind, f"{kind}:{choice[kind]}"),)
    return missing


def _standing(thing: str, rule: Counter) -> Counter:
    """What was earned stays earned, what was taken back stays taken back."""
    back = (Missing("revoked", thing),)

    def count(marks: Marks) -> Outcome:
        met, required, missing = rule(marks)
        if thing in marks.revoked:
            return min(met, max(required - 1, 0)), max(required, 1), back
        if thing in marks.earned or thing in marks.gone:
            required = max(required, 1)
            return required, required, ()
        return met, required, missing

    return count


def _item(rule: Rule) -> Counter:
    kind = next(name for name in ITEMS if name in rule)
    if kind == "read":
        return _read(f"lesson:{rule['read']}")
    block, thing, lacks = rule[kind], f"block:{rule[kind]}", _LACKS[kind]

    def count(marks: Marks) -> Outcome:
        done = marks.blocks.get(block, _NOTHING)
        if done.excused_at or thing in marks.gone:
            return MET
        missing = lacks(rule, thing, done)
        return (0, 1, (missing,)) if missing else MET

    return count


def _read(thing: str) -> Counter:
    unread: Outcome = (0, 1, (Missing("read", thing),))

    def count(marks: Marks) -> Outcome:
        there = thing in marks.read or thing in marks.earned or thing in marks.gone
        return MET if there else unread

    return count


def _score(rule: Rule, thing: str, done: Done) -> Missing | None:
    need = rule.get("at_least", 0)
    if done.best is not None and done.best >= need:
        return None
    return Missing("score", thing, done.best, need)


def _watched(rule: Rule, thing: str, done: Done) -> Missing | None:
    need = rule.get("percent", WATCHED_ENOUGH)
    if done.done_at or done.watched >= need:
        return None
    return Missing("watched", thing, done.watched, need)


def _accepted(rule: Rule, thing: str, done: Done) -> Missing | None:
    return None if done.accepted_at else Missing("accepted", thing, 1 if done.done_at else None)


def _once(kind: str) -> Callable[[Rule, str, Done], Missing | None]:
    return lambda _rule, thing, done: None if done.done_at else Missing(kind, thing)


_LACKS: dict[str, Callable[[Rule, str, Done], Missing | None]] = {
    "score": _score,
    "watched": _watched,
    "accepted": _accepted,
    **{kind: _once(kind) for kind in ("answered", "submitted", "attended")},
}
