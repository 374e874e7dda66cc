"""What must be so of every fact, and what a tool asks of its own besides.

The same is asked of a file and of what an editor types in the web.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kalo.kit.facts import list_called, wrong_with
from kalo.toolbox.facts.fact import GENERAL, MARKS

Row = Mapping[str, Any]  # a fact as files and tables have it, in both languages
Check = Callable[[Row], str]  # what is wrong, in a sentence; empty where nothing is

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = {"key": 60, "text": 2_000, "unit": 80, "source_title": 300, "source_url": 500}
_checks: dict[str, Check] = {}


def checks_facts(name: str) -> Callable[[Check], Check]:
    """Let a tool say what it needs of the facts of a set: their `value` and `about`."""

    def register(check: Check) -> Check:
        _checks[name] = check
        return check

    return register


def what_is_wrong(row: Row) -> str:
    """A sentence that says what is wrong with a fact; empty where nothing is."""
    listed = list_called(row["set"])
    own = [_checks.get(row["set"], _nothing), listed.check if listed else _nothing]
    for check in (_names, _words, _source, _days, *own):
        if wrong := check(row):
            return wrong
    return ""


def _nothing(_row: Row) -> str:
    return ""


def _names(row: Row) -> str:
    if not isinstance(row["key"], str) or not KEY.fullmatch(row["key"]):
        return wrong_with("a key has small letters, digits and hyphens")
    if row["mark"] not in MARKS:
        return wrong_with("the mark is one of %(known)s", known=", ".join(MARKS))
    return ""


def _words(row: Row) -> str:
    for name, most in LONGEST.items():
        both = [name] if name in row else [f"{name}_el", f"{name}_en"]
        for each in both:
            if not isinstance(row[each], str):
                return wrong_with("%(name)s must be words", name=each)
            if len(row[each]) > most:
                return wrong_with("%(name)s is longer than %(most)s letters", name=each, most=most)
    if not row["text_el"].strip() or not row["text_en"].strip():
        return wrong_with("the sentence must stand in both languages")
    if bool(row["unit_el"]) != bool(row["unit_en"]):
        return wrong_with("the unit must stand in both languages")
    return ""


def _source(row: Row) -> str:
    if not row["source_title"] and row["mark"] != GENERAL:
        return wrong_with("a fact that somebody has seen names its source")
    if row["source_url"] and not row["source_url"].startswith(("https://", "http://")):
        return wrong_with("the address of the source begins with https:// or http://")
    return ""


def _days(row: Row) -> str:
    if type(row["checked"]) is not date:
        return wrong_with("`checked` must be a date like 2026-11-22")
    if row["expires"] is not None and type(row["expires"]) is not date:
        return wrong_with("`expires` must be a date like 2027-05-31")
    if row["expires"] is not None and row["expires"] < row["checked"]:
        return wrong_with("`expires` is not before `checked`")
    return ""
