"""Working on a task: the draft, its files, handing in, earlier versions."""

import functools
import uuid
from collections.abc import Callable
from typing import Any

from flask import abort, flash, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kalo.accounts.models import Person
from kalo.kit import clock, files, text
from kalo.kit.db import begin_writing
from kalo.kit.text.differences import differences
from kalo.kit.web import Refused, go_to, language, need, thinks_first, wants_fragment
from kalo.learning.actions import tasks as actions
from kalo.learning.forms.tasks import WorkForm
from kalo.learning.models import TAKEN, TASK, Block, BlockProgress, Submission, Work
from kalo.learning.permissions import may_attach, may_work
from kalo.learning.queries import tasks as queries
from kalo.learning.queries.rubrics import criteria_of
from kalo.learning.views.blocks import Facts, block_facts
from kalo.learning.views.lessons import saved_words
from kalo.learning.views.room import acts_limit, bp

AT = "/work/<int(max=2147483647):block_id>/"
Answer = str | Response | tuple[Any, int]


@block_facts(TASK)
def task_facts(
    person: Person | None, blocks: list[Block], progress: dict[int, BlockProgress]
) -> Facts:
    """The rubric, and how far one's own work is."""
    mine = queries.works_on(person, blocks)
    return {
        block.id: {
            "criteria": criteria_of(block, language()),
            "mine": mine.get(block.id),
        }
        for block in blocks
    }


@bp.get(AT)
def show_work(block_id: int) -> str:
    """A task, and one's own work on it."""
    block = queries.get_task(block_id, g.person)
    need(g.person is not None)
    return _page(block, queries.find_work(g.person, block))


@bp.get(f"{AT}versions/<int(max=2147483647):number>/")
def show_version(block_id: int, number: int) -> str:
    """What one handed in, as it was, with what was said of it."""
    block = queries.get_task(block_id, g.person)
    need(g.person is not None)
    version = queries.get_version(queries.find_work(g.person, block), number)
    return render_template("learning/version.html", **_task(block), version=version)


def _brings_files(view: Callable[[int], Answer]) -> Callable[[int], Answer]:
    """Files that come with the form are kept before anything is written: that takes a while."""

    @functools.wraps(view)
    def with_files(block_id: int) -> Answer:
        sent = [each for each in request.files.getlist("files") if each.filename]
        g.brought, g.turned_away = [], []
        if sent:
            need(may_attach(g.person, queries.get_task(block_id, g.person)))
        for each in sent[: actions.MOST_FILES]:
            try:
                g.brought.append(actions.keep_beside(each))
            except Refused as refusal:
                g.turned_away.append(f"{each.filename}: {refusal}")
        begin_writing()
        return view(block_id)

    return thinks_first(with_files)


@bp.post(f"{AT}draft")
@acts_limit
@_brings_files
def save_draft(block_id: int) -> Answer:
    """Keep the draft: from the page while somebody types, or by a button as a plain form."""
    return _kept(block_id, _("Your draft is saved."))


@bp.post(f"{AT}files/<int(max=2147483647):file_id>/removal")
@acts_limit
def remove_file(block_id: int, file_id: int) -> Answer:
    """Take a file out of the draft; the text that came along is kept too."""
    need(g.person is not None)
    file = queries.get_file(file_id, g.person)
    need(file.work.person_id == g.person.id)
    actions.remove_file(file)
    return _kept(block_id, _("The file is no longer in your draft."))


def _kept(block_id: int, said: str) -> Answer:
    block = queries.get_task(block_id, g.person)
    need(may_work(g.person, block))
    form = WorkForm()
    if not form.validate():
        return _refused(block, form)
    try:
        work = actions.save_draft(g.person, block, form.body.data or "", form.revision.data or 0)
        _add_brought(work)
    except actions.WorkConflict as conflict:
        return _conflict(block, conflict.work, form)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _refused(block, form)
    if _asks_by_script():
        return jsonify(revision=work.revision, words=saved_words(work.changed_at))
    if not g.get("turned_away"):
        flash(said, "good")
    return go_to("learning.show_work", block_id=block.id, _anchor="draft")


def _add_brought(work: Work) -> None:
    for kept in g.get("brought", []):
        actions.add_file(work, kept)
    for words in g.get("turned_away", []):
        flash(words, "alarm")


