"""The founding guide on its page: with no JavaScript, as a work, and when its facts change."""

import html
import io
import re
from typing import Any

import docx
import icalendar
import openpyxl
import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.dates import as_file, dates_of
from kalo.kit.db import db, transaction
from kalo.kit.jobs import run_waiting
from kalo.kit.locales import speaking
from kalo.kit.reports import written
from kalo.toolbox.actions.facts import change_fact, import_facts
from kalo.toolbox.actions.works import Author, copy_work, keep_work
from kalo.toolbox.facts import what_is_wrong
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.models.works import Work
from kalo.toolbox.tools.founding.tool import TOOL
from tests.conftest import Browser

AT = "/toolbox/tools/founding/"
TYPED = {
    "name": "Η παρέα <b>",
    "form": "koinsep",
    "hires": "1",
    "municipality": "chaidari",
    "people.a1._": "1",
    "people.a1.name": "Ελένη",
    "people.a1.represents": "1",
    "start": "2027-01-11",
    "who_sign": "Όλες και όλοι",
    "by_sign": "2027-03-05",
    "done_team": "1",
    "who_founding": "Δικηγόρος",  # of a step that this form does not have
    "txt_purpose": "Να μαγειρεύουμε\nγια όλη τη γειτονιά",
    "art_purpose": "1",
}


