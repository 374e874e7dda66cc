"""The tool as people meet it: questions, reasons with their facts, files, forms side by side."""

import io
import json
import re
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from kalo.toolbox.tools.legal_forms import TOOL
from kalo.toolbox.tools.legal_forms.kinds import FORMS

HERE = "/toolbox/tools/legal-forms/"
COOKS = {
    "purpose": "work",
    "persons": "4",
    "organisations": "0",
    "municipality": "none",
    "work": "all",
    "outside": "20",
    "pay_out": "no",
    "by_law": "yes",
    "share": "yes",
}


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).strip()


def test_ten_questions_at_most() -> None:
    asked = [name for step in TOOL.steps for name in step.fields]
    assert sorted(asked) == sorted(TOOL.fields)
    assert len(asked) == 10


def test_a_share_that_was_answered_is_told_as_a_share(client: Any) -> None:
    typed = {**COOKS, "outside": "12,5"}
    said = {}
    for at in ("", "/en"):
        page = client.post(f"{at}{HERE}", data=typed).text
        rows = re.findall(r'<th role="rowheader" scope="row">(.*?)</th><td[^>]*>(.*?)</td>', page)
        said[at] = [cell for head, cell in rows if "employees" in head or "εργαζομένων" in head]
    assert said == {"": ["12,5%"], "/en": ["12.5%"]}


def test_each_elimination_names_its_fact_with_source_and_date(client: Any) -> None:
    page = client.post(f"/en{HERE}", data=COOKS)
    assert page.status_code == 200
    words = flat(page.text)
    assert "1 of 11 forms stays open" in words
    assert "You would be 4; it needs 5 founders. [1]" in words
    founders = "[1] A KoinSEp of collective and social benefit needs at least 5 founders."
    assert founders in words
    after = words[words.index(founders) :]
    assert after.index("seen on 22 November 2026") < after.index("[2]")
    assert "What this could not decide" in words
    assert "ask before you sign" in words
    assert "not legal" in words


def test_what_is_only_quoted_is_doubtful_and_says_so(client: Any) -> None:
    words = flat(client.post(f"/en{HERE}", data={"persons": "19"}).text)
    assert "You would be 19; it needs 20 founders." in words
    assert "Usually quoted; we have not seen it at a source: check." in words
    assert "What probably does not fit" in words


def test_where_nothing_fits_it_says_which_answer_stands_in_the_way(client: Any) -> None:
    corner = {"persons": "30", "pay_out": "yes", "by_law": "yes", "purpose": "local"}
    words = flat(client.post(f"/en{HERE}", data=corner).text)
    assert "0 of 11 forms stay open" in words
    assert "No form goes with all of your answers." in words
    without = "Without “Do you want to share out profit among the members?”: KoinSEp of collective"
    assert without in words


def test_nothing_answered_is_no_error(client: Any) -> None:
    for address in (HERE, f"/en{HERE}"):
        page = client.get(address)
        assert page.status_code == 200
        assert len(page.data) < 100_000
    words = flat(client.get(f"/en{HERE}").text)
    assert "10 of 11 forms stay open" in words


def test_the_example_is_one_and_can_be_played(client: Any) -> None:
    words = flat(client.get(f"{HERE}example").text)
    assert "Παράδειγμα" in words
    assert "Μένει ανοιχτή 1 από τις 11 μορφές" in words


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "json"])
def test_files_hold_the_answer_and_its_reasons(client: Any, kind: str) -> None:
    answer = client.post(f"{HERE}export/{kind}", data=COOKS)
    assert answer.status_code == 200
    body = io.BytesIO(answer.data)
    if kind == "pdf":
        words = flat(" ".join(page.extract_text() for page in PdfReader(body).pages))
    elif kind == "docx":
        document = Document(body)
        cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
        words = flat(" ".join([*(p.text for p in document.paragraphs), *cells]))
    elif kind == "xlsx":
        book = load_workbook(body)
        words = flat(" ".join(str(c.value) for sheet in book for row in sheet for c in row))
    else:
        whole = json.loads(answer.data)
        words = answer.data.decode()
        assert whole["answers"]["persons"] == 4
        assert client.post(f"{HERE}opening", data={"file": (body, "a.json")}).status_code == 200
    assert "Συνεταιρισμός Εργαζομένων" in words
    assert "Είστε 4· θέλει 5 ιδρυτικά μέλη." in words
    assert "το είδαμε στις 22 Νοεμβρίου 2026" in words or kind == "json"
    assert "δεν αποτελούν νομική συμβουλή" in words


def test_all_forms_stand_side_by_side(client: Any, queries_run: list[str]) -> None:
    queries_run.clear()
    page = client.get(f"{HERE}comparison")
    assert page.status_code == 200
    assert len([said for said in queries_run if said.startswith("SELECT")]) <= 2
    rows = re.findall(r'<tr role="row"( class="other")?><th role="rowheader"', page.text)
    assert len(rows) == len(FORMS) == 11
    assert rows.count("") == 2  # on a phone
    named = set(re.findall(r'<td role="cell"><a href="#([a-z0-9-]+)"', page.text))
    assert named
    assert all(f'<li id="{key}">' in page.text for key in named)


def test_two_or_three_are_chosen_without_a_script(client: Any) -> None:
    def shown(*forms: str) -> list[str]:
        page = client.get(f"{HERE}comparison", query_string={"form": list(forms)})
        return re.findall(r'value="([a-z0-9-]+)" checked', page.text)

    assert shown("koispe", "association") == ["koispe", "association"]
    assert shown("association", "koispe", "koinsep") == ["koinsep", "koispe", "association"]
    assert shown(*FORMS) == list(FORMS[:3])
    assert shown("nothing") == ["koinsep", "worker-cooperative"]


def test_the_whole_table_goes_along_as_a_spreadsheet(client: Any) -> None:
    answer = client.post(f"/en{HERE}export/comparison", data={})
    assert "filename=which-legal-form-comparison.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.data))
    sheet = book["The forms side by side"]
    assert [cell.value for cell in sheet["A"]][1] == "KoinSEp of collective and social benefit"
    assert (sheet.max_row, sheet.max_column) == (12, 9)
    assert sheet["C2"].value == "5"
    assert "Source: Ν. 4430/2016, άρθρο 18, seen on 22 November 2026." in [
        row[1].value for row in book.worksheets[0] if len(row) > 1
    ]


def test_the_table_of_all_forms_is_on_the_map(client: Any) -> None:
    page = client.get("/sitemap/legal-forms-0.xml").text
    paths = [each.split("</loc>")[0].split("/toolbox/")[1] for each in page.split("<loc>")[1:]]
    assert paths == ["tools/legal-forms/comparison"] * 2
    assert client.get("/toolbox/tools/legal-forms/comparison").status_code == 200
