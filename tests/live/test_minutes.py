"""Minutes: by step, four formats, names, pseudonyms or none; hidden and private words never."""

import csv
import io
import json
import re
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document

from kalo.accounts.models import Person
from kalo.events.models import Material
from kalo.kit import files
from kalo.kit.db import db
from kalo.live import actions
from tests.conforming import faults_of
from tests.factories.events import seat
from tests.factories.live import be_here, done, fill_log, lay_guide

SECRET = ("Κρυφό λόγο", "Ιδιωτικός λόγος")


def wait(at: Any, **span: float) -> None:
    at.is_now(at.moment + timedelta(**span))


@pytest.fixture
def told(event: Any, at: Any, ada: Any, grace: Any, make_person: Any) -> dict[str, Any]:
    """A gathering in which something of everything happened."""
    nikos = make_person("Nikos Papas")
    seat(event, nikos)
    for person in (ada, grace, nikos):
        be_here(person, event)
    first, second, _third = lay_guide(event)
    done("guide_laid", ada, event)
    done("step_begun", ada, event, step=first)
    asked = done("asked", grace, event, "=HYPERLINK(1)")
    done("voted", nikos, event, asked)
    done("answered", ada, event, asked, "Τον Μάρτιο.", how="text")
    done("veiled", nikos, event)
    done("asked", nikos, event, "Μένει ανοιχτή;")
    done("said", nikos, event, "Με ψευδώνυμο")
    done("veiled", nikos, event, off=True)
    done("said", nikos, event, "Με όνομα")
    hidden = done("said", grace, event, SECRET[0])
    done("hidden", ada, event, hidden)
    done("told_team", grace, event, SECRET[1])
    wait(at, minutes=5)
    done("step_begun", ada, event, step=second)
    poll = done(
        "poll_made", ada, event, "Ποια μέρα;", sort="single", options="Δευτέρα\nΤρίτη", at_once=True
    )
    done("poll_answered", grace, event, poll, choices=[1])
    done("poll_answered", nikos, event, poll, choices=[1])
    done("poll_closed", ada, event, poll)
    be_here(grace, event)
    turn = done("floor_given", ada, event, done("hand_raised", grace, event, wants="word"))
    done("floor_ended", ada, event, turn)
    done("decided", ada, event, "Συναντιόμαστε την Τρίτη")
    wait(at, minutes=10)
    done("step_ended", ada, event, step=second)
    actions.pace._left.clear()
    return {"event": event, "nikos": nikos}


def get(browser: Any, event: Any, kind: str, names: str, more: str = "") -> Any:
    answer = browser.get(f"/live/{event.id}/minutes/{kind}?names={names}{more}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer


def paragraphs(body: bytes) -> str:
    document = Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_document_goes_by_the_steps_with_hours_and_tables(
    told: Any, as_person: Any, ada: Any
) -> None:
    body = get(as_person(ada), told["event"], "docx", "names").data
    document = Document(io.BytesIO(body))
    heads = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert heads == [
        "Βήμα 1;", "Ερωτήσεις", "Βήμα 2;", "Αποφάσεις", "Ψηφοφορίες", "Πήραν τον λόγο",
        "Βήματα στα οποία δεν φτάσαμε", "Ανοιχτές ερωτήσεις",
    ]  # fmt: skip
    words = paragraphs(body)
    assert "18:30–18:35 · προβλέπονταν 10 λεπτά" in words
    assert "=HYPERLINK(1) (Grace, 18:30, 1 ψήφος)\n→ Τον Μάρτιο." in words
    assert "Συναντιόμαστε την Τρίτη (18:35)" in words
    assert "3 άτομα ήταν εκεί.\nAda, Grace, 1 άτομο με ψευδώνυμο" in words
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Επιλογή", "Ψήφοι", "%"], ["Δευτέρα", "0", "0"], ["Τρίτη", "2", "100"],
    ]  # fmt: skip
    assert "Με όνομα" not in words
    assert "2 μηνύματα" in words


