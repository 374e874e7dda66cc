"""Answers become an impact report: a block for whatever was said, nothing for what was not."""

from collections.abc import Iterator

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.reports import Block, Heading, Notice, Para, Report, Ticks, legal_notice
from kalo.toolbox.facts import Facts
from kalo.toolbox.fields import Answers
from kalo.toolbox.queries.facts import facts_of_all
from kalo.toolbox.tools.impact.questionnaires import KIND, PHASES, questionnaire
from kalo.toolbox.tools.impact.result.chain import chain_blocks, people_blocks
from kalo.toolbox.tools.impact.result.measures import measure_blocks
from kalo.toolbox.tools.impact.result.money import money_blocks
from kalo.toolbox.tools.impact.result.portrait import answer_blocks, portrait_blocks
from kalo.toolbox.tools.impact.result.story import method_blocks, story_blocks
from kalo.toolbox.tools.impact.sides import SETS, beside


def report(answers: Answers, language: str) -> Report:
    """The report of any answers, whole or not."""
    name = answers.get("name") or ""
    facts = facts_of_all(SETS, language)
    return Report(
        title=_("Social impact: %(name)s", name=name) if name else _("Social impact report"),
        subtitle=_subtitle(answers, language),
        blocks=tuple(_blocks(answers, language, facts)),
        made_on=clock.today(),
        language=language,
        more=beside(answers, language, facts),
        folds=3,
    )


def _subtitle(answers: Answers, language: str) -> str:
    kind = KIND.get(answers.get("kind") or "")
    words = [_("Self-assessment exercise"), kind.short.in_(language) if kind else ""]
    return " · ".join(filter(None, words))


def _blocks(answers: Answers, language: str, facts: dict[str, Facts]) -> Iterator[Block]:
    yield Notice(
        _(
            "This is a self-assessment exercise: you answered it yourselves. It is not official "
            "and replaces no duty that the law may set."
        )
    )
    yield from _first_words(answers)
    yield from story_blocks(answers, before=True)
    yield from portrait_blocks(answers, language)
    yield from chain_blocks(answers)
    yield from people_blocks(answers)
    yield from measure_blocks(answers, language, facts)
    yield from money_blocks(answers, facts)
    yield from story_blocks(answers, before=False)
    yield from method_blocks(answers)
    yield from answer_blocks(answers, language)
    yield legal_notice()


def _first_words(answers: Answers) -> Iterator[Block]:
    if not any(answers.values()):
        yield Para(
            _("Your report grows here while you answer. Begin with the kind of body that you are.")
        )
        return
    yield Heading(_("The five stages"))
    yield Ticks(stages(answers))


def stages(answers: Answers) -> list[tuple[str, bool]]:
    """Where somebody stands: the exercise, then the five stages of GECES."""
    kind = answers.get("kind") or ""
    asked = questionnaire(kind) if kind else []
    scored = [
        all(answers.get(each.name(phase)) for each in asked) and bool(asked) for phase in PHASES
    ]
    values = [row for row in answers.get("indicators") or () if row.get("actual") is not None]
    return [
        (_("Where we stand: all statements answered"), any(scored)),
        (_("1. Goals: which change do we want?"), bool(answers.get("goal"))),
        (_("2. Stakeholders: whom does it concern?"), bool(answers.get("people"))),
        (_("3. Measuring: what will we measure?"), bool(answers.get("indicators"))),
        (_("4. Value: what did we find, does it hold?"), bool(values or answers.get("outcomes"))),
        (_("5. Learning: what do we change?"), bool(answers.get("story_lessons"))),
    ]
