"""Files that come with a plain form: kept first, then named at the end of its text."""

import functools
from collections.abc import Callable
from typing import Any

from flask import flash, g, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from kalo.kit.db import begin_reading, begin_writing
from kalo.kit.files import Kept
from kalo.kit.web import Refused, need, thinks_first
from kalo.writing.actions.uploads import as_markdown, ask_quota, keep_upload, note_upload
from kalo.writing.models import Upload
from kalo.writing.permissions import may_upload

MOST = 5


def attaches(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a form bring files: the view then sees them as Markdown at the end of `body`.

    Pictures are drawn before anything is written, so that nobody waits for them.
    """

    @functools.wraps(view)
    def with_files(*args: Any, **kwargs: Any) -> Any:
        sent = [file for file in request.files.getlist("attachment") if file.filename]
        if sent and may_upload(g.person):
            _take_in(sent[:MOST])
        begin_writing()
        return view(*args, **kwargs)

    return thinks_first(with_files)


def _take_in(sent: list[FileStorage]) -> None:
    alt, words = request.form.get("attachment_alt", ""), []
    for file in sent:
        try:
            words.append(as_markdown(take_in(file), alt))
        except Refused as refusal:
            flash(str(refusal), "alarm")
    if words:
        form = request.form.to_dict(flat=False)
        before = "".join(form.get("body", [""])[:1]).rstrip()
        form["body"] = ["\n\n".join(filter(None, [before, *words])) + "\n"]
        form["attachment_alt"] = [""]
        request.__dict__["form"] = ImmutableMultiDict(form)


def take_in(file: FileStorage) -> Upload:
    """Keep a file and write it down; afterwards this request writes."""
    need(may_upload(g.person))
    ask_quota(g.person)
    begin_reading()
    kept: Kept = keep_upload(file)
    begin_writing()
    return note_upload(g.person, kept)
