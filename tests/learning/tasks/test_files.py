"""Files beside a work: known by what is in them, kept with versions, for nobody else."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from kalo.kit import clock, files
from kalo.kit.db import db, transaction
from kalo.learning.jobs import sweep_works
from kalo.learning.models import Submission, Work, WorkFile
from tests.learning.tasks.conftest import Task, hand_in, main, make_task

PDF = b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF"


def picture() -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (1400, 900), "teal").save(body, "PNG")
    return body.getvalue()


def office(*names: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return body.getvalue()


def attach(browser: Any, task: Task, body: bytes = PDF, name: str = "σχέδιο.pdf") -> Any:
    sent = {"body": "", "revision": 0, "files": (io.BytesIO(body), name)}
    return browser.post(task.at("draft"), data=sent, content_type="multipart/form-data")


def the_file() -> WorkFile:
    return db.session.scalars(select(WorkFile)).one()


def test_a_file_is_kept_with_the_text_that_came_along(as_ada: Any, task: Task) -> None:
    sent = {"body": "κείμενο μαζί", "revision": 0, "files": (io.BytesIO(PDF), "σχέδιο.pdf")}
    as_ada.post(task.at("draft"), data=sent, content_type="multipart/form-data")
    html = main(as_ada.get(task.at()))
    assert "σχέδιο.pdf" in html
    assert "κείμενο μαζί</textarea>" in html


def test_a_file_that_comes_with_handing_in_is_in_the_version(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, files=(io.BytesIO(PDF), "σχέδιο.pdf"))
    assert "σχέδιο.pdf" in main(as_ada.get(task.at("versions/1/")))


def test_files_alone_can_be_handed_in(as_ada: Any, task: Task) -> None:
    assert hand_in(as_ada, task, "", files=(io.BytesIO(PDF), "σχέδιο.pdf")).status_code == 303


def test_a_file_is_sent_so_that_nothing_in_it_runs(as_ada: Any, task: Task) -> None:
    attach(as_ada, task)
    answer = as_ada.get(f"/learning/work/files/{the_file().id}/")
    assert (answer.status_code, answer.data) == (200, PDF)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"<html><script>alert(1)</script>", "page.pdf"),
        (b"<?xml version='1.0'?><svg onload='alert(1)'/>", "picture.svg"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program.exe"),
        (office("word/document.xml", "[Content_Types].xml", "word/vbaProject.bin"), "macro.docx"),
        (office("evil.js"), "plain.zip"),
        (b"GIF89a" + b"/*" + b"\x00" * 20 + b"*/alert(1)", "polyglot.gif"),
        (b"", "empty.pdf"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(
    as_ada: Any, task: Task, body: bytes, name: str
) -> None:
    sent = {"body": "κρατήσου", "revision": 0, "files": (io.BytesIO(body), name)}
    as_ada.post(task.at("draft"), data=sent, content_type="multipart/form-data")
    html = main(as_ada.get(task.at()))
    assert name in html
    assert "κρατήσου</textarea>" in html
    assert db.session.scalars(select(WorkFile)).all() == []


def test_a_file_that_is_refused_stops_handing_in(as_ada: Any, task: Task) -> None:
    html = main(hand_in(as_ada, task, "κείμενο", files=(io.BytesIO(b"MZ\x00"), "a.exe")), 422)
    assert "a.exe" in html
    assert "κείμενο</textarea>" in html
    assert db.session.scalars(select(Submission)).all() == []


def test_a_file_that_is_too_large_is_refused(
    as_ada: Any, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    attach(as_ada, task, b"%PDF-" + b"x" * 1000)
    assert "10 MB" in main(as_ada.get(task.at()))
    assert db.session.scalars(select(WorkFile)).all() == []


def test_a_picture_is_drawn_anew_and_lies_in_the_store_once(as_ada: Any, task: Task) -> None:
    attach(as_ada, task, picture() + b"<script>alert(1)</script>", "photo.png")
    file = the_file()
    assert (file.label, file.media_type) == ("photo.webp", "image/webp")
    assert list(files.names("private/works/")) == [file.name]
    assert b"script" not in (files.read(file.name) or b"")


def test_there_is_an_end_to_files(as_ada: Any, task: Task) -> None:
    for _file in range(10):
        attach(as_ada, task)
    html = main(attach(as_ada, task), 422)
    assert "έως 10 αρχεία" in html
    assert len(db.session.scalars(select(WorkFile)).all()) == 10


def test_a_task_without_files_takes_none(as_ada: Any, make: Any) -> None:
    task = make_task(make, 2, files=False)
    assert 'type="file"' not in main(as_ada.get(task.at()))
    assert attach(as_ada, task).status_code == 403


def test_a_removed_file_leaves_the_draft_and_stays_in_versions(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, files=(io.BytesIO(PDF), "σχέδιο.pdf"))
    door = task.at(f"files/{the_file().id}/removal")
    as_ada.post(door, data={"body": "άλλο κείμενο", "revision": 1})
    html = main(as_ada.get(task.at()))
    assert "σχέδιο.pdf" not in html
    assert "άλλο κείμενο</textarea>" in html
    assert "σχέδιο.pdf" in main(as_ada.get(task.at("versions/1/")))


def test_only_the_learner_and_later_the_facilitators_get_a_file(
    as_person: Any, ada: Any, mallory: Any, fay: Any, moderator: Any, task: Task
) -> None:
    attach(as_person(ada), task)
    door = f"/learning/work/files/{the_file().id}/"
    whose = (ada, fay, mallory, moderator)
    assert [as_person(who).get(door).status_code for who in whose] == [200, 404, 404, 404]
    assert as_person(None).get(door).status_code == 303
    hand_in(as_person(ada), task)
    assert [as_person(who).get(door).status_code for who in whose] == [200, 200, 404, 404]
    removal = task.at(f"files/{the_file().id}/removal")
    assert [as_person(who).post(removal).status_code for who in (fay, mallory)] == [403, 404]


def test_the_public_door_of_files_knows_none_of_them(as_ada: Any, task: Task) -> None:
    attach(as_ada, task)
    assert as_ada.get(f"/files/{the_file().name}").status_code == 404


def test_files_that_nothing_holds_are_swept(
    app: Flask, as_ada: Any, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(as_ada, task)
    hand_in(as_ada, task, "")
    attach(as_ada, task, PDF + b"2")
    held, loose = db.session.scalars(select(WorkFile).order_by(WorkFile.id)).all()
    names = held.name, loose.name
    with transaction():
        db.session.execute(update(WorkFile).values(removed_at=clock.now()))
    assert sweep_works() == 0
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sweep_works() == 1
    assert [files.read(name) is not None for name in names] == [True, False]
    with transaction():
        db.session.delete(db.session.scalars(select(Work)).one())
    assert sweep_works() == 1
    assert list(files.names("private/works/")) == []
