"""Working on a task: what is asked, the draft that keeps itself, handing in, versions."""

from typing import Any

from sqlalchemy import func, select

from kalo.kit import clock
from kalo.kit.db import db
from kalo.learning.models import (
    HANDED_IN,
    BlockProgress,
    Enrolment,
    LearningEvent,
    Submission,
    Work,
)
from tests.conftest import HTMX
from tests.factories.learning import new_act
from tests.learning.tasks.conftest import WORDS, Task, hand_in, main, make_task, page

JSON = {"Accept": "application/json"}


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def save(browser: Any, task: Task, body: str, revision: int = 0, **more: Any) -> Any:
    return browser.post(task.at("draft"), data={"body": body, "revision": revision}, **more)


def test_the_lesson_shows_the_task_and_how_it_is_looked_at(client: Any, task: Task) -> None:
    html = main(client.get("/learning/programme-1/lesson-1/"))
    for words in ("Αιτιολογημένη επιλογή μορφής", "Διάλεξε μορφή", "Επιχειρήματα", "Δύο ή τρία."):
        assert words in html
    assert f"/accounts/sign-in?next={task.at()}" in html


def test_the_task_speaks_english(as_ada: Any, task: Task) -> None:
    html = main(as_ada.get(f"/en{task.at()}"))
    for words in ("A reasoned choice", "Choose a form", "Reasons", "About 400 words."):
        assert words in html


def test_the_criteria_are_counted_and_closed_before_the_text(as_ada: Any, task: Task) -> None:
    """So that on a phone the place to write in is not far down."""
    for prefix, words in (
        ("", "Πώς θα τη δούμε: 2 κριτήρια"),
        ("/en", "How it will be looked at: 2 criteria"),
    ):
        for address in (task.at(), "/learning/programme-1/lesson-1/"):
            html = main(as_ada.get(f"{prefix}{address}"))
            closed = (
                f'<details class="fold criteria"><summary>{words}</summary><div><dl class="rubric">'
            )
            assert html.count(closed) == html.count('<dl class="rubric">') == 1


def test_a_task_without_a_rubric_shows_no_criteria(as_ada: Any, make: Any) -> None:
    plain = make_task(make, 2, rubric=[])
    for address in (plain.at(), "/learning/programme-2/lesson-1/"):
        html = main(as_ada.get(address))
        assert "Αιτιολογημένη επιλογή μορφής" in html
        assert 'class="fold criteria"' not in html


def test_a_draft_is_kept_and_comes_back(as_ada: Any, task: Task, noon: Any) -> None:
    answer = save(as_ada, task, WORDS)
    assert (answer.status_code, answer.location) == (303, f"{task.at()}#draft")
    html = main(as_ada.get(task.at()))
    assert "Το πρόχειρό σου αποθηκεύτηκε." in html
    assert "Διαλέγουμε **ΚοινΣΕπ**." in html
    assert "Αποθηκεύτηκε 10:42. Δεν το βλέπει ακόμη κανείς άλλος." in html
    assert 'name="revision" value="1"' in html


def test_a_script_keeps_a_draft_and_hears_its_revision(as_ada: Any, task: Task, noon: Any) -> None:
    told = save(as_ada, task, "ένα", headers=JSON)
    assert told.json == {"revision": 1, "words": "Αποθηκεύτηκε 10:42"}
    assert save(as_ada, task, "ένα και δύο", 1, headers=JSON).json["revision"] == 2


def test_the_same_save_again_changes_nothing(as_ada: Any, task: Task) -> None:
    for _time in range(3):
        assert save(as_ada, task, "ένα", headers=JSON).json["revision"] == 1


def test_two_places_do_not_overwrite_each_other(as_ada: Any, task: Task, noon: Any) -> None:
    save(as_ada, task, "από το τηλέφωνο")
    told = save(as_ada, task, "από τον υπολογιστή", headers=JSON)
    assert told.status_code == 409
    assert (told.json["revision"], told.json["text"]) == (1, "από το τηλέφωνο")
    html = main(save(as_ada, task, "από τον υπολογιστή"), 409)
    assert "από το τηλέφωνο</textarea>" in html
    assert "από τον υπολογιστή</textarea>" in html
    assert 'name="revision" value="1"' in html
    assert db.session.scalars(select(Work.text)).one() == "από το τηλέφωνο"


