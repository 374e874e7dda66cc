"""A funding tool in words: how much, until when, how sure we are."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.ageing import changes_at
from kalo.kit.web import language
from kalo.toolbox.tools.funding import rules, words
from kalo.toolbox.tools.funding.models import Funding
from kalo.toolbox.tools.funding.rules import Doubts, Wish


def today() -> date:
    """The day as it is in Athens; whatever says it is another page tomorrow."""
    day = clock.today()
    changes_at(datetime.combine(day + timedelta(days=1), time(), clock.ATHENS))
    return day


def money(amount: int) -> str:
    """«25.000 €» in Greek, "€25,000" in English."""
    grouped = f"{amount:,}"
    return f"€{grouped}" if language() == "en" else f"{grouped.replace(',', '.')} €"


def amount_words(entry: Funding) -> str:
    """How much, as far as it was seen."""
    if entry.least is not None and entry.most is not None:
        return _("%(least)s to %(most)s", least=money(entry.least), most=money(entry.most))
    if entry.most is not None:
        return _("up to %(most)s", most=money(entry.most))
    if entry.least is not None:
        return _("from %(least)s", least=money(entry.least))
    return ""


def deadline_words(entry: Funding, today: date) -> str:
    """Until when, or what of the days is known."""
    state = rules.state_on(entry, today)
    if entry.closes and state == words.OPEN:
        return _("until %(day)s", day=clock.date_words(entry.closes))
    if entry.closes and state == words.CLOSED and entry.closes < today:
        return _("closed on %(day)s", day=clock.date_words(entry.closes))
    if entry.opens and state == words.EXPECTED:
        return _("opens on %(day)s", day=clock.date_words(entry.opens))
    if entry.opens:
        return _("since %(day)s", day=clock.date_words(entry.opens))
    return ""


def is_stale(entry: Funding, today: date) -> bool:
    """True after the day up to which what was seen holds."""
    return entry.expires is not None and entry.expires < today


def forms_of(entry: Funding) -> list[str]:
    """The forms of money, in words."""
    return [words.label("form", each) for each in entry.about.get("forms") or ()]


def stages_of(entry: Funding) -> list[str]:
    """For which stages, in words."""
    return [words.label("stage", each) for each in entry.about.get("stages") or ()]


def legal_forms_of(entry: Funding) -> list[str]:
    """For which legal forms, in words."""
    return [words.label("legal", each) for each in entry.about.get("legal_forms") or ()]


def areas_of(entry: Funding) -> list[str]:
    """Where, in words."""
    return [words.label("area", each) for each in entry.about.get("areas") or ()]


def doubts_said(doubts: Doubts) -> list[str]:
    """What to ask the giver, since the source is silent."""
    said: list[tuple[bool, Any]] = [
        (doubts.form, _("which form of money")),
        (doubts.amount, _("how much")),
        (doubts.legal, _("your legal form")),
        (doubts.stage, _("your stage")),
        (doubts.area, _("your area")),
    ]
    return [str(word) for true, word in said if true]


def wish_words(wish: Wish) -> list[tuple[str, str, str]]:
    """What is looked for: name and value in the address, and its words."""
    said: list[tuple[str, str, str]] = []
    for name in ("family", "stage", "legal", "area", "within"):
        value = getattr(wish, name)
        if value:
            said.append((name, str(value), words.label(name, str(value))))
    for name in ("form", "state"):
        said += [(name, each, words.label(name, each)) for each in getattr(wish, name)]
    if wish.amount is not None:
        said.append(("amount", str(wish.amount), money(wish.amount)))
    if wish.q:
        said.append(("q", wish.q, f"«{wish.q}»"))
    return said


@dataclass(frozen=True)
class Card:
    """An entry as a list shows it."""

    name: str
    path: str
    title: str
    giver: str
    recipients: str
    family: str
    forms: list[str]
    amount: str
    state: str
    state_word: str
    days: str
    stale: bool
    general: bool
    checked: str
    ask: list[str]


def card(entry: Funding, wish: Wish, today: date) -> Card:
    """What a line of a list says; `ask` is of what somebody looks for and the source is silent."""
    spoken, state = language(), rules.state_on(entry, today)
    return Card(
        name=entry.name,
        path=entry.path,
        title=entry.said("name", spoken),
        giver=entry.said("giver", spoken),
        recipients=entry.said("recipients", spoken),
        family=words.label("family", entry.family),
        forms=forms_of(entry),
        amount=amount_words(entry) or entry.said("range", spoken),
        state=state,
        state_word=words.label("state", state),
        days=deadline_words(entry, today),
        stale=is_stale(entry, today),
        general=entry.mark == "general",
        checked=clock.date_words(entry.checked),
        ask=doubts_said(rules.doubts(entry, wish)),
    )