def fields_of(page: str) -> dict[str, str]:
    """What stands in the inputs of a page, by name; of ticks only those that are ticked."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        marks = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if marks.get("type") not in ("checkbox", "radio") or re.search(r"\schecked", tag):
            found[marks.get("name", "")] = marks.get("value", "")
    return found


def test_the_first_page_is_light_and_says_what_to_choose(client: Browser) -> None:
    page = client.get(AT)
    assert len(page.data) < 100_000
    assert "Διάλεξε νομική μορφή στο πρώτο μέρος" in page.text
    assert "plan-application" not in page.text


def test_a_press_of_a_button_gives_everything_back_with_the_plan(client: Browser) -> None:
    page = client.post(AT, data=TYPED).text
    said = fields_of(page)
    for name in TYPED.keys() - {"form", "municipality", "txt_purpose"}:
        assert said[name] == TYPED[name].replace("<", "&lt;").replace(">", "&gt;"), name
    assert "Να μαγειρεύουμε\nγια όλη τη γειτονιά</textarea>" in page
    assert 'value="koinsep" selected' in page
    assert page.count('<li id="plan-') == 18  # no place of their own: no licences
    assert 'id="plan-founding"' not in page
    assert "Έγιναν 1 από 18 βήματα." in page
    assert "η προθεσμία σου 5\xa0Μαρ\xa02027" in page
    assert "<b>Η παρέα" not in page
    assert 'name="of_groups"' not in page  # asked of integration forms only
    assert 'name="of_groups"' in client.post(AT, data={"form": "koinsep-special"}).text


def test_english_says_nothing_in_greek_but_what_was_typed(client: Browser) -> None:
    page = client.post(f"/en{AT}", data={"form": "worker-cooperative"}).text
    main = page[page.index('id="tool"') : page.index('id="result"')]
    assert re.findall(r"[α-ωά-ώ]{3,}", main) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"start": "2199-12-31", "days_team": "730", "ended_sign": "1900-01-01"},
        {"began_team": "2199-12-31", "ended_team": "1900-01-01", "done_certificate": "1"},
        {"start": "31/31/2027", "days_team": "-5", "by_sign": "nonsense"},
        {"form": "no-such-form", "municipality": "<script>"},
    ],
)
def test_odd_answers_are_a_sentence_or_a_plan_and_never_a_fault(
    client: Browser, odd: dict[str, str]
) -> None:
    for kind in ("", "export/pdf", "export/calendar", "export/json", "result"):
        answer = client.post(AT + kind, data={"form": "koinsep", "start": "2027-01-11", **odd})
        assert answer.status_code in (200, 422), (kind, answer.status_code)


def test_the_calendar_comes_as_a_file(client: Browser) -> None:
    answer = client.post(f"{AT}export/calendar", data=TYPED)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert re.search(r"attachment; filename=.*\.ics", answer.headers["Content-Disposition"])
    assert answer.data.count(b"BEGIN:VEVENT") == 18
    assert b"DTSTART;VALUE=DATE:20270305" in answer.data


def test_questions_cost_the_same_however_much_is_answered(
    client: Browser, queries_run: list[str]
) -> None:
    counts = []
    for more in ({}, TYPED, {**TYPED, **{f"who_{step}": "Α" for step in ("tax", "bank", "books")}}):
        queries_run.clear()
        client.post(f"{AT}result", data=more)
        counts.append(len([each for each in queries_run if "toolbox_fact" in each]))
    assert counts == [1, 1, 1]


# What is taken along holds all that was entered


ENTERED = ("Γειτονιά στο τραπέζι", "Άννα (παράδειγμα)", "Μαγειρεύουμε καθημερινό φαγητό", "Ερμής")


def flat(words: str) -> str:
    return " ".join(words.split())


def read(kind: str, body: bytes) -> str:
    """The words of a file."""
    if kind == "pdf":
        return flat(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))
    if kind == "docx":
        document = docx.Document(io.BytesIO(body))
        cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
        return flat(" ".join([*(each.text for each in document.paragraphs), *cells]))
    book = openpyxl.load_workbook(io.BytesIO(body))
    return flat(" ".join(str(c.value or "") for s in book for row in s.iter_rows() for c in row))


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_papers_hold_what_was_entered(app: Flask, kind: str) -> None:
    with speaking("el"):
        answers = TOOL.example("el")
        text = read(kind, written(TOOL.result(answers, "el"), kind, answers))
    wanted = ENTERED if kind != "xlsx" else ("Άννα και Γεωργία", "Ερμής", "Γράφετε το καταστατικό")
    assert [words for words in wanted if words not in text] == []


# Kept, and when facts change


def test_a_kept_plan_moves_when_a_fact_gives_more_time(
    app: Flask, ada: Person, administrator: Person
) -> None:
    answers = {"form": "koinsep", "start": "2027-01-11", "name": "Η παρέα"}
    with transaction():
        import_facts()
        author = Author(db.session.get_one(Person, ada.id), "")
        keep_work("founding", "Η παρέα", answers, author, "c1")

    def day_of(key: str) -> Any:
        db.session.rollback()
        with speaking("el"):
            found = dates_of(db.session.get_one(Person, ada.id))
        return next((each.start.isoformat(), each.sequence) for each in found if key in each.name)

    assert day_of("step-decision") == ("2027-03-29", 0)
    fact = db.session.scalars(
        select(FactRow).where(FactRow.set_name == "founding", FactRow.key == "decision")
    ).one()
    with transaction():
        said = {"value": {"days": 45, "valid_months": 12}}
        row = db.session.get_one(FactRow, fact.id)
        change_fact(row, db.session.get_one(Person, administrator.id), said, "Νέος", row.revision)
    run_waiting(app)
    assert day_of("step-decision") == ("2027-04-13", 1)
    assert day_of("step-team") == ("2027-01-18", 0)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"about": {"step": "nowhere"}}, "`about.step` is a step of the guide"),
        ({"about": {"step": "tax", "forms": ["ae"]}}, "`about.forms` are legal forms of the guide"),
        ({"about": {"step": "tax", "colour": 1}}, "unknown in `about`: colour"),
        (
            {"about": {"step": "tax", "statute": "x"}},
            "`about.statute` is an article of the checklist",
        ),
        (
            {"about": {"step": "tax", "papers": ["ένα"]}},
            "authority, cost and papers are said in both languages",
        ),
        ({"value": {"days": "a month"}}, "`value` has figures of the guide"),
        ({"value": {"moons": 3}}, "`value` has figures of the guide"),
        ({"value": {"days": 10}}, ""),
    ],
)
def test_what_the_guide_cannot_read_is_refused_with_a_sentence(
    change: dict[str, Any], why: str
) -> None:
    row = {
        **{"set": "founding", "key": "tax", "text_el": "Συνήθως", "text_en": "Usually"},
        **{"unit_el": "", "unit_en": "", "source_title": "", "source_url": ""},
        **{"checked": clock.today(), "expires": None, "mark": "general", "value": None},
        "about": {"step": "tax"},
        **change,
    }
    assert what_is_wrong(row) == why


def uids(calendar: bytes) -> dict[str, tuple[str, str]]:
    """Each line by its UID: its day and its sequence."""
    return {
        str(event["uid"]): (event["dtstart"].dt.isoformat(), str(event["sequence"]))
        for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    }


def test_a_step_is_the_same_line_in_the_file_and_in_the_personal_calendar(
    app: Flask, ada: Person, as_ada: Browser
) -> None:
    own = [{"id": "r1", "what": "Πανό", "by": "2027-02-01", "who": "", "done": False}]
    answers = {"form": "koinsep", "start": "2027-01-11", "name": "Η παρέα", "own": own}
    with transaction():
        import_facts()
        author = Author(db.session.get_one(Person, ada.id), "")
        work = keep_work("founding", "Η παρέα", answers, author, "c1").work
    with app.test_request_context(), speaking("el"):
        feed = as_file("", "", dates_of(db.session.get_one(Person, ada.id)))
    there = uids(feed)
    assert sum(uid.startswith(f"work-{work.id}-step-") for uid in there) == 17
    assert f"work-{work.id}-own-r1" in {uid.partition("@")[0] for uid in there}
    file = as_ada.get(f"/toolbox/works/{work.id}/export/calendar")
    assert uids(file.data) == there
    with transaction():
        here = select(FactRow).where(FactRow.set_name == "founding", FactRow.key == "decision")
        fact = db.session.scalars(here).one()
        said = {"value": {"days": 45, "valid_months": 12}}
        change_fact(fact, db.session.get_one(Person, ada.id), said, "Νέος", fact.revision)
    run_waiting(app)
    moved = uids(as_ada.get(f"/toolbox/works/{work.id}/export/calendar").data)
    assert moved.keys() == there.keys()
    assert moved != there
    with app.test_request_context(), speaking("el"):
        db.session.rollback()
        assert uids(as_file("", "", dates_of(db.session.get_one(Person, ada.id)))) == moved


def test_what_was_taken_before_a_plan_was_kept_is_the_same_line_afterwards(
    app: Flask, ada: Person, as_ada: Browser
) -> None:
    drawn = {**TYPED, "mark": fields_of(as_ada.post(AT, data=TYPED).text)["mark"]}
    again = fields_of(as_ada.post(AT, data={**drawn, "name": "Άλλο όνομα"}).text)
    assert again["mark"] == drawn["mark"]  # whatever the group is called by then
    before = uids(as_ada.post(f"{AT}export/calendar", data=drawn).data)
    form = fields_of(as_ada.post(f"{AT}keeping", data=drawn).text)
    sent = {name: html.unescape(said) for name, said in form.items()}
    kept = as_ada.post(f"{AT}works", data={**sent, "title": "Η παρέα"})
    address = kept.headers["Location"].partition("?")[0]
    after = uids(as_ada.get(f"{address}export/calendar").data)
    assert after.keys() == before.keys()
    assert {uid: day for uid, (day, _sequence) in after.items()} == {
        uid: day for uid, (day, _sequence) in before.items()
    }
    assert all(int(after[uid][1]) >= int(before[uid][1]) for uid in before)  # none looks older
    with app.test_request_context(), speaking("el"):
        assert uids(as_file("", "", dates_of(db.session.get_one(Person, ada.id)))) == after


def test_a_copy_is_another_plan_and_a_save_does_not_make_it_one(
    app: Flask, ada: Person, as_ada: Browser
) -> None:
    answers = {"form": "koinsep", "start": "2027-01-11", "mark": "a1b2"}
    with transaction():
        import_facts()
        person = db.session.get_one(Person, ada.id)
        work = keep_work("founding", "Η παρέα", answers, Author(person), "c1").work
        copy = copy_work(work, "Αντίγραφο", person)
        marks = [each.answers["mark"] for each in (work, copy)]
    assert marks[0] == "a1b2" != marks[1]
    with app.test_request_context(), speaking("el"):
        found = uids(as_file("", "", dates_of(db.session.get_one(Person, ada.id))))
    assert len({uid.partition("-step-")[0] for uid in found}) == 2
    page = fields_of(as_ada.get(f"/toolbox/works/{work.id}/").text)
    assert page["mark"] == "a1b2"
    more = {**page, "name": "Νέο", "form": "koinsep", "mark": "other"}
    assert as_ada.post(f"/toolbox/works/{work.id}/", data=more).status_code == 303
    db.session.rollback()
    said = db.session.get_one(Work, work.id).answers
    assert (said["name"], said["mark"]) == ("Νέο", "a1b2")
    assert "a1b2" not in as_ada.get(f"/toolbox/works/{work.id}/history").text  # nobody answered it
