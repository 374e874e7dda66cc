"""A facilitator's word: by the rubric and in words, once, changed knowingly, told at once."""

from typing import Any

import pytest
from sqlalchemy import func, select

from kalo.kit.db import db
from kalo.learning.models import (
    ACCEPTED,
    HANDED_IN,
    BlockProgress,
    LearningEvent,
    Submission,
    Verdict,
    VerdictPast,
)
from kalo.notifications.models import Notification
from tests.learning.tasks.conftest import Task, hand_in, judge, main, page

LEVELS = {"level-reasons": "good", "level-sources": "none"}


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def states() -> list[str]:
    return list(db.session.scalars(select(Submission.state).order_by(Submission.number)))


@pytest.fixture
def handed_in(as_ada: Any, task: Task) -> Task:
    hand_in(as_ada, task)
    return task


def test_a_facilitator_reads_the_work_and_its_rubric(as_fay: Any, handed_in: Task) -> None:
    html = main(as_fay.get("/learning/marking/works/1/"))
    for words in ("Ada", "εκδοχή 1", "<strong>ΚοινΣΕπ</strong>", "Επιχειρήματα", "Δύο ή τρία."):
        assert words in html


def test_accepting_tells_the_learner_and_counts(
    as_fay: Any, as_ada: Any, handed_in: Task, noon: Any
) -> None:
    answer = judge(as_fay, 1, words="Πολύ **καλό**.", **LEVELS)
    assert (answer.status_code, answer.location) == (303, "/learning/marking/")
    assert states() == ["accepted"]
    html = main(as_ada.get(handed_in.at()))
    for words in ("Έγινε δεκτή", "3 από 5 βαθμούς", "Πολύ <strong>καλό</strong>.", "Fay", "Καλά"):
        assert words in html
    progress = db.session.scalars(select(BlockProgress)).one()
    assert progress.accepted_at is not None
    kinds = db.session.scalars(select(LearningEvent.kind).order_by(LearningEvent.kind))
    assert list(kinds) == [ACCEPTED, HANDED_IN]


def test_points_need_a_level_in_every_line(as_fay: Any, handed_in: Task) -> None:
    judge(as_fay, 1, **{"level-reasons": "good"})
    verdict = db.session.scalars(select(Verdict)).one()
    assert (verdict.levels, verdict.points, verdict.most) == ({"reasons": "good"}, None, None)


def test_a_level_that_is_none_is_refused(as_fay: Any, handed_in: Task) -> None:
    main(judge(as_fay, 1, **{"level-reasons": "superb"}), 422)
    assert count(Verdict) == 0


def test_returning_says_why_and_opens_the_way_to_another_version(
    as_fay: Any, as_ada: Any, handed_in: Task
) -> None:
    empty = main(judge(as_fay, 1, "return", words=" "), 422)
    assert "Πες τι λείπει" in empty
    ask = 'action="/learning/marking/works/1/verdict#wrong"'
    assert (ask in empty, ask in main(as_fay.get("/learning/marking/works/1/"))) == (True, True)
    place = '<div class="notice alarm" role="alert" id="wrong" tabindex="-1">'
    summary = empty[empty.index(place) :]
    assert '<p><a href="#words">Τα λόγια σου</a>: Πες τι λείπει' in summary
    judge(as_fay, 1, "return", words="Λείπουν οι πηγές.")
    assert states() == ["returned"]
    html = main(as_ada.get(handed_in.at()))
    assert "Επιστράφηκε για νέα εκδοχή" in html
    assert "Λείπουν οι πηγές." in html
    assert db.session.scalars(select(BlockProgress.accepted_at)).one() is None
    hand_in(as_ada, handed_in, "Με πηγές.", revision=1)
    assert states() == ["returned", "waiting"]


def test_the_learner_is_told_at_once_by_bell_and_letter(
    as_fay: Any, handed_in: Task, ada: Any, letters_go: Any
) -> None:
    judge(as_fay, 1, "return", words="Λείπουν οι πηγές.")
    news = db.session.scalars(select(Notification).where(Notification.person_id == ada.id)).one()
    assert (news.subject, news.path) == ("work:1", handed_in.at())
    (letter,) = letters_go()
    assert (letter.to, letter.subject) == ("ada@example.org", "Αιτιολογημένη επιλογή μορφής")
    assert "Fay: απάντηση στην εργασία σου" in letter.text
    assert "Επιστράφηκε για νέα εκδοχή.\n\nΛείπουν οι πηγές." in letter.text


def test_an_acceptance_without_words_is_told_too(
    as_fay: Any, handed_in: Task, letters_go: Any
) -> None:
    judge(as_fay, 1, words="")
    (letter,) = letters_go()
    assert "Έγινε δεκτή." in letter.text


