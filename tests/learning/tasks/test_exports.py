"""A work taken along: documents that programs and people can read, in Greek and in English."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from tests.conforming import faults_of
from tests.learning.tasks.conftest import Task, hand_in, main, make_task

SOURCE = """# Σκοπός

Διαλέγουμε **ΚοινΣΕπ**, _όχι_ [ΑΜΚΕ](https://example.org/amke) · ᾄδω.

- ένα μέλος
- μία ψήφος
  1. πρώτα
  2. μετά

| Μήνας | Έσοδα |
| --- | --- |
| Μάιος | 120 € |

> Λόγια άλλων

```
#set <b> $x$
```
"""
HOSTILE = '#panic("x") #include "/etc/passwd" $ x $ *α* \\u{41} <script> {{ x }} ]]> " ` @ref'


def words(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages)).strip()


def pdf_of(browser: Any, task: Task, door: str = "export.pdf") -> PdfReader:
    answer = browser.get(task.at(door))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert faults_of(answer.data) == []
    return PdfReader(io.BytesIO(answer.data))


def docx_of(browser: Any, task: Task, door: str = "export.docx") -> Any:
    answer = browser.get(task.at(door))
    assert answer.status_code == 200
    assert answer.mimetype.endswith("wordprocessingml.document")
    return Document(io.BytesIO(answer.data))


def roles(pdf: PdfReader) -> list[str]:
    """What the parts of a tagged document are, in order."""
    found: list[str] = []

    def walk(part: Any) -> None:
        part = part.get_object() if hasattr(part, "get_object") else part
        if isinstance(part, list):
            for each in part:
                walk(each)
        elif isinstance(part, dict):
            if "/S" in part:
                found.append(str(part["/S"]))
            walk(part.get("/K", []))

    walk(pdf.root_object["/StructTreeRoot"]["/K"])
    return found


def test_a_pdf_says_what_was_written_and_what_its_parts_are(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, SOURCE)
    pdf = pdf_of(as_ada, task, "export.pdf?version=1")
    said = words(pdf)
    for part in (
        "Αιτιολογημένη επιλογή μορφής",
        "Ada · title 1 el · εκδοχή 1 ·",
        "Διαλέγουμε ΚοινΣΕπ, όχι ΑΜΚΕ · ᾄδω.",
        "Μάιος",
        "120 €",
        "Λόγια άλλων",
        "#set <b> $x$",
    ):
        assert part in said
    tags = roles(pdf)
    for tag in ("/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/BlockQuote"):
        assert tag in tags, tags


def test_a_pdf_is_for_everybody(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, SOURCE)
    root = pdf_of(as_ada, task).root_object
    assert root["/Lang"] == "el"
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Αιτιολογημένη επιλογή μορφής" in metadata


def test_a_document_of_the_office_kind_has_the_same_parts(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, SOURCE)
    document = docx_of(as_ada, task)
    facts = document.core_properties
    assert (facts.title, facts.author) == ("Αιτιολογημένη επιλογή μορφής", "Ada")
    assert facts.language == "el-GR"
    styles = {each.style.name: each.text for each in document.paragraphs}
    assert styles["Title"] == "Αιτιολογημένη επιλογή μορφής"
    assert styles["Heading 1"] == "Σκοπός"
    assert styles["List Bullet"] == "μία ψήφος"
    assert styles["List Number 2"] == "μετά"
    assert styles["Quote"] == "Λόγια άλλων"
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Μάιος", "120 €"]


def test_english_pages_give_english_documents(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, "We choose.")
    answer = as_ada.get(f"/en{task.at('export.docx')}")
    facts = Document(io.BytesIO(answer.data)).core_properties
    assert (facts.title, facts.language) == ("A reasoned choice", "en-GB")
    paper = as_ada.get(f"/en{task.at('export.pdf')}").data
    assert faults_of(paper) == []
    pdf = PdfReader(io.BytesIO(paper))
    assert pdf.root_object["/Lang"] == "en"
    assert "Ada · title 1 en · draft ·" in words(pdf)


def test_what_was_typed_is_never_markup_of_the_format(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, f"```\n{HOSTILE}\n```\n\nτέλος")
    assert HOSTILE in words(pdf_of(as_ada, task))
    assert HOSTILE in [each.text for each in docx_of(as_ada, task).paragraphs]


@pytest.mark.parametrize(
    "source",
    [
        "### μόνο τρίτου\n\n# μετά πρώτου\n\n##### και πέμπτου",
        "> > - 1. # βαθιά\n\n1. > ```\n   > x\n   > ```",
        "| α |\n|---|\n| β | γ | δ |",
        "| |\n|---|",
        "- \n- \n\n1. ",
        "α  \nβ\n\n\u0301 \ufeff 漢字 👨‍👩‍👧 \u202e",
        "[](https://example.org/) [x](mailto:a@example.org) <https://example.org/?a=1&b=2>",
        "::: Δείξε\nκρυφό\n:::\n\n[^1] και [^2]\n\n[^1]: α\n[^2]: β",
        "* * *",
        "α" * 20_000,
        "- [ ] να γίνει\n- [x] έγινε",
    ],
)
def test_any_text_becomes_a_document(as_ada: Any, task: Task, source: str) -> None:
    hand_in(as_ada, task, source)
    assert pdf_of(as_ada, task).pages
    assert docx_of(as_ada, task).paragraphs


def test_the_draft_and_each_version_are_documents_of_their_own(as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, "πρώτη")
    hand_in(as_ada, task, "δεύτερη", revision=1)
    as_ada.post(task.at("draft"), data={"body": "τρίτη, ακόμη δική μου", "revision": 2})
    doors = ("export.docx?version=1", "export.docx?version=2", "export.docx")
    last = [docx_of(as_ada, task, door).paragraphs[-1].text for door in doors]
    assert last == ["πρώτη", "δεύτερη", "τρίτη, ακόμη δική μου"]
    assert as_ada.get(task.at("export.docx?version=3")).status_code == 404
    assert as_ada.get(task.at("export.docx?version=x")).status_code == 404
    assert as_ada.get(task.at("export.docx?version=99999999999999999999")).status_code == 404


def test_facilitators_export_versions_and_no_draft(as_fay: Any, as_ada: Any, task: Task) -> None:
    hand_in(as_ada, task, "παραδομένο")
    as_ada.post(task.at("draft"), data={"body": "μυστικό", "revision": 1})
    for kind in ("docx", "pdf"):
        assert as_fay.get(f"/learning/marking/works/1/export.{kind}").status_code == 200
    answer = as_fay.get("/learning/marking/works/1/export.docx")
    assert Document(io.BytesIO(answer.data)).paragraphs[-1].text == "παραδομένο"
    assert as_fay.get(task.at("export.docx")).status_code == 404


def test_all_works_stand_in_ones_own_space(as_ada: Any, make: Any, task: Task) -> None:
    other = make_task(make, 2)
    empty = main(as_ada.get("/learning/mine/work/"))
    assert "Τίποτα εδώ ακόμη" in empty
    hand_in(as_ada, other, "δεύτερο πρόγραμμα")
    as_ada.post(task.at("draft"), data={"body": "πρόχειρο", "revision": 0})
    html = main(as_ada.get("/learning/mine/work/"))
    assert html.index("title 1 el") < html.index("title 2 el")
    assert f'href="{task.at()}"' in html
    assert f'href="{other.at("export.pdf")}"' in html


def test_own_space_asks_the_same_however_much_there_is(
    as_ada: Any, make: Any, queries_run: list[str]
) -> None:
    asked = []
    for number in range(1, 4):
        hand_in(as_ada, make_task(make, number))
        queries_run.clear()
        main(as_ada.get("/learning/mine/work/"))
        asked.append(len(queries_run))
    assert asked == [asked[0]] * 3


def test_everything_comes_as_a_zip(as_ada: Any, as_person: Any, mallory: Any, make: Any) -> None:
    tasks = [make_task(make, number) for number in (1, 2)]
    hand_in(as_ada, tasks[0], "πρώτο", files=(io.BytesIO(b"%PDF-1.4"), "σχέδιο.pdf"))
    hand_in(as_ada, tasks[1], "δεύτερο")
    hand_in(as_person(mallory), tasks[0], "ξένο")
    answer = as_ada.get("/learning/mine/work/all.zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        names = packed.namelist()
        inside = Document(io.BytesIO(packed.read(names[0])))
    assert [re.sub(r"aitiolog[^/.]*", "work", name) for name in names] == [
        "01-work/work.docx",
        "01-work/work.pdf",
        "01-work/1-σχέδιο.pdf",
        "02-work/work.docx",
        "02-work/work.pdf",
    ]
    assert "πρώτο" in [each.text for each in inside.paragraphs]
    assert "σχέδιο.pdf" in [each.text for each in inside.paragraphs]
