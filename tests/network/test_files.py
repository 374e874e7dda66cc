"""Files of the directory, of an organisation and of unions: what the page says, in every format."""

import io
import json
import re
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.network.models import RESTING, Organisation
from kalo.network.views import taking
from kalo.toolbox.facts import facts_in_file
from tests.conforming import faults_of
from tests.conftest import Browser
from tests.factories.network import make_call, make_organisation
from tests.network.test_directory import fill

NOT = {
    "el": "ούτε πιστοποίηση ούτε σύσταση",
    "en": "neither a certificate nor a recommendation",
}
HOSTILE = "=1+1 #panic(1) <b>λόγια</b>"


def words(paper: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    return " ".join(" ".join(pages).split())


def sheet(body: bytes, number: int = 1) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(body))
    return [list(row) for row in book.worksheets[number].iter_rows(values_only=True)]


@pytest.fixture
def two(ada: Person) -> None:
    """A garden that seeks something, a kitchen elsewhere; one that rests."""
    kipos = make_organisation(
        "Κήπος",
        ada,
        name_en="Garden",
        summary_en="We plant.",
        summary_el=HOSTILE,
        about_el="Αποφασίζουμε\nμαζί.",
        sectors=frozenset({"green"}),
        services=frozenset({"work"}),
        needs=frozenset({"space"}),
        website="https://kipos.example.org",
        founded=1999,
        people=1200,
        email="secret@example.org",
    )
    make_organisation("Άρωμα Κουζίνας", place="ilion")
    make_organisation("Κρυμμένο", state=RESTING)
    make_call(kipos, title="Ζητάμε αποθήκη", place="ilion", text="Δέκα τετραγωνικά.")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("spoken", ["el", "en"])
def test_the_directory_as_filtered_is_the_same_in_every_file(client: Browser, spoken: str) -> None:
    here = f"{'' if spoken == 'el' else '/en'}/network/organisations"
    name = {"el": "Κήπος", "en": "Garden"}[spoken]
    every = {kind: client.get(f"{here}.{kind}?place=peristeri").data for kind in ("pdf", "xlsx")}
    data = json.loads(client.get(f"{here}.json?place=peristeri").data)
    assert faults_of(every["pdf"]) == []
    paper = words(every["pdf"])
    for said in (name, NOT[spoken], "https://kipos.example.org"):
        assert said in paper
    assert {"el": HOSTILE, "en": "We plant."}[spoken] in paper
    header, *rows = sheet(every["xlsx"])
    assert [(row[0], row[9], row[10]) for row in rows] == [(name, 1999, 1200)]
    assert len(header) == 13
    assert data["answers"] == {"asked": {"place": "peristeri"}}
    assert [each["page"] for each in data["more"]["organisations"]] == ["kipos"]
    assert data["more"]["organisations"][0]["services"] == ["work"]
    assert {"el": "Περιστέρι", "en": "Peristeri"}[spoken] in data["report"][0]["text"]
    everything = b"".join(every.values()) + json.dumps(data).encode() + paper.encode()
    assert b"secret" not in everything
    assert "Κρυμμένο" not in client.get(f"{here}.json").text


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("spoken", ["el", "en"])
def test_an_organisation_goes_home_as_its_page_is(client: Browser, spoken: str) -> None:
    here = f"{'' if spoken == 'el' else '/en'}/network/kipos/profile"
    files = {kind: client.get(f"{here}.{kind}").data for kind in ("pdf", "docx", "json")}
    assert faults_of(files["pdf"]) == []
    document = Document(io.BytesIO(files["docx"]))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    data = json.loads(files["json"])
    flat = json.dumps(data["report"], ensure_ascii=False)
    in_docx = " ".join([*(p.text for p in document.paragraphs), *cells])
    for said in (words(files["pdf"]), in_docx, flat):
        for part in ("Ζητάμε αποθήκη", "Δέκα τετραγωνικά.", "1999", NOT[spoken], "1200"):
            assert part in said
    assert data["answers"]["summary_el"] == HOSTILE
    assert b"secret" not in b"".join(files.values())


def test_a_page_that_not_everybody_sees_says_so_in_its_file(as_edna: Browser) -> None:
    make_organisation("Κήπος", state=RESTING)
    data = json.loads(as_edna.get("/network/kipos/profile.json").data)
    assert data["report"][0]["text"].startswith("Αυτή η σελίδα δεν είναι στον κατάλογο")


@pytest.mark.parametrize("spoken", ["el", "en"])
def test_unions_say_where_each_word_is_from_and_when_it_was_seen(
    client: Browser, spoken: str
) -> None:
    here = f"{'' if spoken == 'el' else '/en'}/network/unions/unions"
    facts = facts_in_file("networks", spoken)
    paper = client.get(f"{here}.pdf").data
    assert faults_of(paper) == []
    data = json.loads(client.get(f"{here}.json").data)
    stated = [block for block in data["report"] if block["kind"] == "stated"]
    assert {block["text"] for block in stated} == {fact.text for fact in facts.values()}
    assert all(block["checked"] for block in stated)
    header, *rows = sheet(client.get(f"{here}.xlsx").data)
    assert {row[header.index({"el": "Τι είναι", "en": "What it is"}[spoken])] for row in rows} == {
        fact.text for fact in facts.values()
    }
    cities = json.loads(client.get(f"{here}.json?level=european&members=municipalities").data)
    assert [b["kind"] for b in cities["report"]].count("stated") == 1
    assert client.get(f"{here}.pdf?level=x").status_code == 404


@pytest.mark.usefixtures("alone")
def test_files_of_5_000_cost_the_statements_of_3_and_say_that_they_are_a_part(
    client: Browser, queries_run: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(taking.MOST, "pdf", 5)
    monkeypatch.setitem(taking.MOST, "json", 4_000)
    counted, shown = [], []
    for size in (3, 5_000):
        with transaction():
            db.session.query(Organisation).delete()
        fill(size)
        for kind in ("pdf", "json"):
            queries_run.clear()
            body = client.get(f"/network/organisations.{kind}").data
            counted.append(len(queries_run))
            said = words(body) if kind == "pdf" else body.decode()
            shown.append((len(set(re.findall(r"Κήπος \d+", said))), "Αυτό είναι ένα μέρος" in said))
    assert counted == [2] * 4
    assert shown == [(3, False), (3, False), (5, True), (4_000, True)]
    page = client.get("/network/").text
    assert "Το PDF έχει τους πρώτους 5 κατά όνομα" in page
