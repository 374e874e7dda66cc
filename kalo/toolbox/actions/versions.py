"""The verb of versions: room for more, where a work has as many as it may."""

from datetime import timedelta

from sqlalchemy import delete, update

from kalo.kit import clock
from kalo.kit.db import db
from kalo.toolbox.models.works import AUTO, FOLDED, Version, Work
from kalo.toolbox.queries import history as queries
from kalo.toolbox.sittings import Part, folded, sittings

MOST_VERSIONS = 5_000
SETTLED = timedelta(minutes=15)  # pages that are open have long taken in what was saved before


def has_room(work: Work) -> bool:
    """Whether another version may come. Where there are too many, old sittings are folded first."""
    if work.revision < MOST_VERSIONS or queries.count_versions(work) < MOST_VERSIONS:
        return True
    _fold(work)
    return queries.count_versions(work) < MOST_VERSIONS


def _fold(work: Work) -> None:
    """Of what saved itself in a sitting that is over, one version stays for each person."""
    until = clock.now() - SETTLED
    saves = [each for each in queries.saves_of(work, work.revision + 1) if each.made_at < until]
    for sitting in sittings(saves, queries.moments_of(work), kinds=(AUTO,)):
        if len(sitting) > 1:
            changed = queries.changes_between(work, sitting[0].number, sitting[-1].number)
            for parts in list(folded(changed, apart=True)):
                _keep_one(work, parts)


def _keep_one(work: Work, parts: list[Part]) -> None:
    for part in parts:
        last = update(Version).where(Version.id == part.save.id)
        db.session.execute(last.values(changes=part.changes, kind=FOLDED))
        others = delete(Version).where(Version.work_id == work.id, Version.number.in_(part.numbers))
        db.session.execute(others.where(Version.id != part.save.id))