def test_messages_stand_in_a_document_only_if_asked_for(
    told: Any, as_person: Any, ada: Any
) -> None:
    words = paragraphs(get(as_person(ada), told["event"], "docx", "names", "&messages=1").data)
    assert "Με όνομα (Nikos Papas, 18:30)" in words


@pytest.mark.parametrize("kind", ["docx", "csv", "json"])
@pytest.mark.parametrize("names", ["names", "pseudonyms", "none"])
def test_nobody_is_named_and_nothing_hidden_is_told_in_any_format(
    told: Any, as_person: Any, ada: Any, kind: str, names: str
) -> None:
    body = get(as_person(ada), told["event"], kind, names, "&messages=1").data
    words = paragraphs(body) if kind == "docx" else body.decode("utf-8-sig")
    assert "Με όνομα" in words
    assert not any(secret in words for secret in SECRET)
    named = [name for name in ("Ada", "Grace", "Nikos") if name in words]
    assert named == (["Ada", "Grace", "Nikos"] if names == "names" and kind != "csv" else
                     ["Grace", "Nikos"] if names == "names" else [])  # fmt: skip
    assert ("Άτομο " in words) == (names == "pseudonyms")


def by_words(told: Any) -> dict[str, Any]:
    return {each["words"]: each for each in told if each.get("words")}


def test_pseudonyms_are_one_for_each_and_bring_nothing_together_that_was_apart(
    told: Any, as_person: Any, ada: Any
) -> None:
    event = told["event"]
    done("said", told["nikos"], event, "Πάλι με όνομα")
    things = json.loads(get(as_person(ada), event, "json", "pseudonyms").data)
    said = by_words(things["told"])
    assert said["Με όνομα"]["who"] == said["Πάλι με όνομα"]["who"]
    assert said["Μένει ανοιχτή;"]["who"] == said["Με ψευδώνυμο"]["who"]
    assert said["Με όνομα"]["who"] != said["Με ψευδώνυμο"]["who"]
    assert "names" not in things
    assert re.findall(r'"(?:seq|id|anchor|client_id)"', json.dumps(things)) == []


def test_pseudonyms_of_two_files_have_nothing_to_do_with_each_other(
    told: Any, as_person: Any, ada: Any
) -> None:
    def numbers() -> tuple[str, ...]:
        things = json.loads(get(as_person(ada), told["event"], "json", "pseudonyms").data)
        return tuple(each.get("who", "") for each in things["told"])

    assert len({numbers() for _turn in range(12)}) > 1


def test_under_a_pseudonym_of_the_room_one_stays_so_with_names(
    told: Any, as_person: Any, ada: Any
) -> None:
    said = by_words(json.loads(get(as_person(ada), told["event"], "json", "names").data)["told"])
    assert said["Με όνομα"]["who"] == "Nikos Papas"
    assert said["Με ψευδώνυμο"]["who"] not in ("Nikos Papas", "")


def test_the_table_runs_nothing_and_has_every_result(told: Any, as_person: Any, ada: Any) -> None:
    body = get(as_person(ada), told["event"], "csv", "none").data
    header, *rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert header == ["Βήμα", "Ώρα", "Είδος", "Λόγια", "Απάντηση", "Ψήφοι"]
    assert rows[0] == [
        "Βήμα 1;", "2026-12-03T18:30+02:00", "question", "'=HYPERLINK(1)", "Τον Μάρτιο.", "1",
    ]  # fmt: skip
    results = [row[3:] for row in rows if row[2] == "poll-result"]
    assert results == [["Δευτέρα", "Ψήφοι: 0; %: 0", "0"], ["Τρίτη", "Ψήφοι: 2; %: 100", "2"]]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_paper_is_a_pdf_for_everybody(told: Any, as_person: Any, ada: Any) -> None:
    body = get(as_person(ada), told["event"], "pdf", "names", "&messages=1").data
    assert faults_of(body) == []
    assert 5_000 < len(body) < 200_000


def test_the_page_shows_what_the_file_would_say(told: Any, as_person: Any, ada: Any) -> None:
    page = as_person(ada).get(f"/live/{told['event'].id}/minutes?names=names").text
    assert "<h3>Βήμα 1;</h3>" in page
    assert '<th scope="col">Επιλογή</th>' in page
    assert as_person(ada).get(f"/live/{told['event'].id}/minutes?names=x").status_code == 404


