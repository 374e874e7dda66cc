"""Where the body stands: eight axes, two phases, and the median of others."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from kalo.kit import clock
from kalo.kit.reports import Block, Cell, Figure, Heading, Notice, Para, Points, Table
from kalo.toolbox.fields import Answers
from kalo.toolbox.tools.impact import queries
from kalo.toolbox.tools.impact.questionnaires import AXES, KIND, PHASES, POINTS, Axis
from kalo.toolbox.tools.impact.questions import POINT_WORDS
from kalo.toolbox.tools.impact.radar import Series, radar
from kalo.toolbox.tools.impact.result.say import number, signed
from kalo.toolbox.tools.impact.scores import AxisScore, axis_score, difference, lowest

Scores = Mapping[str, AxisScore]


def axis_scores(answers: Answers, phase: str) -> dict[str, AxisScore]:
    """The score of each axis in a phase, by the questionnaire of the kind."""
    kind = answers.get("kind") or ""
    return {axis.key: axis_score(_points(answers, axis, kind, phase)) for axis in AXES}


def _points(answers: Answers, axis: Axis, kind: str, phase: str) -> list[int | None]:
    said = [answers.get(statement.name(phase)) or "" for statement in axis.asked_of(kind)]
    return [int(each) if each in POINTS else None for each in said]


def is_whole(scores: Scores) -> bool:
    """Whether every axis has a score: only then can it stand beside others."""
    return all(each.score is not None for each in scores.values())


def portrait_blocks(answers: Answers, language: str) -> Iterator[Block]:
    """Radar, table, the lowest axis and the move that was chosen."""
    before, after = (axis_scores(answers, phase) for phase in PHASES)
    if not any(each.score is not None for each in (*before.values(), *after.values())):
        return
    kind = answers.get("kind") or ""
    others = queries.published(kind) if kind else None
    yield Heading(_("Where we stand"))
    yield _figure(answers, language, before, after, others)
    if _is_too_soon(answers):
        yield Notice(
            _("The second time is not after the first: look at the two days again."), "warning"
        )
    yield Points(list(_remarks(language, before, after)))
    if kind:
        yield Para(_about_others(KIND[kind].short.in_(language), others is not None))
    if answers.get("move"):
        yield Para(_move(answers), strong=True)


def _is_too_soon(answers: Answers) -> bool:
    first, second = answers.get("before_on"), answers.get("after_on")
    return bool(first and second and second <= first)


def _figure(
    answers: Answers,
    language: str,
    before: Scores,
    after: Scores,
    others: Mapping[str, int] | None,
) -> Figure:
    titles = [axis.title.in_(language) for axis in AXES]
    phases = [
        (_phase(_("First time"), answers.get("before_on")), before, "first"),
        (_phase(_("Second time"), answers.get("after_on")), after, "second"),
    ]
    series = [
        Series(name, [scores[axis.key].score for axis in AXES], look)
        for name, scores, look in phases
        if any(each.score is not None for each in scores.values())
    ]
    if others:
        series.append(Series(_("Median of others"), [others[axis.key] for axis in AXES], "others"))
    return Figure(
        svg=radar(titles, series),
        alt=_alt(series, titles),
        table=_table(language, [name for name, _scores, _look in phases], before, after, others),
        caption=_("From 0 in the middle to 100 outside. No mean of all: it would hide the gaps."),
    )


def _phase(words: str, day: str | None) -> str:
    return f"{words}, {clock.date_words(date.fromisoformat(day))}" if day else words


def _alt(series: list[Series], titles: list[str]) -> str:
    each = [
        f"{one.name}: "
        + ", ".join(
            f"{title} {number(score) if score is not None else '–'}"
            for title, score in zip(titles, one.scores, strict=True)
        )
        for one in series
    ]
    return ". ".join([_("A radar of eight axes"), *each]) + "."


def _table(
    language: str,
    times: Sequence[str],
    before: Scores,
    after: Scores,
    others: Mapping[str, int] | None,
) -> Table:
    header = [_("Axis"), *times, _("Difference")]
    if others:
        header.append(_("Median of others"))
    rows = [
        [
            axis.title.in_(language),
            _cell(before[axis.key]),
            _cell(after[axis.key]),
            signed(difference(before[axis.key], after[axis.key])),
            *([others[axis.key]] if others else []),
        ]
        for axis in AXES
    ]
    return Table(header, rows, caption=_("The eight axes, from 0 to 100"), sheet=_("Axes"))


def _cell(score: AxisScore) -> Cell:
    if score.score is None:
        return _("few answers") if score.scored else ""
    return score.score


def _remarks(language: str, before: Scores, after: Scores) -> Iterator[str]:
    latest = after if any(each.score is not None for each in after.values()) else before
    titles = {axis.key: axis.title.in_(language) for axis in AXES}
    low = lowest(latest)
    if len(low) < len([each for each in latest.values() if each.score is not None]):
        names = ", ".join(titles[axis] for axis in low)
        yield _("Lowest now: %(axes)s. Choose one move for it.", axes=names)
    yield from _moves({titles[a]: difference(before[a], after[a]) for a in titles})
    open_ = [titles[axis] for axis, each in latest.items() if each.score is None]
    if open_:
        yield _("Too few answers for a score: %(axes)s.", axes=", ".join(open_))


def _moves(far: Mapping[str, Decimal | None]) -> Iterator[str]:
    """What rose most, and whatever fell."""
    known = {axis: points for axis, points in far.items() if points is not None}
    if up := [axis for axis, points in known.items() if points == max(known.values()) > 0]:
        yield _(
            "Rose most: %(axes)s (%(far)s).", axes=", ".join(up), far=signed(max(known.values()))
        )
    if down := [f"{axis} ({signed(points)})" for axis, points in known.items() if points < 0]:
        yield _("Fell: %(axes)s.", axes=", ".join(down))


def _about_others(kind: str, shown: bool) -> str:
    if shown:
        return _(
            "The median is of bodies of the same kind that let their scores count: %(kind)s. It is "
            "anonymous and told in steps of five points. It ranks nobody.",
            kind=kind,
        )
    return _(
        "There is no comparison with others yet: fewer than five bodies of your kind have let "
        "their scores count, or too few new ones. Compare with yourselves first."
    )


def _move(answers: Answers) -> str:
    day = answers.get("move_by")
    return " · ".join(
        filter(
            None,
            [
                _("Our move: %(move)s", move=answers["move"]),
                answers.get("move_who") or "",
                _("until %(day)s", day=clock.date_words(date.fromisoformat(day))) if day else "",
            ],
        )
    )


def answer_blocks(answers: Answers, language: str) -> Iterator[Block]:
    """Every statement with the points it was given, at the end of the report."""
    kind = answers.get("kind") or ""
    rows: list[list[Cell]] = []
    for axis in AXES:
        for statement in axis.asked_of(kind):
            said = [answers.get(statement.name(phase)) or "" for phase in PHASES]
            if any(said):
                points = [_point_words(each) for each in said]
                words = f"{axis.title.in_(language)}: {statement.text.in_(language)}"
                rows.append([words, *points])
    if rows:
        yield Heading(_("Appendix"))
        yield Heading(_("Our answers"), 3)
        header = [_("Statement"), _("First time"), _("Second time")]
        caption = _("0 is “not at all”, 4 is “fully, and we can prove it”")
        yield Table(header, rows, caption=caption, sheet=_("Answers"))


def _point_words(said: str) -> Cell:
    if said in POINTS:
        return int(said)
    return str(POINT_WORDS[said]) if said else ""


def latest_scores(answers: Answers) -> dict[str, Decimal] | None:
    """The scores of the latest whole phase; None where no phase is whole."""
    for phase in reversed(PHASES):
        scores = axis_scores(answers, phase)
        if is_whole(scores):
            return {axis: each.score for axis, each in scores.items() if each.score is not None}
    return None