def test_handing_in_tells_facilitators_in_one_line(
    as_ada: Any, as_person: Any, mallory: Any, fay: Any, frank: Any, task: Task, letters_go: Any
) -> None:
    hand_in(as_ada, task)
    hand_in(as_person(mallory), task)
    news = db.session.scalars(select(Notification).order_by(Notification.person_id)).all()
    assert [(each.person_id, each.unread, each.way) for each in news] == [
        (fay.id, 2, "daily"),
        (frank.id, 2, "daily"),
    ]
    assert letters_go() == []


def test_marking_reads_the_news_of_who_marks(as_fay: Any, handed_in: Task, fay: Any) -> None:
    judge(as_fay, 1)
    mine = select(Notification.unread).where(Notification.person_id == fay.id)
    assert db.session.scalars(mine).all() == [0]


def test_of_two_at_once_the_second_sees_what_the_first_said(
    as_fay: Any, as_person: Any, frank: Any, handed_in: Task
) -> None:
    judge(as_fay, 1, "return", words="Λείπουν οι πηγές.")
    html = main(judge(as_person(frank), 1, "accept", words="Ωραίο."), 409)
    for words in ("Πρόλαβε και απάντησε ήδη: Fay.", "Λείπουν οι πηγές.", "Ωραίο.</textarea>"):
        assert words in html
    assert 'name="revision" value="1"' in html
    assert states() == ["returned"]


def test_pressed_twice_it_is_said_once(as_fay: Any, handed_in: Task) -> None:
    once = "0123456789abcdef"
    answers = {judge(as_fay, 1, once=once).location for _time in range(2)}
    assert answers == {"/learning/marking/"}
    assert (count(Verdict), count(VerdictPast)) == (1, 0)


def test_changed_words_keep_what_was_said_before(
    as_fay: Any, as_person: Any, frank: Any, as_ada: Any, handed_in: Task
) -> None:
    judge(as_fay, 1, "return", words="Λείπουν οι πηγές.")
    judge(as_person(frank), 1, "accept", words="Τώρα τις είδα.", revision=1)
    assert states() == ["accepted"]
    html = main(as_ada.get(handed_in.at()))
    before, after = html.split("Τι έλεγε πριν")
    assert "Τώρα τις είδα." in before
    assert "Λείπουν οι πηγές." in after
    assert "Fay" in after


def test_the_same_word_again_is_no_change(as_fay: Any, handed_in: Task) -> None:
    judge(as_fay, 1)
    judge(as_fay, 1, revision=1)
    assert (db.session.scalars(select(Verdict.revision)).one(), count(VerdictPast)) == (1, 0)


def test_what_was_accepted_stays_accepted(as_fay: Any, as_ada: Any, handed_in: Task) -> None:
    judge(as_fay, 1)
    html = main(judge(as_fay, 1, "return", words="Όχι.", revision=1), 422)
    assert "Ό,τι έγινε δεκτό μένει δεκτό." in html
    assert states() == ["accepted"]
    refused = main(hand_in(as_ada, handed_in, "κι άλλο", revision=1), 422)
    assert "Η εργασία έγινε ήδη δεκτή." in refused
    assert "κι άλλο</textarea>" in refused


def test_a_version_that_was_replaced_takes_no_word(
    as_fay: Any, as_ada: Any, handed_in: Task
) -> None:
    hand_in(as_ada, handed_in, "Καλύτερα.", revision=1)
    html = main(judge(as_fay, 1, words="Για την πρώτη."), 422)
    assert "Στο μεταξύ ήρθε νεότερη εκδοχή: η 2." in html
    assert count(Verdict) == 0


def test_nobody_marks_their_own(as_fay: Any, task: Task) -> None:
    hand_in(as_fay, task)
    assert "τη διορθώνει" not in main(as_fay.get("/learning/marking/works/1/"))
    assert "την απαντά άλλο άτομο" in main(as_fay.get("/learning/marking/works/1/"))
    assert judge(as_fay, 1).status_code == 403
    assert "Δεν περιμένει τίποτα" in page(as_fay.get("/learning/marking/"))


def test_a_draft_is_nobody_elses(as_fay: Any, as_ada: Any, task: Task) -> None:
    as_ada.post(task.at("draft"), data={"body": "μυστικό", "revision": 0})
    assert "μυστικό" not in page(as_fay.get("/learning/marking/"))
    assert "μυστικό" not in page(as_fay.get(task.at()))
    hand_in(as_ada, task, "φανερό", revision=0)
    assert "φανερό" in page(as_fay.get("/learning/marking/works/1/"))
    assert "μυστικό" not in page(as_fay.get("/learning/marking/works/1/"))
