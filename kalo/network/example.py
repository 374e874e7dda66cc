"""The worked example, as `content/network/example.yaml` has it: rows that no table ever holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from kalo.network.models import LISTED, SEEK, Call, Organisation, ShownMark
from kalo.network.words import CONTENT, read

SLUG = "example"  # taken: no organisation is called so in an address
SEVERAL = ("sectors", "services", "needs")
IN_BOTH = ("name", "summary", "about")


@dataclass(frozen=True)
class Said:
    """A word of the example's conversation."""

    who: str
    text: str
    inside: bool


def organisation(values: Mapping[str, Any], at: datetime) -> Organisation:
    """The example with these values, as if it stood in the directory."""
    return Organisation(
        slug=SLUG, state=LISTED, sample=False, revision=1, changed_at=at, hidden_at=None, **values
    )


def values(language: str) -> dict[str, Any]:
    """What the example says of itself; what stands in one language only, in this one."""
    said = _content()["organisation"]
    both = {f"{name}_{spoken}": said[name][spoken] for name in IN_BOTH for spoken in ("el", "en")}
    several = {name: frozenset(said[name]) for name in SEVERAL}
    one = {name: said[name][language] for name in ("address", "register")}
    rest = {name: said[name] for name in ("form", "place", "website", "founded", "people")}
    return {**both, **several, **one, **rest}


def call_values(language: str) -> dict[str, Any]:
    """What the example seeks."""
    return _call_values(_content()["call"], language)


def call(values: Mapping[str, Any], whose: Organisation, at: datetime) -> Call:
    """Something sought or offered with these values, standing from now on."""
    days = timedelta(days=values["days"])
    return Call(organisation=whose, made_at=at, ends_at=at + days, revision=1, **values)


def fitting(call: Call, language: str, at: datetime) -> list[Call]:
    """What other invented organisations seek or offer, as far as it fits."""
    return [other for other in _others(language, at) if call.fits(other)]


def mark(at: datetime) -> ShownMark:
    """What the example shows that it passed."""
    said = _content()["passed"]
    return ShownMark(
        kind="certificate", title_el=said["el"], title_en=said["en"], on=at.date(), subject=""
    )


def thread(language: str) -> list[Said]:
    """How somebody wrote to it, and how it answered."""
    return [
        Said(each["who"][language], each["text"][language], each.get("inside", False))
        for each in _content()["thread"]
    ]


def _others(language: str, at: datetime) -> list[Call]:
    return [
        call(
            _call_values(each["call"], language),
            Organisation(
                name_el=each["name"]["el"],
                name_en=each["name"]["en"],
                form=each["form"],
                place=each["place"],
            ),
            at,
        )
        for each in _content()["others"]
    ]


def _call_values(said: Mapping[str, Any], language: str) -> dict[str, Any]:
    words = {name: (said.get(name) or {}).get(language, "") for name in ("title", "text")}
    keys = {name: said.get(name, "") for name in ("kind", "service", "sector", "place")}
    return {"kind": SEEK, **keys, **words, "days": said.get("days", 30)}


@cache
def _content() -> Mapping[str, Any]:
    whole: Mapping[str, Any] = read(CONTENT / "example.yaml")
    return whole
