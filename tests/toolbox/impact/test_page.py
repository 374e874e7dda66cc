"""The tool on its page, without an account and without scripts, and what is taken along."""

import io
import json
import re
from typing import Any

import pytest
from docx import Document
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from kalo.toolbox.tools.impact import TOOL
from kalo.toolbox.tools.impact.questionnaires import questionnaire
from kalo.toolbox.views.places import filled

TOOL_PAGE = "/toolbox/tools/impact/"
HOSTILE = '=HYPERLINK("http://x") <script>alert(1)</script> #panic()'


def form_of(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as a form sends them."""
    form: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list):
            for row in value:
                form[f"{name}.{row['id']}._"] = "1"
                form.update(
                    {f"{name}.{row['id']}.{k}": str(v) for k, v in row.items() if k != "id"}
                )
        else:
            form[name] = "1" if value is True else str(value)
    return form


@pytest.fixture
def example() -> dict[str, Any]:
    return dict(TOOL.example("el"))


def radios(page: str) -> set[str]:
    return set(re.findall(r'type="radio" name="((?:before|after)_\w+)"', page))


@pytest.mark.parametrize("kind", ["integration", "collective", "other"])
def test_each_kind_is_asked_its_own_questionnaire(client: Any, kind: str) -> None:
    page = client.post(TOOL_PAGE, data={"kind": kind}).text
    assert radios(page) == {each.name("before") for each in questionnaire(kind)}


def test_before_a_kind_is_chosen_only_what_all_are_asked_stands_there(client: Any) -> None:
    assert radios(client.get(TOOL_PAGE).text) == {s.name("before") for s in questionnaire("")}


def test_what_is_not_asked_now_is_not_lost(client: Any) -> None:
    """An answer to another kind's statement, and to the second time, go along unseen."""
    sent = {"kind": "other", "before_work_pay": "3", "after_work_decent": "2"}
    page = client.post(TOOL_PAGE, data=sent).text
    for name, value in (("before_work_pay", "3"), ("after_work_decent", "2")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_the_second_time_stands_beside_the_first(client: Any) -> None:
    sent = {"kind": "other", "again": "1", "before_work_decent": "1", "before_work_stay": "1"}
    page = client.post(TOOL_PAGE, data={**sent, "after_work_decent": "3", "after_work_stay": "4"})
    assert radios(page.text) == {each.name("after") for each in questionnaire("other")}
    lists = re.findall(r'<select id="f-(before_\w+)".*?</select>', page.text)
    assert set(lists) == {each.name("before") for each in questionnaire("other")}
    decent = re.search(r'<select id="f-before_work_decent".*?</select>', page.text)
    assert decent
    assert '<option value="1" selected>1: λίγο</option>' in decent[0]
    assert "Την πρώτη φορά: 1." in page.text
    row = re.search(r'<th[^>]*scope="row">Εργασία</th>(.*?)</tr>', page.text)
    assert row
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row[1]) == ["25", "87,5", "+62,5"]


def test_a_card_of_the_bank_is_chosen_by_a_button(client: Any) -> None:
    page = client.post(TOOL_PAGE, data={"press": "card retention"}).text
    assert '<option value="retention" selected>' in page
    assert page.count('value="card ') == 21
    again = {"press": "card retention", "indicators.a.card": "retention", "indicators.a._": "1"}
    assert client.post(TOOL_PAGE, data=again).text.count("<legend>Δείκτης ") == 1
    assert client.post(TOOL_PAGE, data={"press": "card nonsense"}).text.count(" selected>") == 0


@pytest.mark.parametrize(
    ("second", "warned"),
    [("", 0), ("2027-03-16", 0), ("2027-03-15", 1), ("2026-03-15", 1)],
)
def test_a_second_time_that_is_not_after_the_first_is_asked_about(
    client: Any, second: str, warned: int
) -> None:
    sent = {"kind": "integration", "before_on": "2027-03-15", "after_on": second}
    sent |= {statement.name("before"): "2" for statement in questionnaire("integration")}
    page = client.post(f"/en{TOOL_PAGE}", data=sent).text
    words = "The second time is not after the first: look at the two days again."
    assert page.count(f"<p>{words}</p>") == warned


def test_the_name_of_an_indicator_is_in_the_report_whatever_was_chosen(client: Any) -> None:
    sent = {
        "indicators.a._": "1",
        "indicators.a.own": "Μέρες ανοιχτά",
        "indicators.a.actual": "9",
        "indicators.b._": "1",
        "indicators.b.card": "retention",
        "indicators.b.own": "στην κουζίνα",
        "indicators.c._": "1",
        "indicators.c.card": "own",
        "indicators.d._": "1",
        "indicators.d.baseline": "12",
    }
    page = client.post(TOOL_PAGE, data=sent).text
    named = page.partition("<caption>Δείκτες και τιμές</caption>")[2].partition("</table>")[0]
    assert re.findall(r'scope="row">(.*?)</th>', named) == [
        "Μέρες ανοιχτά",
        "Παραμονή στους 6 ή 12 μήνες (%): στην κουζίνα",
        "Χωρίς όνομα",
    ]


def test_whoever_has_chosen_opens_the_bank_and_the_methods_by_a_press(client: Any) -> None:
    """What a page no longer sends at once comes by the form itself, with all that was typed."""
    sent = {"goal": "Δέκα θέσεις", "indicators.a.card": "retention", "indicators.a._": "1"}
    for press, heading in (("bank", "Τύπος"), ("methods", "Πότε:")):
        without = client.post(TOOL_PAGE, data=sent).text
        assert f'name="press" value="{press}"' in without
        assert without.count(f">{heading}<") == 0
        page = client.post(TOOL_PAGE, data={**sent, "press": press}).text
        assert page.count(f">{heading}<") == {"bank": 22, "methods": 12}[press]
        assert ">Δέκα θέσεις</textarea>" in page
        assert '"retention" selected>' in page


def test_arrows_are_offered_to_later_links_only(client: Any) -> None:
    boxes = {"a": "activities", "b": "outputs", "c": "inputs"}
    sent = {f"boxes.{k}.link": v for k, v in boxes.items()}
    sent |= {f"boxes.{k}.text": k.upper() for k in boxes}
    page = client.post(TOOL_PAGE, data=sent).text
    offered = dict(re.findall(r'name="boxes\.(\w)\.next">(.*?)</select>', page, re.S))
    assert {k: re.findall('<option value="(.)"', v) for k, v in offered.items()} == {
        "a": ["b"],
        "c": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"inputs": "0"}, "(I = 0)"),
        ({}, "Γράψε όσα μπήκαν (I)"),
        ({"inputs": "100", "outcomes.a.deadweight": ""}, "λείπει DW"),
    ],
)
def test_what_cannot_be_reckoned_is_said_and_no_ratio_shown(
    client: Any, sent: dict[str, str], said: str
) -> None:
    shares = ("deadweight", "displacement", "attribution", "drop_off")
    row = dict.fromkeys(shares, "0") | {"name": "x", "quantity": "1", "value": "10", "years": "1"}
    outcome = {f"outcomes.a.{name}": value for name, value in row.items()}
    page = client.post(TOOL_PAGE, data={**outcome, **sent}).text
    assert said in page
    assert "Παρούσα αξία</th>" not in page