@bp.post(f"{AT}versions")
@acts_limit
@_brings_files
def hand_in(block_id: int) -> Answer:
    """Hand in a version; pressed twice it is one."""
    block = queries.get_task(block_id, g.person)
    need(may_work(g.person, block))
    form = WorkForm()
    if not form.validate():
        return _refused(block, form)
    try:
        version = _handed_in(block, form)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
        return _refused(block, form)
    flash(receipt_words(version), "good")
    return go_to("learning.show_work", block_id=block.id, _anchor="state")


def _handed_in(block: Block, form: WorkForm) -> Submission:
    if g.turned_away:
        raise Refused(" ".join(g.turned_away))
    if g.brought:
        _add_brought(actions.begin_work(g.person, block))
    words, revision = form.body.data or "", form.revision.data or 0
    return actions.hand_in(g.person, block, words, form.made, revision)


def receipt_words(version: Submission) -> str:
    """That a version was handed in, when, and by which code it is found."""
    return _(
        "Version %(number)s is handed in. %(saved)s, receipt %(code)s.",
        number=version.number,
        saved=saved_words(version.made_at),
        code=version.receipt,
    )


@bp.post(f"{AT}preview")
@acts_limit
@thinks_first  # it writes nothing
def preview_work(block_id: int) -> Answer:
    """How the text will look."""
    block = queries.get_task(block_id, g.person)
    need(may_work(g.person, block))
    form = WorkForm()
    words = text.clean(form.body.data or "")[: text.WORK.limit]
    html = text.render(words, policy=text.WORK)
    if wants_fragment():
        return html
    return _page(block, queries.find_work(g.person, block), form, preview=html)


@bp.get("/work/files/<int(max=2147483647):file_id>/")
def show_file(file_id: int) -> Response:
    """A file of a work: for the learner, and for facilitators once it is handed in."""
    need(g.person is not None)
    file = queries.get_file(file_id, g.person)
    body = files.read(file.name)
    if body is None:
        abort(404)
    response = make_response(body)
    response.headers["Content-Type"] = file.media_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.set("Content-Disposition", "attachment", filename=file.label)
    return response


def _asks_by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _task(block: Block) -> dict[str, Any]:
    return {
        "block": block,
        "words": block.words_in(language()),
        "spoken": block.language_for(language()),
        "criteria": criteria_of(block, language()),
        "lesson": block.lesson,
        "programme": block.lesson.programme,
    }


def _page(
    block: Block, work: Work | None, sent: WorkForm | None = None, preview: str | None = None
) -> str:
    versions = queries.versions_of(work)
    return render_template(
        "learning/work.html",
        **_task(block),
        work=work,
        accepted=bool(versions) and versions[0].state == TAKEN,
        form=sent or _fresh(work),
        act=(sent.act.data if sent else "") or uuid.uuid4(),
        versions=versions,
        files=queries.draft_files(work),
        works=may_work(g.person, block),
        attaches=may_attach(g.person, block),
        preview=preview,
        limit=text.WORK.limit,
    )


def _fresh(work: Work | None) -> WorkForm:
    kept = {"body": work.text, "revision": work.revision} if work else {"body": "", "revision": 0}
    return WorkForm(formdata=None, **kept)


def _refused(block: Block, form: WorkForm) -> Answer:
    if _asks_by_script():
        said = [*form.form_errors, *form.body.errors]
        return {"error": " ".join(str(each) for each in said)}, 422
    return _page(block, queries.find_work(g.person, block), form), 422


def _conflict(block: Block, work: Work, form: WorkForm) -> Answer:
    """Both texts; what was typed stays in the form, now based on what is there."""
    if _asks_by_script():
        when = clock.when_words(work.changed_at)
        return {"revision": work.revision, "text": work.text, "when": when}, 409
    form.revision.raw_data = [str(work.revision)]
    facts = {
        "form": form,
        "act": uuid.uuid4(),
        "files": queries.draft_files(work),
        "theirs": work,
        "changes": differences(work.text, form.body.data or ""),
        "works": True,
        "attaches": may_attach(g.person, block),
        "preview": None,
        "accepted": False,
        "limit": text.WORK.limit,
    }
    return render_template("learning/work_conflict.html", **_task(block), **facts), 409
