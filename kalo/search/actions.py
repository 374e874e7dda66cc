"""The verbs of search: owing entries, paying them, building the index anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import delete, select, tuple_

from kalo.kit import clock
from kalo.kit.db import begin_reading, db, transaction, upsert
from kalo.kit.jobs import nudge, slow_job
from kalo.kit.versions import bump
from kalo.search.index import Busy, open_index, rebuilding
from kalo.search.kinds import Document, kinds
from kalo.search.models import Owed

BATCH = 300  # each is a commit of the index, which costs about as much as fifty entries
AT_ONCE = 1000  # rows of one statement


def owe(*subjects: str) -> None:
    """Owe the index entries for things; the worker pays soon after this change is kept."""
    since = clock.now()
    for start in range(0, len(subjects), AT_ONCE):
        rows = [{"subject": each, "since": since} for each in subjects[start : start + AT_ONCE]]
        upsert(Owed, rows, key=("subject",), again={"since": since})
    nudge(pay)


@slow_job
def pay() -> None:
    """Bring the index up to date with everything that is owed; harmless to run twice."""
    try:
        while batch := _next_batch():
            with open_index().writing() as index:
                for subject, documents in _documents_of(batch):
                    index.put(subject, documents)
            _settle(batch)
    except Busy:  # the index is being rebuilt, or another worker pays; the sweep comes back
        return


def _next_batch() -> list[tuple[str, object]]:
    begin_reading()
    owed = select(Owed.subject, Owed.since).order_by(Owed.since).limit(BATCH)
    return [(row.subject, row.since) for row in db.session.execute(owed)]


def _settle(batch: list[tuple[str, object]]) -> None:
    """Forget what is paid; a thing that changed again meanwhile is still owed."""
    with transaction():
        db.session.execute(delete(Owed).where(tuple_(Owed.subject, Owed.since).in_(batch)))
        bump("search")


def _documents_of(batch: list[tuple[str, object]]) -> Iterator[tuple[str, list[Document]]]:
    """Each subject with what stands there now; with nothing, if it is gone."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for subject, _since in batch:
        kind, _colon, number = subject.partition(":")
        by_kind[kind].append(int(number))
    for kind, ids in by_kind.items():
        found = _by_id(kinds[kind].documents(ids)) if kind in kinds else {}
        for each in ids:
            yield f"{kind}:{each}", found.get(each, [])


def _by_id(documents: Iterable[Document]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = defaultdict(list)
    for document in documents:
        found[document.id].append(document)
    return found


def rebuild(progress: Callable[[str], object] = lambda kind: None) -> int:
    """Build the index anew from the database, then put it in the old one's place.

    Calls `progress(kind)` after each document; answers how many there are. What changes meanwhile
    stays owed and is paid afterwards.
    """
    count = 0
    begin_reading()
    with rebuilding() as index:
        for kind in kinds.values():
            for document in kind.documents(None):
                index.add(f"{kind.kind}:{document.id}", document)
                progress(kind.kind)
                count += 1
    with transaction():
        bump("search")
    return count