@pytest.mark.parametrize("share", ["-1", "100,01", "120"])
def test_a_share_outside_0_to_100_comes_back_with_its_sentence(client: Any, share: str) -> None:
    page = client.post(TOOL_PAGE, data={"outcomes.a.deadweight": share})
    assert page.text.count("Από 0 έως 100") >= 1
    assert f'value="{share}"' in page.text


def test_small_counts_stay_out_of_the_report_unless_it_stays_inside(
    client: Any, example: dict[str, Any]
) -> None:
    row = r'<th[^>]*scope="row">Μεταβάσεις[^<]*</th>(.*?)</tr>'
    for show, cells in (
        ({}, ["0", "κάτω από 5", "κάτω από 5", ""]),
        ({"show_few": "1"}, ["0", "4", "2", "50%"]),
    ):
        page = client.post(TOOL_PAGE, data={**form_of(example), **show}).text
        found = re.search(row, page)
        assert found
        assert re.findall(r"<td[^>]*>([^<]*)</td>", found[1])[:4] == cells


def test_the_example_says_what_it_is(client: Any) -> None:
    for language, said in (("", "Παράδειγμα: μια ομάδα ένταξης"), ("/en", "Example: an int")):
        page = client.get(f"{language}{TOOL_PAGE}example")
        assert page.status_code == 200
        assert said in page.text