def test_who_takes_notes_may_and_who_takes_part_may_not(
    told: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    address = f"/live/{told['event'].id}/minutes/json?names=names"
    assert as_person(grace).get(address).status_code == 403
    done("role_given", ada, told["event"], who=grace.id, role="note-taker")
    assert as_person(grace).get(address).status_code == 200


def test_a_full_room_is_told_quickly_and_whole_in_tables(
    event: Any, as_person: Any, ada: Any, grace: Any, queries_run: Any
) -> None:
    done("said", ada, event, "πρώτη")
    fill_log(event, [ada, grace], 6000)
    browser, room = as_person(ada), SimpleNamespace(id=event.id)
    browser.get(f"/live/{room.id}/")
    queries_run.clear()
    began = time.process_time()
    things = json.loads(get(browser, room, "json", "names").data)["told"]
    assert (len(things), time.process_time() - began < 5) == (6000, True)
    asked = [query for query in queries_run if "accounts_sign_in" not in query]
    assert len(asked) == 5  # event, door, log; names; who was there
    words = paragraphs(get(browser, event, "docx", "none", "&messages=1").data)
    assert (words.count("λόγια "), "4500 ακόμη" in words) == (1499, True)


def test_published_they_stand_among_the_materials_for_those_with_a_seat(
    told: Any, as_person: Any, ada: Any, grace: Any, mallory: Any
) -> None:
    event, browser = told["event"], as_person(ada)
    form = {"once": "a" * 20, "names": "pseudonyms", "audience": "seated"}
    address = f"/live/{event.id}/minutes/publication"
    answers = [browser.post(address, data=form) for _press in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    (material,) = db.session.query(Material).filter_by(event_id=event.id).all()
    assert (material.kind, material.audience, material.by_id) == ("minutes", "seated", ada.id)
    assert (files.read(material.file) or b"").startswith(b"%PDF-")
    link = f"{event.path}materials/{material.id}/file"
    assert as_person(grace).get(link).status_code == 200
    assert as_person(mallory).get(link).status_code == 404
    assert as_person(grace).post(address, data={**form, "once": "b" * 20}).status_code == 403
    for_all = {**form, "once": "c" * 20, "names": "names", "audience": "everybody"}
    assert browser.post(address, data=for_all).status_code == 404


def test_what_was_written_down_by_mistake_is_struck_out(
    event: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    kept, gone = done("decided", ada, event, "Ναι"), done("decided", ada, event, "Λάθος")
    done("undecided", ada, event, gone)
    page = as_person(grace).get(f"/live/{event.id}/").text
    assert re.findall(r'id="decision-(\d+)"', page) == [str(kept)]
    assert "Λάθος" not in get(as_person(ada), event, "json", "none").text
    assert 'data-act="decided"' not in page


def test_without_a_guide_it_is_told_in_one_piece(event: Any, as_person: Any, ada: Any) -> None:
    done("decided", ada, event, "Ναι")
    words = paragraphs(get(as_person(ada), event, "docx", "none").data)
    assert "Τι έγινε\nΑποφάσεις\nΝαι (18:30)" in words
    assert db.session.get_one(Person, ada.id).name not in words


def test_polls_that_nobody_has_closed_are_spoken_of(
    event: Any, at: Any, as_person: Any, ada: Any, grace: Any
) -> None:
    poll = done("poll_made", ada, event, "Πότε;", sort="scale", at_once=True)
    done("poll_answered", grace, event, about=poll, number=4)
    words = "1 ψηφοφορία είναι ακόμη ανοιχτή"
    at.is_now(event.ends_at + timedelta(hours=2))
    assert words in as_person(ada).get(f"/live/{event.id}/minutes").text
    done("poll_closed", ada, event, poll)
    page = as_person(ada).get(f"/live/{event.id}/minutes").text
    assert (words in page, "Πότε;" in page) == (False, True)
