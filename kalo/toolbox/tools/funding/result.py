"""What the finder says to some answers: what suits, side by side, and the papers it takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_babel import ngettext

from kalo.kit import clock
from kalo.kit.locales import speaking
from kalo.kit.reports import (
    Facts,
    Heading,
    Link,
    Notice,
    Para,
    Points,
    Report,
    Stated,
    Table,
    Ticks,
    legal_notice,
)
from kalo.toolbox.facts import Fact, said
from kalo.toolbox.fields import Answers
from kalo.toolbox.planned import Planned
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.funding import queries, rules, saying, words
from kalo.toolbox.tools.funding.models import Funding
from kalo.toolbox.tools.funding.plan import case_of, wish_of
from kalo.toolbox.tools.funding.reading import PAPERS

SHOWN = 8
DIRECTORY = "/toolbox/tools/funding/directory/"


def result(answers: Answers, language: str) -> Report:
    """The report; any partial answers give one. Four statements, however many entries there are."""
    with speaking(language):
        wish = wish_of(answers)
        chosen = queries.named(answers.get("chosen") or ())
        found = queries.best(wish, SHOWN)
        count = queries.counted(wish)
        papers = papers_of(answers, chosen, language)
        return Report(
            title=answers.get("what") or _("Funding plan"),
            subtitle=_("Which funding tools suit, and the papers they take"),
            blocks=tuple(_blocks(answers, found, count, chosen, papers, language)),
            made_on=saying.today(),
            language=language,
            more={
                "count": count,
                "found": [
                    asdict(saying.card(e, wish, saying.today())) for e in _both(chosen, found)
                ],
                "papers": [_paper(fact, language) for fact in papers],
                "address": address_of(answers),
            },
        )


def _both(chosen: list[Funding], found: list[Funding]) -> list[Funding]:
    names = {entry.name for entry in chosen}
    return [*chosen, *(entry for entry in found if entry.name not in names)]


def _blocks(
    answers: Answers,
    found: list[Funding],
    count: int,
    chosen: list[Funding],
    papers: list[Fact],
    language: str,
) -> Iterator[Any]:
    yield approval()
    yield from _asked(answers)
    yield Heading(_("What suits"))
    yield Para(ngettext("%(num)d funding tool suits.", "%(num)d funding tools suit.", count))
    if found:
        yield _found_table(found, language)
        yield _seen(found, language)
    yield Link(_("All of them in the directory"), address_of(answers))
    if chosen:
        yield Heading(_("Looked at more closely"))
        yield side_by_side(chosen, language)
        yield _seen(chosen, language)
    yield from _papers_part(answers, papers, language)
    yield legal_notice()


def approval() -> Notice:
    """What must be said wherever money is looked for."""
    return Notice(
        _(
            "Whether somebody gets the money is always decided by the giver. "
            "Amounts and days are as seen on the date beside them: check them at the source."
        )
    )


def _asked(answers: Answers) -> Iterator[Any]:
    wish = wish_of(answers)
    lines = [label for _name, _value, label in saying.wish_words(wish)]
    if lines:
        yield Heading(_("What you look for"))
        yield Points(lines)


def _found_table(found: list[Funding], language: str) -> Table:
    today = saying.today()
    rows = [
        [
            entry.said("name", language),
            entry.said("giver", language),
            saying.amount_words(entry)
            or entry.said("range", language)
            or _("the source does not say"),
            _state_words(entry, today),
        ]
        for entry in found
    ]
    header = [_("Funding tool"), _("Who gives"), _("How much"), _("State")]
    return Table(header, rows, caption=_("Funding tools that suit"))


def _seen(entries: list[Funding], language: str) -> Facts:
    return Facts(_("Where it was seen"), [stated(entry, language) for entry in entries])


def _state_words(entry: Funding, today: Any) -> str:
    state = words.label("state", rules.state_on(entry, today))
    days = saying.deadline_words(entry, today)
    stale = _("to be checked") if saying.is_stale(entry, today) else ""
    return ", ".join(filter(None, [state, days, stale]))


def side_by_side(entries: list[Funding], language: str) -> Table:
    """Two or three, a line for each thing one asks of them."""
    today, silent = saying.today(), _("the source does not say")
    asked: list[tuple[str, Any]] = [
        (_("Family"), lambda e: words.label("family", e.family)),
        (_("Who gives"), lambda e: e.said("giver", language)),
        (_("For whom"), lambda e: e.said("recipients", language)),
        (_("Form of money"), lambda e: " · ".join(saying.forms_of(e))),
        (_("Amount"), saying.amount_words),
        (_("More on the amount"), lambda e: e.said("range", language) or "–"),
        (_("Stage"), lambda e: " · ".join(saying.stages_of(e))),
        (_("Legal form"), lambda e: " · ".join(saying.legal_forms_of(e))),
        (_("Area"), lambda e: " · ".join(saying.areas_of(e))),
        (_("Conditions"), lambda e: " · ".join(e.conditions(language)) or "–"),
        (_("State"), lambda e: _state_words(e, today)),
        (_("Last checked"), lambda e: clock.date_words(e.checked)),
    ]
    header = [_("What"), *(entry.said("name", language) for entry in entries)]
    rows = [[label, *(answer(entry) or silent for entry in entries)] for label, answer in asked]
    return Table(header, rows, caption=_("Side by side"))


def stated(entry: Funding, language: str) -> Stated:
    """The fact behind an entry, with its source, its day and its mark."""
    return Stated(
        text=entry.text(language),
        source=entry.source_title,
        address=entry.source_url,
        checked=entry.checked,
        mark=entry.mark,
        expired=saying.is_stale(entry, saying.today()),
    )


def papers_of(answers: Answers, chosen: list[Funding], language: str) -> list[Fact]:
    """The papers that are usually asked for in this case."""
    case = case_of(answers, chosen)
    facts: Mapping[str, Fact] = facts_of(PAPERS, language)
    return [fact for fact in facts.values() if rules.is_asked(fact.key, fact.about, case)]


def _papers_part(answers: Answers, papers: list[Fact], language: str) -> Iterator[Any]:
    have = set(answers.get("have") or ())
    yield Heading(_("What you will need for it"))
    yield Notice(
        _(
            "These papers are usually asked for. "
            "What exactly, each call or bank says itself: read it."
        )
    )
    ticks = [(_paper_words(fact, language), fact.key in have) for fact in papers]
    own = [(row["paper"], bool(row["ready"])) for row in answers.get("own") or () if row["paper"]]
    yield Ticks([*ticks, *own])
    yield from (fact.stated() for fact in papers if fact.source)
    if answers.get("hand_in"):
        day = clock.date_words(_day(answers["hand_in"]))
        yield Para(_("To be handed in by %(day)s", day=day), strong=True)
    if answers.get("notes"):
        yield Heading(_("What you want to ask the giver"), 3)
        yield Para(answers["notes"])


def _paper_words(fact: Fact, language: str) -> str:
    name, where = said(fact.about["name"], language), said(fact.about["where"], language)
    return f"{name} ({where})"


def _day(said_day: str) -> date:
    return date.fromisoformat(said_day)


def _paper(fact: Fact, language: str) -> dict[str, str]:
    return {
        "key": fact.key,
        "name": said(fact.about["name"], language),
        "where": said(fact.about["where"], language),
        "text": fact.text,
    }


def address_of(answers: Answers) -> str:
    """The directory, asked for the same."""
    kept = wish_of(answers).kept()
    return f"{DIRECTORY}?{urlencode(kept, doseq=True)}" if kept else DIRECTORY


def days(answers: Answers, language: str) -> Iterable[Planned]:
    """The day for handing it in, and the deadlines of what was chosen."""
    with speaking(language):
        if answers.get("hand_in"):
            title = _("Hand in: %(what)s", what=answers.get("what") or _("Funding plan"))
            yield Planned("hand-in", _day(answers["hand_in"]), title, remind=7)
        for entry in queries.named(answers.get("chosen") or ()):
            if entry.closes and entry.deadline_is_ours:
                name = entry.said("name", language)
                about = _(
                    "As seen on %(day)s: check it with the giver.",
                    day=clock.date_words(entry.checked),
                )
                key = f"closes-{entry.name.replace('/', '-')}"[:60]
                yield Planned(
                    key, entry.closes, _("Deadline: %(what)s", what=name), about, remind=14
                )