def test_it_is_never_called_official(client: Any) -> None:
    page = client.get(f"{TOOL_PAGE}example").text
    assert "Άσκηση αυτοαξιολόγησης" in page
    assert re.findall(r"\w+ \w+ επίσημ\w+", page) == ["Δεν είναι επίσημη"]


def test_the_example_reads_as_its_fields_read_it(example: dict[str, Any]) -> None:
    for name, value in example.items():
        assert TOOL.fields[name].read(value) is not None, name
    assert set(TOOL.example("en")) == set(example)


# Taken along.


def all_words(answers: dict[str, Any]) -> list[str]:
    """Every word that somebody typed."""
    typed = [v for n, v in answers.items() if n == "name" or n.startswith("story_")]
    typed += [answers[n] for n in ("goal", "others", "move", "move_who", "asked_when")]
    for rows in ("boxes", "people", "indicators", "outcomes"):
        for row in answers[rows]:
            names = ("text", "assumption", "who", "gains", "loses", "own", "source", "value_from")
            typed += [row[each] for each in (*names, "name") if row.get(each)]
    return typed


def flat(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text)


def test_every_export_holds_all_that_was_entered(client: Any, example: dict[str, Any]) -> None:
    form = form_of({**example, "story_plans": HOSTILE, "show_few": True})
    typed = all_words({**example, "story_plans": HOSTILE})

    def taken(kind: str) -> bytes:
        answer = client.post(f"{TOOL_PAGE}export/{kind}", data=form)
        assert answer.status_code == 200
        return bytes(answer.data)

    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(taken("pdf"))).pages)
    document = Document(io.BytesIO(taken("docx")))
    written = " ".join(
        [p.text for p in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    book = load_workbook(io.BytesIO(taken("xlsx")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} <= {"s", "n"}  # no formula
    lines = " ".join(str(c.value) for c in cells)
    for words in typed:
        assert flat(words) in flat(paper), words
        assert flat(words) in flat(written), words
        assert flat(words) in flat(lines), words
    for words in ("72.302,13", "1,205", "4.149,26"):
        assert words in paper
        assert words in written
    assert {72302.13, 1.205, 4149.26} <= {c.value for c in cells}  # numbers, to be reckoned with
    data = json.loads(taken("json"))
    assert TOOL.slug == data["tool"]
    assert data["answers"]["outcomes"][0]["value"] == 5000
    assert data["answers"]["story_plans"] == HOSTILE


def test_nothing_answered_makes_a_report_too(app: Flask) -> None:
    with app.test_request_context():
        empty = TOOL.result(filled(TOOL, {}), "el")
    assert [block.kind for block in empty.blocks] == ["notice", "para", "notice"]


def test_the_whole_of_it_is_reckoned_and_drawn(client: Any, example: dict[str, Any]) -> None:
    """As many outcomes, boxes and indicators as there may be; one more is given back."""
    outcome = {**example["outcomes"][0], "years": 30, "drop_off": 3.33, "value": 1234.56}
    example["outcomes"] = [{**outcome, "id": f"o{n}"} for n in range(13)]
    text = {"text": "κείμενο " * 14, "assumption": "υπόθεση " * 20}
    links = ("activities", "outcomes")
    example["boxes"] = [{"id": f"b{n}", "link": links[n // 20], **text} for n in range(40)]
    page = client.post(TOOL_PAGE, data=form_of(example)).text
    assert "Το πολύ 12" in page
    assert "Ό,τι δεν χώρεσε" in page
    assert page.count('class="im-ours im-mute-line"') == 20
    assert page.count('class="im-theirs im-mute-line"') == 20
    assert "Παρούσα αξία</th>" in page


def test_statements_are_few_and_the_same_for_a_full_page(
    client: Any, queries_run: list[str], example: dict[str, Any]
) -> None:
    client.get(f"{TOOL_PAGE}example")  # what is read once by a process
    counts = []
    for sent in ({"name": "x"}, form_of(example)):
        queries_run.clear()
        client.post(f"{TOOL_PAGE}result", data=sent)
        counts.append(len(queries_run))
    assert counts == [1, 2]  # the facts; and for a kind, the medians of others
