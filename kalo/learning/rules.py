"""What it takes to finish a lesson, a module, a programme, and what is still missing.

Pure: a rule and what a learner did in, a verdict out; the database is not asked. A rule is
{"all": [RULE, …]}, {"any": n, "of": [RULE, …]}, or one item: {"read": lesson},
{"answered": block}, {"score": block, "at_least": 70}, {"watched": block, "percent": 80},
{"submitted": block}, {"accepted": block}, {"attended": block}; {"lesson": id} and {"module": id}
stand for the rule of that thing. Thresholds of "watched" are in steps of five.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

Rule = Mapping[str, Any]
ITEMS = ("read", "answered", "score", "watched", "submitted", "accepted", "attended")
WATCHED_ENOUGH = 80


class Done(NamedTuple):
    """What somebody did in a block."""

    seen_at: datetime | None = None
    done_at: datetime | None = None
    right_at: datetime | None = None
    accepted_at: datetime | None = None
    excused_at: datetime | None = None
    best: int | None = None
    watched: int = 0

    @classmethod
    def of(cls, row: Any) -> "Done":
        """As a row of somebody's progress holds it."""
        return cls(*(getattr(row, name) for name in cls._fields))


@dataclass(frozen=True)
class Facts:
    """What somebody did in a programme; things are named as everywhere, "lesson:17"."""

    read: Mapping[int, datetime] = field(default_factory=dict)
    blocks: Mapping[int, Done] = field(default_factory=dict)
    earned: Mapping[str, datetime] = field(default_factory=dict)  # whatever a rule says now
    revoked: frozenset[str] = frozenset()  # taken back by a facilitator
    gone: frozenset[str] = frozenset()  # withdrawn: nobody can do it any more
    settled: frozenset[str] = frozenset()  # what a completion was written for, standing or not


