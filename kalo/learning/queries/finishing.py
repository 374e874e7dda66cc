"""When a lesson is finished, from its rule itself, in one sentence."""

from collections.abc import Callable

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.learning.queries.missing import UNKNOWN, Names
from kalo.learning.rules import WATCHED_ENOUGH, Rule


def finished_when(rule: Rule, names: Names) -> str:
    """When a lesson is finished, from its rule itself, in one sentence."""
    return _("This lesson is complete when you %(what)s.", what=_when(rule, names))


def _when(rule: Rule, names: Names) -> str:
    if "all" in rule:
        asked = sum("answered" in part for part in rule["all"])
        rest = [_when(part, names) for part in rule["all"] if "answered" not in part]
        return _listed([*rest, *([_answer(asked)] if asked else [])])
    if "any" in rule:
        choices = [_when(part, names) for part in rule["of"]]
        if rule["any"] == 1:
            return _(" or ").join(choices)
        return _("do %(need)s of these: %(choices)s", need=rule["any"], choices="; ".join(choices))
    kind = next(kind for kind in _WHEN if kind in rule)
    title = names.get(f"block:{rule[kind]}", UNKNOWN).title
    return _WHEN[kind](rule, title)


def _answer(number: int) -> str:
    return ngettext("answer its question", "answer its %(num)s questions", number)


def _score(need: int, title: str) -> str:
    if not need:
        return _("take the quiz “%(title)s”", title=title)
    return _("reach %(need)s %% in the quiz “%(title)s”", need=need, title=title)


def _listed(words: list[str]) -> str:
    return _(" and ").join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


_WHEN: dict[str, Callable[[Rule, str], str]] = {
    "read": lambda rule, title: _("say that you have finished it"),
    "answered": lambda rule, title: _answer(1),
    "score": lambda rule, title: _score(rule.get("at_least", 0), title),
    "watched": lambda rule, title: _(
        "take in %(need)s %% of “%(title)s”", need=rule.get("percent", WATCHED_ENOUGH), title=title
    ),
    "submitted": lambda rule, title: _("hand in the task “%(title)s”", title=title),
    "accepted": lambda rule, title: _(
        "hand in the task “%(title)s” and a facilitator accepts it", title=title
    ),
    "attended": lambda rule, title: _("take part in the workshop “%(title)s”", title=title),
    "lesson": lambda rule, title: _("finish a lesson"),
    "module": lambda rule, title: _("finish a module"),
}
