"""Files that come with a plain form: kept first, then named at the end of its text."""

import functools
from collections.abc import Callable
from typing import Any

from flask import flash, g, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from kalo.kit.db import begin_reading, begin_writing, transaction
from kalo.kit.files import Kept
from kalo.kit.web import Refused, thinks_first
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
        kept = _keep_all(sent) if sent and may_upload(g.person) else []
        if kept:
            _name_at_end(kept)
        begin_writing()
        return view(*args, **kwargs)

    return thinks_first(with_files)


def _keep_all(sent: list[FileStorage]) -> list[Kept]:
    """Those that can be kept; of the others, why not."""
    begin_reading()
    kept = []
    if len(sent) > MOST:
        flash(_("Up to %(most)d files come at once. Attach the others again.", most=MOST), "alarm")
    for file in sent[:MOST]:
        try:
            ask_quota(g.person)
            kept.append(keep_upload(file))
        except Refused as refusal:
            flash(str(refusal), "alarm")
    return kept


def _name_at_end(kept: list[Kept]) -> None:
    """Noted by themselves: a form that is refused gives its text back, and the text its files."""
    alt = request.form.get("attachment_alt", "")
    with transaction():
        words = [as_markdown(note_upload(g.person, each), alt) for each in kept]
    form = request.form.to_dict(flat=False)
    before = "".join(form.get("body", [""])[:1]).rstrip()
    form["body"] = ["\n\n".join(filter(None, [before, *words])) + "\n"]
    form["attachment_alt"] = [""]
    request.__dict__["form"] = ImmutableMultiDict(form)


def take_in(file: FileStorage) -> Upload:
    """Keep a file and write it down; afterwards this request writes."""
    ask_quota(g.person)
    begin_reading()
    kept = keep_upload(file)
    begin_writing()
    return note_upload(g.person, kept)