def test_a_text_that_is_too_long_comes_back_whole(as_ada: Any, task: Task) -> None:
    long = "α " * 30_001
    html = page(save(as_ada, task, long), 422)
    assert long in html
    assert "60000" in html
    assert save(as_ada, task, long, headers=JSON).json["error"]
    assert count(Work) == 0


def test_who_is_signed_out_gets_the_words_back(client: Any, task: Task) -> None:
    html = page(save(client, task, WORDS.replace("\n", " ")), 401)
    assert "Διαλέγουμε **ΚοινΣΕπ**." in html


def test_a_preview_shows_the_text_and_keeps_nothing(as_ada: Any, task: Task) -> None:
    sent = {"body": "## Τίτλος\n\n<script>x</script>", "revision": 0}
    plain = main(as_ada.post(task.at("preview"), data=sent))
    assert "<h4>Τίτλος</h4> <p>&lt;script&gt;" in plain
    assert "## Τίτλος" in plain
    part = page(as_ada.post(task.at("preview"), data=sent, headers=HTMX))
    assert part.startswith("<h4>Τίτλος</h4>")
    assert count(Work) == 0


def test_handing_in_makes_a_version_and_says_so(as_ada: Any, task: Task, noon: Any) -> None:
    act = new_act()
    answer = hand_in(as_ada, task, act=act)
    assert (answer.status_code, answer.location) == (303, f"{task.at()}#state")
    html = main(as_ada.get(task.at()))
    assert f"Παραδόθηκε η εκδοχή 1. Αποθηκεύτηκε 10:42, κωδικός {act[:8]}." in html
    assert "περιμένει τη συντονιστική ομάδα" in html
    version = main(as_ada.get(task.at("versions/1/")))
    assert "<h3>Σκοπός</h3> <p>Διαλέγουμε <strong>ΚοινΣΕπ</strong>.</p>" in version
    assert act[:8] in version


def test_handing_in_counts_for_the_path(as_ada: Any, task: Task) -> None:
    act = new_act()
    hand_in(as_ada, task, act=act)
    progress = db.session.scalars(select(BlockProgress)).one()
    assert progress.done_at is not None
    assert progress.accepted_at is None
    event = db.session.scalars(select(LearningEvent)).one()
    assert (str(event.id), event.kind, event.value) == (act, HANDED_IN, {"version": 1})
    assert count(Enrolment) == 1


def test_a_form_that_one_goes_back_to_and_writes_anew_is_another_version(
    as_ada: Any, task: Task
) -> None:
    act = new_act()
    for words in ("Το πρώτο", "Κάτι άλλο", "Κάτι άλλο", "Το πρώτο"):
        assert hand_in(as_ada, task, words, act=act).status_code == 303
    kept = db.session.scalars(select(Submission.text).order_by(Submission.number))
    assert list(kept) == ["Το πρώτο", "Κάτι άλλο"]


def test_pressed_ten_times_it_is_one_version(as_ada: Any, task: Task) -> None:
    act = new_act()
    answers = {hand_in(as_ada, task, act=act).status_code for _time in range(10)}
    assert answers == {303}
    assert (count(Submission), count(LearningEvent)) == (1, 1)


def test_the_same_work_from_two_windows_is_one_version(as_ada: Any, task: Task) -> None:
    for _window in range(2):
        assert hand_in(as_ada, task).status_code == 303
    assert count(Submission) == 1


def test_a_newer_version_takes_the_place_of_one_that_waits(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task)
    hand_in(as_ada, task, "Καλύτερα.", revision=1)
    states = db.session.execute(
        select(Submission.number, Submission.state).order_by(Submission.number)
    ).all()
    assert [tuple(row) for row in states] == [(1, "replaced"), (2, "waiting")]
    assert "Διαλέγουμε" in main(as_ada.get(task.at("versions/1/")))
    assert "αντικαταστάθηκε" in main(as_ada.get(task.at()))


def test_nothing_cannot_be_handed_in(as_ada: Any, task: Task) -> None:
    html = main(hand_in(as_ada, task, "  \n "), 422)
    assert "Δεν υπάρχει ακόμη κάτι να παραδώσεις." in html
    assert count(Submission) == 0


def test_a_draft_from_elsewhere_survives_handing_in(as_ada: Any, task: Task) -> None:
    save(as_ada, task, "νεότερο, από το τηλέφωνο")
    hand_in(as_ada, task, "όσα βλέπω εδώ", revision=0)
    assert db.session.scalars(select(Submission.text)).one() == "όσα βλέπω εδώ"
    assert db.session.scalars(select(Work.text)).one() == "νεότερο, από το τηλέφωνο"


