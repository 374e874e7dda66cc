"""The plan as a report: what is next, the steps with their days, the statutes, who signs what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.reports import (
    Block,
    Heading,
    Link,
    Notice,
    Para,
    Points,
    Report,
    Table,
    Ticks,
    legal_notice,
)
from kalo.toolbox.answered import answered
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.founding.days import plan_of
from kalo.toolbox.tools.founding.plan import Plan
from kalo.toolbox.tools.founding.questions import BESIDE, FIELDS, FIGURES, FOUNDERS
from kalo.toolbox.tools.founding.rules import day_of
from kalo.toolbox.tools.founding.signing import signatures
from kalo.toolbox.tools.founding.statute import ARTICLES, checks, facts_about, founders
from kalo.toolbox.tools.founding.steps import ALL, PHASES, Step
from kalo.toolbox.tools.founding.words import (
    check_words,
    day_words,
    details,
    form_words,
    place_words,
    snag_words,
    title_of,
)

GUIDE = {  # what the form draws besides the answers
    "phases": PHASES,
    "steps": ALL,
    "beside": BESIDE,
    "articles": ARTICLES,
    "figures": FIGURES,
    "details": details,
    "day": day_words,
}

MODELS = "https://kalo.gov.gr/nea-ypodeigmata-katastatikon-foreon-k-al-o/"
CHOOSER = "/toolbox/tools/legal-forms/"
# What the plan goes by.
STEERING = ("form", "municipality", "exists", "hires", "premises", "of_groups", "start")


@dataclass(frozen=True)
class PlanReport(Report):
    """A report that knows its plan, for the form that is drawn beside it."""

    plan: Plan | None = None
    guide: ClassVar[dict[str, Any]] = GUIDE


def result(answers: Answers, language: str) -> Report:
    """The report of some answers; without a legal form there is no plan yet, and it says so."""
    plan = plan_of(answers, language)
    blocks = [*_beginning(plan)] if plan.form else [*_without_form()]
    if plan.form:
        blocks += [*_next(plan), *_table(plan), *_own(plan), *_steps(plan)]
        blocks += [*_statutes(plan), *_founders(plan), *_signing(plan)]
        blocks += answered({name: FIELDS[name] for name in STEERING}, answers)
    return PlanReport(
        title=answers.get("name") or _("Our founding plan"),
        subtitle=", ".join(filter(None, (form_words(plan.form), place_words(answers)))),
        blocks=[*blocks, legal_notice()],
        made_on=clock.today(),
        language=language,
        folds=4,
        more={"steps": [_data(plan, step) for step in plan.steps]},
        plan=plan,
    )


def _without_form() -> Iterator[Block]:
    yield Para(_("Choose a legal form, and the steps stand here with their days."))
    yield Link(_("Not sure? Which legal form suits us?"), CHOOSER)


def _beginning(plan: Plan) -> Iterator[Block]:
    steps, opening = len(plan.steps), plan.opening
    yield Para(_("%(done)s of %(all)s steps are done.", done=plan.done, all=steps), strong=True)
    if opening is not None and plan.done < steps:
        say = _(
            "If everything goes as planned, the doors open on %(day)s at the earliest.",
            day=day_words(opening),
        )
        more = "" if plan.has_begin else _("Counted from today: write the day on which you begin.")
        yield Para(" ".join(filter(None, (say, more))))
    if plan.snags:
        yield Notice("\n".join(snag_words(snag, plan) for snag in plan.snags), "warning")


def _next(plan: Plan) -> Iterator[Block]:
    if not plan.next:
        return
    yield Heading(_("What you can do now"))
    yield Points([_with_who(plan, key) for key in plan.next])


def _with_who(plan: Plan, key: str) -> str:
    mine, title = plan.of(key), title_of(key)
    more = [mine.who, _("by %(day)s", day=day_words(mine.by)) if mine.by else ""]
    beside = ", ".join(filter(None, more))
    return f"{title} ({beside})" if beside else title


def _table(plan: Plan) -> Iterator[Block]:
    yield Heading(_("The plan"))
    yield Para(
        _(
            "The order follows what waits for what. Days are the earliest ones; “slack” says how "
            "many days a step can slip without moving the opening."
        )
    )
    yield Table(
        header=(
            *(_("Step"), _("Who sees to it"), _("From"), _("Until"), _("Slack")),
            *(_("Your own deadline"), _("Done")),
        ),
        rows=[_row(plan, step) for step in plan.steps],
        caption=_("The steps with their days"),
        sheet=_("The plan"),
    )


def _row(plan: Plan, step: Step) -> tuple[str | int | None, ...]:
    mine, times = plan.of(step.key), plan.times[step.key]
    done = day_words(mine.ended) or _("yes") if mine.is_done else ""
    slack = None if mine.is_done or step.phase == "yearly" else times.slack
    start, end = day_words(times.start), day_words(times.end)
    if mine.is_done and not mine.ended:
        start = end = ""
    return (str(step.title), mine.who, start, end, slack, day_words(mine.by), done)


def _data(plan: Plan, step: Step) -> dict[str, Any]:
    """A step as data, for who opens the plan with a program."""
    mine, times = plan.of(step.key), plan.times[step.key]
    return {
        "step": step.key,
        "title": str(step.title),
        "after": list(step.after),
        "start": times.start.isoformat(),
        "end": times.end.isoformat(),
        "slack": times.slack,
        "deadline": mine.by.isoformat() if mine.by else None,
        "done": mine.is_done,
        "done_on": mine.ended.isoformat() if mine.ended else None,
        "who": mine.who,
    }


def _own(plan: Plan) -> Iterator[Block]:
    rows = [row for row in plan.answers.get("own") or () if row.get("what")]
    if rows:
        yield Heading(_("Steps of your own"))
        yield Table(
            header=(_("What"), _("Who sees to it"), _("By when"), _("Done")),
            rows=[
                (
                    row["what"],
                    row.get("who") or "",
                    day_words(day_of(row.get("by"))),
                    _("yes") if row.get("done") else "",
                )
                for row in rows
            ],
            caption=_("Steps of your own"),
        )


def _steps(plan: Plan) -> Iterator[Block]:
    yield Heading(_("Each step: papers, authority, cost, time"))
    for phase, words in PHASES.items():
        steps = [step for step in plan.steps if step.phase == phase]
        if steps:
            yield Heading(str(words), 3)
        for step in steps:
            yield Heading(str(step.title), 4)
            yield Para(str(step.advice))
            if step.after:
                after = "; ".join(map(title_of, step.after))
                yield Para(_("Comes after: %(steps)s", steps=after))
            yield Points(details(plan, step.key))
            yield from (fact.stated() for fact in plan.stated(step.key))


def _statutes(plan: Plan) -> Iterator[Block]:
    said = plan.answers.get
    yield Heading(_("The checklist of the statutes"))
    yield Link(_("The Ministry's models of statutes"), MODELS)
    yield Ticks([(str(each.title), bool(said(f"art_{each.key}"))) for each in ARTICLES])
    yield from _checks(plan)
    yield Heading(_("Article by article"), 3)
    for article in ARTICLES:
        facts = facts_about(plan.facts, plan.form, statute=article.key)
        agreed = said(f"txt_{article.key}") or ""
        yield Heading(str(article.title), 4)
        yield Para(
            _("Usually also: %(asks)s", asks=article.asks) if article.usual else str(article.asks)
        )
        if article.key == "name" and (name := said("legal_name")):
            yield Para(name, strong=True)
        if agreed:
            yield Para(agreed)
        yield from (fact.stated() for fact in facts)


def _checks(plan: Plan) -> Iterator[Block]:
    found = checks(plan.answers, plan.form, plan.facts)
    fine = [check_words(check) for check in found if check.fits]
    odd = [check_words(check) for check in found if not check.fits]
    if odd:
        yield Notice("\n".join(odd), "warning")
    if fine:
        yield Points(fine)


def _founders(plan: Plan) -> Iterator[Block]:
    kinds = dict(FOUNDERS)
    rows = [
        (
            row["name"],
            str(kinds.get(row.get("kind") or "", "")),
            _("yes") if row.get("represents") else "",
        )
        for row in founders(plan.answers)
    ]
    if rows:
        yield Heading(_("Who founds it"))
        yield Table(
            header=(_("Name"), _("Who is it?"), _("Represents the group")),
            rows=rows,
            caption=_("Who founds it"),
        )


def _signing(plan: Plan) -> Iterator[Block]:
    yield Heading(_("Who signs what"))
    yield Table(
        header=(_("Which paper"), _("Who signs"), _("How sure")),
        rows=signatures(plan),
        caption=_("Who signs what"),
    )
