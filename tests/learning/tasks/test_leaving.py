"""One's own copy of everything, and letting go of it."""

import io
import json
import zipfile
from typing import Any

from sqlalchemy import select

from kalo import signals
from kalo.accounts.models import Person
from kalo.accounts.own_data import as_zip
from kalo.kit import files
from kalo.kit.db import db, transaction
from kalo.learning.models import Submission, Verdict, Work, WorkFile
from tests.learning.tasks.conftest import WORDS, Task, hand_in, judge, main

PDF = b"%PDF-1.4 plan"


def test_the_own_copy_holds_works_versions_words_and_files(
    app: Any, as_ada: Any, as_fay: Any, ada: Person, task: Task
) -> None:
    hand_in(as_ada, task, files=(io.BytesIO(PDF), "σχέδιο.pdf"))
    judge(as_fay, 1, "return", words="Λείπουν οι πηγές.")
    as_ada.post(task.at("draft"), data={"body": "νεότερο", "revision": 1})
    with app.test_request_context(), zipfile.ZipFile(as_zip(ada)) as packed:
        held = json.loads(packed.read("learning.json"))
        assert packed.read("learning/1-σχέδιο.pdf") == PDF
    assert [each["draft"] for each in held["works"]] == ["νεότερο"]
    (version,) = held["handed_in"]
    assert (version["text"], version["state"], version["files"]) == (
        WORDS,
        "returned",
        ["1-σχέδιο.pdf"],
    )
    assert version["answer"]["words"] == "Λείπουν οι πηγές."


def test_the_own_copy_of_a_facilitator_holds_what_they_said(
    app: Any, as_ada: Any, as_fay: Any, fay: Person, task: Task
) -> None:
    hand_in(as_ada, task)
    judge(as_fay, 1, words="Μπράβο")
    with app.test_request_context(), zipfile.ZipFile(as_zip(fay)) as packed:
        held = json.loads(packed.read("learning.json"))
    assert [each["words"] for each in held["said_of_works"]] == ["Μπράβο"]
    assert (held["works"], held["handed_in"]) == ([], [])


def leave(person: Person) -> None:
    with transaction():
        signals.person_left.send(db.session.get_one(Person, person.id))


def test_who_leaves_takes_their_works_along_and_nobody_elses(
    as_ada: Any, as_fay: Any, as_person: Any, mallory: Person, ada: Person, task: Task
) -> None:
    hand_in(as_ada, task, files=(io.BytesIO(PDF), "σχέδιο.pdf"))
    judge(as_fay, 1)
    hand_in(as_person(mallory), task, "μένει")
    leave(ada)
    assert db.session.scalars(select(Work.person_id)).all() == [mallory.id]
    assert db.session.scalars(select(Submission.text)).all() == ["μένει"]
    assert db.session.scalars(select(WorkFile)).all() == []
    assert len(list(files.names("private/"))) == 1  # the sweep comes at night
    assert "μένει" in main(as_fay.get("/learning/marking/works/2/"))


def test_what_a_facilitator_said_stays_with_the_learner(
    as_ada: Any, as_fay: Any, fay: Person, task: Task
) -> None:
    hand_in(as_ada, task)
    judge(as_fay, 1, words="Μπράβο")
    leave(fay)
    assert db.session.scalars(select(Verdict.words)).all() == ["Μπράβο"]
    assert "Μπράβο" in main(as_ada.get(task.at()))
