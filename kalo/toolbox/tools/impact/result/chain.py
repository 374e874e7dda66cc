"""The theory of change in the report: drawn, and told in sentences; and whom it concerns."""

from collections.abc import Iterator

from flask_babel import gettext as _

from kalo.kit.reports import Block, Figure, Heading, Notice, Para, Points, Table
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.impact.questions import LINK_TITLES
from kalo.toolbox.tools.impact.theory import (
    LINKS,
    Arrow,
    Theory,
    assumption_numbers,
    drawing,
    missing_links,
    theory_of,
)


def chain_blocks(answers: Answers) -> Iterator[Block]:
    """The goal, the drawing, the same as sentences, and what to test first."""
    theory = theory_of(answers.get("boxes") or ())
    goal, others = answers.get("goal"), answers.get("others")
    if not (goal or others or theory.boxes):
        return
    yield Heading(_("Our theory of change"))
    if goal:
        yield Para(goal, strong=True)
    if theory.boxes:
        yield _figure(theory)
        if sentences := [_sentence(theory, arrow) for arrow in theory.arrows]:
            yield Heading(_("The same in words"), 3)
            yield Points(sentences)
        yield from _remarks(theory)
    if others:
        yield Para(_("Others who push towards the same change: %(others)s", others=others))


def _figure(theory: Theory) -> Figure:
    titles = {link: str(title) for link, title in LINK_TITLES.items()}
    told = [
        f"{titles[link]}: {'; '.join(box.text for box in theory.of(link))}"
        for link in LINKS
        if theory.of(link)
    ]
    guessed = any(arrow.guessed for arrow in theory.arrows)
    caption = _("Numbers on the arrows are assumptions.")
    if guessed:
        caption += " " + _("A dashed arrow: you have not said where it leads.")
    return Figure(
        svg=drawing(theory, titles),
        alt=_("A chain of boxes and arrows. %(boxes)s.", boxes=". ".join(told)),
        table=_table(theory, titles),
        caption=caption,
    )


def _table(theory: Theory, titles: dict[str, str]) -> Table:
    numbers = assumption_numbers(theory)
    rows = []
    for box in theory.boxes:
        arrows = theory.from_(box.id)
        assumption = next((arrow.assumption for arrow in arrows if arrow.assumption), "")
        rows.append(
            [
                f"{titles[box.link]}: {box.text}",
                "; ".join(theory.box(arrow.end).text for arrow in arrows),
                f"{numbers[box.id]}. {assumption}" if assumption else "",
                _firm(arrows[0]) if assumption else "",
            ]
        )
    header = [_("What"), _("Leads to"), _("Assumption"), _("How firm")]
    return Table(header, rows, caption=_("The theory of change as a table"), sheet=_("Theory"))


def _firm(arrow: Arrow) -> str:
    sure = {"yes": _("we are sure"), "no": _("we are not sure")}.get(arrow.sure, "")
    harm = {"all": _("without it all is lost"), "little": _("without it little is lost")}
    return ", ".join(filter(None, [sure, harm.get(arrow.harm, "")]))


def _sentence(theory: Theory, arrow: Arrow) -> str:
    start, end = theory.box(arrow.start).text, theory.box(arrow.end).text
    if arrow.assumption:
        return _(
            "If “%(start)s”, and provided that %(assumption)s, then “%(end)s”.",
            start=start,
            assumption=arrow.assumption,
            end=end,
        )
    return _("If “%(start)s”, then “%(end)s”.", start=start, end=end)


def _remarks(theory: Theory) -> Iterator[Block]:
    first = dict.fromkeys(arrow.assumption for arrow in theory.arrows if arrow.test_first)
    if first:
        yield Notice(
            _("Test this first, cheaply: %(assumptions)s.", assumptions="; ".join(first)),
            "warning",
        )
    if missing := missing_links(theory):
        names = ", ".join(str(LINK_TITLES[link]) for link in missing)
        yield Notice(_("The chain jumps: nothing stands under %(links)s.", links=names))


def people_blocks(answers: Answers) -> Iterator[Block]:
    """Whom it concerns, and who was asked."""
    rows = [
        [row["who"], row.get("gains") or "", row.get("loses") or "", _asked(row.get("asked"))]
        for row in answers.get("people") or ()
        if row.get("who")
    ]
    if rows:
        yield Heading(_("Whom it concerns"))
        header = [_("Side"), _("What they gain"), _("What they may lose"), _("Asked")]
        yield Table(header, rows, caption=_("Stakeholders"))


def _asked(said: str | None) -> str:
    return {"yes": _("Yes"), "no": _("Not yet")}.get(said or "", "")
