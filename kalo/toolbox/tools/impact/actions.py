"""Letting scores count beside those of others, and taking them back."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import delete, update

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, upsert
from kalo.kit.versions import bump
from kalo.kit.web import Refused
from kalo.toolbox.models.works import Work
from kalo.toolbox.queries.works import began_as_example
from kalo.toolbox.tools.impact import queries
from kalo.toolbox.tools.impact.models import Contribution, Median
from kalo.toolbox.tools.impact.questionnaires import AXIS
from kalo.toolbox.tools.impact.result.portrait import latest_scores
from kalo.toolbox.tools.impact.scores import BODIES, medians

SCOPE = "tool"  # of guests' pages that show a median


def let_count(work: Work, person: Person) -> None:
    """The scores of the latest whole phase count from now on; given again, they take the place."""
    if began_as_example(work):
        raise Refused(made_up_words())
    kind, scores = work.answers.get("kind") or "", latest_scores(work.answers)
    if not kind or scores is None:
        raise Refused(_("Choose your kind and answer enough for a score on all eight axes first."))
    if queries.find_other(person, kind, work.id):
        raise Refused(
            _("Another work of yours counts for this kind already: take that back first.")
        )
    said = {axis: str(score) for axis, score in scores.items()}
    known = queries.find_contribution(work.id)
    if known and (known.kind, known.scores) == (kind, said):
        return
    if known:
        known.kind, known.scores, known.counted = kind, said, False
        known.given_at, known.person_id = clock.now(), person.id
    else:
        db.session.add(
            Contribution(
                work_id=work.id, person_id=person.id, kind=kind, scores=said, given_at=clock.now()
            )
        )
    db.session.flush()
    publish(kind)


def made_up_words() -> str:
    """Why a copy of the example counts for nobody."""
    return _(
        "This work began as a copy of the example, whose figures are made up: they do not count "
        "beside those of others. Begin one with answers of your own."
    )


def publish(kind: str) -> None:
    """A new median, once five bodies are new in it: two of them never differ by fewer."""
    rows = queries.contributions_of_kind(kind)
    if sum(not row.counted for row in rows) < BODIES:
        return
    found = medians([_read(row.scores) for row in rows], list(AXIS))
    if found is None:
        return
    said = {"scores": found, "bodies": len(rows), "made_at": clock.now()}
    upsert(Median, [{"kind": kind, **said}], ("kind",), again=said)
    bump(SCOPE)
    counted = [row.work_id for row in rows]
    db.session.execute(
        update(Contribution).where(Contribution.work_id.in_(counted)).values(counted=True)
    )


def _read(scores: Mapping[str, str]) -> dict[str, Decimal]:
    return {axis: Decimal(score) for axis, score in scores.items()}


def take_back(work: Work) -> None:
    """Gone at once; from the published median with the next one, which needs five new bodies."""
    db.session.execute(delete(Contribution).where(Contribution.work_id == work.id))
    withdraw_medians_of_few()


def forget(person: Person) -> None:
    """Nothing of who leaves stays."""
    db.session.execute(delete(Contribution).where(Contribution.person_id == person.id))
    withdraw_medians_of_few()


def withdraw_medians_of_few() -> None:
    """Where fewer than five still stand by it, a median is shown no longer."""
    if few := queries.kinds_of_few():
        db.session.execute(delete(Median).where(Median.kind.in_(few)))
        bump(SCOPE)