def test_an_id_of_somebody_else_is_refused_and_the_text_comes_back(
    as_person: Any, ada: Any, mallory: Any, task: Task
) -> None:
    act = new_act()
    hand_in(as_person(ada), task, act=act)
    html = main(hand_in(as_person(mallory), task, "δικό μου", act=act), 422)
    assert "Η σελίδα αυτή πάλιωσε." in html
    assert "δικό μου</textarea>" in html
    assert count(Submission) == 1


def test_a_task_that_was_withdrawn_stays_readable_for_who_worked_on_it(
    as_ada: Any, as_person: Any, mallory: Any, task: Task, noon: Any
) -> None:
    hand_in(as_ada, task)
    with_block = db.session.merge(task.block)
    with_block.withdrawn_at = noon
    db.session.commit()
    html = main(as_ada.get(task.at()))
    assert "δεν είναι πια μέρος του προγράμματος" in html
    assert "Διαλέγουμε" in html
    assert hand_in(as_ada, task, "κι άλλο").status_code == 403
    assert as_person(mallory).get(task.at()).status_code == 404


def test_another_learner_finds_nothing_of_it(
    as_person: Any, ada: Any, mallory: Any, task: Task
) -> None:
    hand_in(as_person(ada), task)
    other = as_person(mallory)
    assert "Διαλέγουμε" not in main(other.get(task.at()))
    for door in ("versions/1/", "export.docx", "export.pdf", "export.docx?version=1"):
        assert other.get(task.at(door)).status_code == 404
    number = db.session.scalars(select(Submission.id)).one()
    assert other.get(f"/learning/marking/works/{number}/").status_code == 404
    assert other.get(f"/learning/marking/works/{number}/export.pdf").status_code == 404


def test_a_page_asks_the_same_however_many_versions_there_are(
    as_ada: Any, task: Task, queries_run: list[str]
) -> None:
    asked = []
    for number in range(1, 4):
        hand_in(as_ada, task, f"κείμενο {number}", revision=number - 1)
        queries_run.clear()
        page(as_ada.get(task.at()))
        asked.append(len(queries_run))
    assert asked == [asked[0]] * 3


def send(browser: Any, person: Any, task: Task, act: str, **value: Any) -> Any:
    one = {
        "id": act,
        "kind": HANDED_IN,
        "block": task.block.id,
        "seq": 1,
        "made_at": clock.now().isoformat(),
        "value": value,
    }
    return browser.post("/learning/acts", json={"person": person.id, "acts": [one]})


def test_a_version_that_waited_for_a_network_is_handed_in(
    as_ada: Any, ada: Any, task: Task, noon: Any
) -> None:
    act = new_act()
    fields = [["revision", "0"], ["body", WORDS]]
    for _time in range(3):
        told = send(as_ada, ada, task, act, fields=fields).json
        assert [(one["id"], one["receipt"]) for one in told["kept"]] == [(act, act[:8])]
    assert "εκδοχή 1" in main(as_ada.get(task.at()))
    assert db.session.scalars(select(Work.text)).one() == WORDS
    assert (count(Submission), count(LearningEvent)) == (1, 1)


def test_the_plain_door_and_the_queue_make_one_version(as_ada: Any, ada: Any, task: Task) -> None:
    hand_in(as_ada, task, act=new_act())
    told = send(as_ada, ada, task, new_act(), text=WORDS).json
    assert len(told["kept"]) == 1
    assert count(Submission) == 1


def test_an_act_that_makes_no_sense_is_refused_with_a_sentence(
    as_ada: Any, ada: Any, task: Task
) -> None:
    for value in ({}, {"fields": 5}, {"fields": [["body"]]}, {"text": 7}, {"text": "  "}):
        told = send(as_ada, ada, task, new_act(), **value).json
        assert (told["kept"], len(told["refused"])) == ([], 1)
        assert told["refused"][0]["sentence"]
    assert count(Submission) == 0


def test_the_button_for_a_table_shows_a_table(as_ada: Any, task: Task) -> None:
    html = main(as_ada.get(task.at()))
    button = html[html.index('title="Πίνακας"') :].partition("</button>")[0]
    assert '<rect x="3.5" y="4.5" width="17" height="15"' in button
