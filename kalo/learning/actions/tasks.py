"""Works of learners: the draft and its files, and handing in a version that stays as it is."""

import uuid
from dataclasses import replace
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import delete, exists, select
from werkzeug.datastructures import FileStorage

from kalo import signals
from kalo.accounts.models import Person
from kalo.kit import clock, files, text
from kalo.kit.db import db, upsert
from kalo.kit.files import Kept as KeptFile
from kalo.kit.web import Refused
from kalo.learning.actions.acts import Act, Kept, block_of, takes
from kalo.learning.actions.enrolments import enrol
from kalo.learning.actions.log import hold
from kalo.learning.actions.progress import Made, credit
from kalo.learning.models import (
    HANDED_IN,
    REPLACED,
    TAKEN,
    TASK,
    WAITING,
    Block,
    Submission,
    SubmissionFile,
    Work,
    WorkFile,
)
from kalo.learning.queries.tasks import (
    draft_files,
    file_names,
    newest_version,
    version_by_event,
)

STORE = f"{files.PRIVATE}works/"  # where the files of works lie in the store
MOST_FILES = 10  # beside a draft
MOST_VERSIONS = 100
GRACE = timedelta(days=2)  # what came or went later is left to the next sweep
_OLD = lazy_gettext("This page has grown old. Open the task again and hand in once more.")


class WorkConflict(Exception):
    """The draft was changed elsewhere meanwhile; `work` is what stands there."""

    def __init__(self, work: Work) -> None:
        super().__init__("changed elsewhere")
        self.work = work


def save_draft(person: Person, block: Block, typed: str, revision: int) -> Work:
    """Keep the text of a draft that was written on a revision; raises `WorkConflict`."""
    work = begin_work(person, block)
    words = _words(typed)
    if words == work.text:
        return work
    if revision != work.revision and work.text:
        raise WorkConflict(work)
    _write(work, words)
    return work


def begin_work(person: Person, block: Block) -> Work:
    """The learner's work on a task, locked; a new one where there was none."""
    hold(person.id)
    fresh = {"person_id": person.id, "block_id": block.id, "text": "", "revision": 0}
    upsert(Work, [{**fresh, "changed_at": clock.now()}], key=("person_id", "block_id"))
    mine = select(Work).where(Work.person_id == person.id, Work.block_id == block.id)
    found = mine.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(found).one()


def _words(typed: str) -> str:
    words = text.clean(typed).rstrip()
    if len(words) > text.WORK.limit:
        longest = text.WORK.limit
        raise Refused(_("The text is longer than %(max)d characters.", max=longest))
    return words


def _write(work: Work, words: str) -> None:
    work.text, work.revision, work.changed_at = words, work.revision + 1, clock.now()
    db.session.flush()


def keep_beside(upload: FileStorage) -> KeptFile:
    """Put a file into the store, for a work; slow, so it is done before anything is written.

    The day stands in its name: the sweep leaves alone what came just now.
    """
    kept = files.keep_file(upload, f"{STORE}{clock.today():%Y%m%d}")
    for smaller in files.copies_of(kept.name, kept.widths)[1:]:
        files.remove(smaller)
    return kept


def add_file(work: Work, kept: KeptFile) -> WorkFile:
    """Put a kept file beside a draft."""
    if len(draft_files(work)) >= MOST_FILES:
        raise Refused(_("A work has up to %(most)d files. Remove one first.", most=MOST_FILES))
    facts = {"label": kept.label, "media_type": kept.media_type, "size": kept.size}
    file = WorkFile(work_id=work.id, name=kept.name, made_at=clock.now(), **facts)
    db.session.add(file)
    db.session.flush()
    return file


def remove_file(file: WorkFile) -> None:
    """Take a file from the draft; versions that hold it keep it."""
    file.removed_at = file.removed_at or clock.now()


def hand_in(
    person: Person,
    block: Block,
    typed: str,
    made: Made,
    revision: int | None = None,
) -> Submission:
    """Hand in a version; the same act, and the same work that waits already, is one version."""
    work, words = begin_work(person, block), _words(typed)
    known = version_by_event(made.id)
    if known is not None and _mine(known, work).text != words:
        made = replace(made, id=uuid.uuid5(made.id, words))  # gone back to, and written anew
        known = version_by_event(made.id)
    if known is not None:
        return known
    beside, before = draft_files(work), newest_version(work)
    if before is not None and _stands_already(before, words, beside):
        return before
    _must_be_open(before)
    if not words and not beside:
        raise Refused(_("There is nothing to hand in yet. Write something, or add a file."))
    version = _new_version(work, before, words, beside, made.id)
    if words != work.text and revision in {None, work.revision}:
        _write(work, words)
    credit(person, block, HANDED_IN, made, version=version.number)
    enrol(person, block.lesson.programme_id, block.lesson_id)
    signals.work_handed_in.send(version, block=block, by=person)
    return version


@takes(HANDED_IN)
def take_handed_in(person: Person, act: Act) -> Kept:
    """A version that waited on a device for a network: the fields of the form, as it stood."""
    block = block_of(act, TASK)
    try:
        fields = dict(act.value.get("fields", ()))
        revision = int(fields.get("revision") or 0)
    except (TypeError, ValueError, OverflowError) as error:
        raise Refused(_OLD) from error
    typed = act.value.get("text", fields.get("body"))
    if not isinstance(typed, str):
        raise Refused(_OLD)
    version = hand_in(person, block, typed, act.made, revision)
    told = _("Version %(number)s is handed in.", number=version.number)
    return Kept(version.event_id, version.receipt, version.made_at, told)


def _mine(known: Submission, work: Work) -> Submission:
    if known.work_id != work.id:
        raise Refused(_OLD)
    return known


def _stands_already(before: Submission, words: str, beside: list[WorkFile]) -> bool:
    same = before.text == words and {f.id for f in before.files} == {f.id for f in beside}
    return same and before.state in {WAITING, TAKEN}


def _must_be_open(before: Submission | None) -> None:
    if before is not None and before.state == TAKEN:
        raise Refused(
            _("This work is accepted already. What you change stays in your draft, for yourself.")
        )
    if before is not None and before.number >= MOST_VERSIONS:
        raise Refused(_("There are many versions of this work. Talk with your facilitator first."))


def _new_version(
    work: Work, before: Submission | None, words: str, beside: list[WorkFile], act: uuid.UUID
) -> Submission:
    if before is not None and before.state == WAITING:
        before.state = REPLACED
    version = Submission(
        event_id=act,
        work_id=work.id,
        work=work,
        number=before.number + 1 if before else 1,
        text=words,
        html=text.render(words, policy=text.WORK),
        state=WAITING,
        files=beside,
        made_at=clock.now(),
        verdict=None,
    )
    db.session.add(version)
    db.session.flush()
    return version


def forget_works(person: Person) -> None:
    """Let go of a learner's works; their files are swept from the store."""
    db.session.execute(delete(Work).where(Work.person_id == person.id))


def sweep_files() -> list[str]:
    """Let go of files that no draft and no version holds; answers what the store can drop."""
    before = clock.now() - GRACE
    kept_by = exists().where(SubmissionFile.file_id == WorkFile.id)
    loose = delete(WorkFile).where(WorkFile.removed_at < before, ~kept_by)
    db.session.execute(loose.execution_options(synchronize_session=False))
    known = file_names()
    old = [
        name for name in files.names(STORE) if name[len(STORE) :] < f"{clock.athens(before):%Y%m%d}"
    ]
    return [name for name in old if name not in known]
