"""The file of one procurement: its class, its route, what to look at twice, checks, clauses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask_babel import format_decimal
from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.market import Wanted, could_answer
from kalo.kit.reports import (
    Block,
    Heading,
    Link,
    Linked,
    Notice,
    Para,
    Points,
    Report,
    Table,
    Ticks,
    legal_notice,
)
from kalo.kit.reports import Facts as Stateds
from kalo.toolbox.facts import Facts
from kalo.toolbox.fields import Answers, Choice, Several
from kalo.toolbox.queries.facts import facts_of
from kalo.toolbox.tools.procurement import rules
from kalo.toolbox.tools.procurement.lists import CHECKS, CLAUSES, PHASES, Check, Clause, Phase
from kalo.toolbox.tools.procurement.questions import FIELDS, check_name, note_name
from kalo.toolbox.tools.procurement.words import (
    CLASSES,
    CLAUSE_GAPS,
    FLAGS,
    REASONS,
    ROUTE_STATES,
    ROUTES,
    SET,
)

STEERING = ("split", "market", "over_30", "listed", "drafted")  # what the route goes by
DIRECTORY = "/network/"
ANSWERING = frozenset({"koispe", "koinsep-vulnerable", "koinsep-special"})
SHOWN = {  # whose facts stand under the route that the answers lead to
    rules.RESERVED: ("reserved", "body"),
    rules.CLAUSES: ("clauses",),
}


@dataclass(frozen=True)
class FileReport(Report):
    """A report that knows the numbers of the checks, for the form that is drawn beside it."""

    numbers: ClassVar[dict[str, int]] = {check_name(key): c.number for key, c in CHECKS.items()}


def result(answers: Answers, language: str) -> Report:
    """The report; any answers give one."""
    return report(answers, facts_of(SET, language), language)


def report(answers: Answers, facts: Facts, language: str) -> Report:
    """The same for facts at hand."""
    day = date.fromisoformat(answers["notice"]) if answers.get("notice") else clock.today()
    where = rules.class_of(answers.get("kind") or "", answers.get("value"), day, facts)
    leads = rules.leads_to(answers)
    return FileReport(
        title=answers.get("title") or _("A procurement with social criteria"),
        subtitle=_label("authority", answers),
        blocks=[
            *_facts_of_it(answers, where, day),
            *_flags(answers, where, facts),
            *_routes(answers, leads, facts),
            *_market(answers),
            *_checks(answers, leads, language),
            *_wording(answers, leads, facts, language),
            *_sources(answers, facts),
            legal_notice(),
        ],
        made_on=clock.today(),
        language=language,
        more={
            "class": where.name,
            "threshold": where.limit,
            "leads_to": leads,
            "routes": {route.key: route.state for route in rules.routes(answers)},
        },
    )


def _label(name: str, answers: Answers) -> str:
    field, said = FIELDS[name], answers.get(name)
    if isinstance(field, Several):
        return " · ".join(field.labels_of(said))
    return field.label_of(said) if isinstance(field, Choice) else ""


def _facts_of_it(answers: Answers, where: rules.Class, day: date) -> Iterator[Block]:
    if answers.get("aim"):
        yield Para(answers["aim"], strong=True)
    rows: list[tuple[str, str | float | None]] = [
        (_("What is bought"), _label("kind", answers)),
        (_("Estimated value without VAT"), answers.get("value")),
        (_("Class by value"), str(CLASSES[where.name])),
        (_("European threshold"), where.limit),
        (_("Years of the threshold"), where.years),
        (_("Day of the notice"), clock.date_words(day) if answers.get("notice") else ""),
        (_("CPV code"), answers.get("cpv")),
        (_("What society gains"), _label("benefits", answers)),
        *((str(FIELDS[name].label), _label(name, answers)) for name in STEERING),
    ]
    yield Table(
        (_("About the contract"), _("What you answered")),
        [row for row in rows if row[1] not in ("", None)],
        caption=_("The contract in short"),
        said=("", "money"),
    )


def _flags(answers: Answers, where: rules.Class, facts: Facts) -> Iterator[Block]:
    found = rules.flags(answers, where, facts)
    if found:
        yield Heading(_("Look at this twice"))
        yield Notice("\n".join(str(FLAGS[flag]) for flag in found), "warning")


def _routes(answers: Answers, leads: str, facts: Facts) -> Iterator[Block]:
    yield Heading(_("The route"))
    yield Para(_("Your answers lead to: %(route)s.", route=ROUTES[leads]), strong=True)
    yield Table(
        (_("Route"), _("How it stands"), _("Why")),
        [
            (
                str(ROUTES[route.key]),
                str(ROUTE_STATES[route.state]),
                " ".join(str(REASONS[reason]) for reason in route.reasons),
            )
            for route in rules.routes(answers)
        ],
        caption=_("Every route and why"),
    )
    shown = [fact.stated() for fact in facts.values() if fact.about.get("for") in SHOWN[leads]]
    yield Stateds(_("What the law says about this route"), shown)


def _market(answers: Answers) -> Iterator[Block]:
    yield Heading(_("Who could answer"))
    place = answers.get("authority") or ""
    wanted = Wanted(
        cpv=answers.get("cpv") or "",
        forms=ANSWERING if rules.leads_to(answers) == rules.RESERVED else frozenset(),
        municipality="" if place == "elsewhere" else place,
    )
    found = could_answer(wanted)
    if found:
        yield Table(
            (_("Organisation"), _("Legal form"), _("Place")),
            [(Linked(each.name, each.path), each.form_label, each.place) for each in found],
            caption=_("Organisations of the directory that could answer"),
        )
        yield Para(
            _(
                "They said themselves what they do. Being listed is no proof that a body meets "
                "the conditions of a contract."
            )
        )
    else:
        yield Para(_("The directory has nobody yet for this. Ask the register, and ask around."))
    yield Link(_("The directory of organisations"), DIRECTORY)
    yield Link(_("The public register kalo.yeka.gr"), "https://kalo.yeka.gr")


def _checks(answers: Answers, leads: str, language: str) -> Iterator[Block]:
    counted = [
        check for phase in PHASES for check in phase.checks if not _is_aside(check, answers, leads)
    ]
    done = sum(answers.get(check_name(check.key)) == "done" for check in counted)
    yield Heading(_("The checks"))
    yield Para(_("%(done)s of %(all)s are done.", done=done, all=len(counted)), strong=True)
    for phase in PHASES:
        yield Heading(phase.title[language], 3)
        yield from _phase(phase, answers, leads, language)


def _is_aside(check: Check, answers: Answers, leads: str) -> bool:
    return leads in check.unless or answers.get(check_name(check.key)) == "not"


def _phase(phase: Phase, answers: Answers, leads: str, language: str) -> Iterator[Block]:
    ticks, aside = [], []
    for check in phase.checks:
        note = answers.get(note_name(check.key))
        words = f"{check.number}. {check.words[language]}" + (f" – {note}" if note else "")
        if _is_aside(check, answers, leads):
            aside.append(words)
        else:
            ticks.append((words, answers.get(check_name(check.key)) == "done"))
    if ticks:
        yield Ticks(ticks)
    if aside:
        yield Para(_("Not for this contract:"))
        yield Points(aside)


def _wording(answers: Answers, leads: str, facts: Facts, language: str) -> Iterator[Block]:
    chosen = [
        clause
        for clause in CLAUSES
        if clause.key in (answers.get("clauses") or ())
        and (not clause.routes or leads in clause.routes)
    ]
    if chosen:
        yield Heading(_("Draft clauses"))
        yield Notice(
            _("Examples, not ready clauses: the legal service adapts them to the law in force.")
        )
        for clause in chosen:
            yield Heading(clause.title[language], 3)
            yield Para(_filled(clause, answers, language))
            proposed = [f for f in facts.values() if f.about.get("clause") == clause.key]
            if proposed:
                yield Stateds(_("Our proposal"), [fact.stated() for fact in proposed])


def _filled(clause: Clause, answers: Answers, language: str) -> str:
    """The clause with what was answered; a gap where nothing was."""
    said = {}
    for name, gap in CLAUSE_GAPS.items():
        amount = answers.get(name)
        words = str(gap)
        said[name] = words if amount is None else words.replace("…", format_decimal(amount))
    return clause.text[language].format(**said)


def _sources(answers: Answers, facts: Facts) -> Iterator[Block]:
    kind = rules.THRESHOLD.get(answers.get("kind") or "", "")
    social = answers.get("kind") == rules.SOCIAL
    shown = []
    for key, fact in facts.items():
        about = fact.about.get("for")
        is_threshold = key == kind or (not kind and about == "threshold")
        if is_threshold or about == "direct" or (about == "light" and social):
            shown.append(fact.stated())
    yield Stateds(_("Amounts and the law"), shown)