NOTHING_DONE = Facts()
_NOTHING = Done()


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet: what kind of item, of which thing, how much of it.

    Of "any" there are `need` more wanted out of the choices `of`, each with what it lacks.
    """

    kind: str
    thing: str = ""
    have: int | None = None
    need: int | None = None
    of: tuple[tuple["Missing", ...], ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How many required items there are, how many are met, what is missing, and since when not."""

    met: int
    required: int
    missing: tuple[Missing, ...] = ()
    at: datetime | None = None  # when the last item came that it took; None: nothing was done

    @property
    def done(self) -> bool:
        """True when all is there; where nothing is asked there is nothing to finish."""
        return self.required > 0 and not self.missing

    @property
    def percent(self) -> int:
        """Of the required items alone; 100 only when it is done."""
        if not self.required:
            return 0
        return 100 if self.done else min(99, 100 * self.met // self.required)


class Course:
    """The path of a programme as a version of it asks: `PathVersion.body`."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self.modules: dict[int, Mapping[str, Any]] = {m["id"]: m for m in body["modules"]}
        self.lessons: dict[int, Mapping[str, Any]] = {
            lesson["id"]: lesson for module in body["modules"] for lesson in module["lessons"]
        }
        self.rule: Rule = body["rule"]
        self.rules: dict[str, Rule] = {
            **{f"module:{id}": module["rule"] for id, module in self.modules.items()},
            **{f"lesson:{id}": lesson["rule"] for id, lesson in self.lessons.items()},
        }

    def things(self) -> list[str]:
        """Lessons, then modules: what is finished on the way to the whole."""
        return [f"lesson:{id}" for id in self.lessons] + [f"module:{id}" for id in self.modules]

    def judge(self, thing: str, facts: Facts) -> Verdict:
        """How far somebody is with a lesson or a module; any other thing is the programme."""
        return _standing(thing, self.rules.get(thing, self.rule), facts, self.rules)

    def judge_rule(self, thing: str, facts: Facts) -> Verdict:
        """The same by the rule alone, whatever was earned or taken back before."""
        return judge(self.rules.get(thing, self.rule), facts, self.rules)


def judge(rule: Rule, facts: Facts, rules: Mapping[str, Rule] | None = None) -> Verdict:
    """How far somebody is with what a rule asks; `rules` are those of the things it names."""
    if "all" in rule:
        return _all([judge(part, facts, rules) for part in rule["all"]])
    if "any" in rule:
        return _any(rule["any"], rule["of"], facts, rules or {})
    for kind in ("lesson", "module"):
        if kind in rule:
            thing = f"{kind}:{rule[kind]}"
            return _standing(thing, (rules or {}).get(thing, {"all": []}), facts, rules or {})
    return _item(rule, facts)


def _all(parts: list[Verdict]) -> Verdict:
    return Verdict(
        sum(part.met for part in parts),
        sum(part.required for part in parts),
        tuple(missing for part in parts for missing in part.missing),
        max((part.at for part in parts if part.at), default=None),
    )


def _any(n: int, choices: Iterable[Rule], facts: Facts, rules: Mapping[str, Rule]) -> Verdict:
    """Any n of them count as n items, however much each of them asks."""
    judged = [(choice, judge(choice, facts, rules)) for choice in choices]
    met = sorted((v.at for _, v in judged if not v.missing), key=lambda at: (at is None, at))
    if len(met) >= n:
        return Verdict(n, n, at=max(filter(None, met[:n]), default=None))
    of = tuple(_as_choice(choice, verdict) for choice, verdict in judged if verdict.missing)
    return Verdict(len(met), n, (Missing("any", need=n - len(met), of=of),))


def _as_choice(choice: Rule, verdict: Verdict) -> tuple[Missing, ...]:
    """A whole lesson that one may choose is named as a lesson, not by all that it asks."""
    for kind in ("lesson", "module"):
        if kind in choice:
            return (Missing(kind, f"{kind}:{choice[kind]}"),)
    return verdict.missing


def _standing(thing: str, rule: Rule, facts: Facts, rules: Mapping[str, Rule]) -> Verdict:
    """What was earned stays earned, what was taken back stays taken back."""
    verdict = judge(rule, facts, rules)
    if thing in facts.revoked:
        met = min(verdict.met, max(verdict.required - 1, 0))
        return Verdict(met, max(verdict.required, 1), (Missing("revoked", thing),))
    if thing in facts.earned or thing in facts.gone:
        required, at = max(verdict.required, 1), facts.earned.get(thing)
        return Verdict(required, required, at=at if verdict.missing else verdict.at or at)
    return verdict


def _item(rule: Rule, facts: Facts) -> Verdict:
    kind = next(name for name in ITEMS if name in rule)
    if kind == "read":
        return _read(rule["read"], facts)
    block = rule[kind]
    done = facts.blocks.get(block, _NOTHING)
    if f"block:{block}" in facts.gone or done.excused_at:
        return Verdict(1, 1, at=done.excused_at)
    return _JUDGES[kind](rule, done)


def _read(lesson: int, facts: Facts) -> Verdict:
    thing = f"lesson:{lesson}"
    at = facts.read.get(lesson) or facts.earned.get(thing)
    if at or thing in facts.gone:
        return Verdict(1, 1, at=at)
    return Verdict(0, 1, (Missing("read", thing),))


def _scored(rule: Rule, done: Done) -> Verdict:
    need = rule.get("at_least", 0)
    if done.best is not None and done.best >= need:
        return Verdict(1, 1, at=done.right_at or done.done_at)
    return Verdict(0, 1, (Missing("score", f"block:{rule['score']}", done.best, need),))


def _watched(rule: Rule, done: Done) -> Verdict:
    need = rule.get("percent", WATCHED_ENOUGH)
    if done.done_at or done.watched >= need:
        return Verdict(1, 1, at=done.done_at or done.seen_at)
    return Verdict(0, 1, (Missing("watched", f"block:{rule['watched']}", done.watched, need),))


def _accepted(rule: Rule, done: Done) -> Verdict:
    if done.accepted_at:
        return Verdict(1, 1, at=done.accepted_at)
    handed_in = 1 if done.done_at else None
    return Verdict(0, 1, (Missing("accepted", f"block:{rule['accepted']}", handed_in),))


def _when(kind: str, moment: str) -> Callable[[Rule, Done], Verdict]:
    def judged(rule: Rule, done: Done) -> Verdict:
        if at := getattr(done, moment):
            return Verdict(1, 1, at=at)
        return Verdict(0, 1, (Missing(kind, f"block:{rule[kind]}"),))

    return judged


_JUDGES: dict[str, Callable[[Rule, Done], Verdict]] = {
    "score": _scored,
    "watched": _watched,
    "answered": _when("answered", "done_at"),
    "submitted": _when("submitted", "done_at"),
    "accepted": _accepted,
    "attended": _when("attended", "done_at"),
}


def items_of(rule: Rule) -> Iterator[tuple[str, int]]:
    """Every item that a rule names: its kind and the number of its thing."""
    for part in rule.get("all", rule.get("of", ())):
        yield from items_of(part)
    for kind in (*ITEMS, "lesson", "module"):
        if kind in rule:
            yield kind, rule[kind]
