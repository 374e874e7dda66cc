"""A tool without an account: every answer comes back with the page, and nothing is stored."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from kalo.kit.db import db
from kalo.toolbox.fields import Money
from kalo.toolbox.models import Work
from tests.conftest import HTMX, Browser

TYPED = {
    "name": "Κήπος στο <b>Ίλιον</b>",
    "why": "Για σκιά\nκαι σύκα",
    "kind": "roof",
    "grows": ["vines", "figs"],
    "people": "12",
    "money": "1.250,50",
    "shade": "40",
    "start": "2026-12-01",
    "water": "1",
    "costs.k1._": "1",
    "costs.k1.what": "Χώμα",
    "costs.k1.amount": "300",
    "costs.k2._": "1",
    "costs.k2.what": "=1+1",
    "costs.k2.amount": "50,5",
}


@pytest.fixture
def page(client: Browser, garden: Any) -> Any:
    return client.get("/toolbox/tools/garden/")


def test_a_tool_opens_for_everybody_with_nothing_answered(page: Any) -> None:
    assert page.status_code == 200
    for words in ("Garden plan", "Name of the garden", "The means", "Ο κήπος"):
        assert words in page.text
    assert "Set-Cookie" not in page.headers


def test_a_press_gives_everything_back_and_stores_nothing(client: Browser, garden: Any) -> None:
    got = client.post("/toolbox/tools/garden/", data=TYPED)
    assert got.status_code == 200
    for words in (
        'value="Κήπος στο &lt;b&gt;Ίλιον&lt;/b&gt;"',
        ">Για σκιά\nκαι σύκα</textarea>",
        'value="roof" checked',
        'value="figs" checked',
        'value="1250.5"',
        'value="2026-12-01"',
        'value="Χώμα"',
        'value="50.5"',
        "350,50",
    ):
        assert words in got.text
    assert db.session.scalar(select(func.count(Work.id))) == 0


def test_what_cannot_be_read_comes_back_as_it_was_typed(client: Browser, garden: Any) -> None:
    wrong = {"people": "πολλοί", "shade": "140", "start": "αύριο", "kind": "lake", "name": "Κ"}
    got = client.post("/toolbox/tools/garden/keeping", data=wrong)
    assert got.status_code == 422
    for words in ('value="πολλοί"', 'value="140"', 'value="Κ"', 'aria-invalid="true"'):
        assert words in got.text


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (
            "/en",
            [
                "How many people will found it? From 0 to 100,000, please.",
                "How many organisations will be members? A number, please.",
            ],
        ),
        (
            "",
            [
                "Πόσα άτομα θα το ιδρύσουν; Από 0 έως 100.000, παρακαλώ.",
                "Πόσες οργανώσεις θα είναι μέλη; Έναν αριθμό, παρακαλώ.",
            ],
        ),
    ],
    ids=["en", "el"],
)
def test_what_needs_a_look_is_named_after_its_question(
    client: Browser, at: str, said: list[str]
) -> None:
    typed = {"persons": "-3", "organisations": "πολλές"}
    got = client.post(f"{at}/toolbox/tools/legal-forms/", data=typed)
    shown = got.text.partition('id="wrong"')[2].partition("</ul>")[0]
    found = re.findall(r"<li>(.*?)</li>", shown, re.S)
    assert [re.sub(r"<[^>]+>", "", each) for each in found] == said


@pytest.mark.parametrize(
    ("pressed", "order"),
    [
        ("up costs.k2", ["k2", "k1"]),
        ("down costs.k1", ["k2", "k1"]),
        ("up costs.k1", ["k1", "k2"]),
        ("remove costs.k1", ["k2"]),
        ("remove costs.k9", ["k1", "k2"]),
        ("add name", ["k1", "k2"]),
    ],
)
def test_rows_are_moved_and_taken_away_without_a_script(
    client: Browser, garden: Any, pressed: str, order: list[str]
) -> None:
    got = client.post("/toolbox/tools/garden/", data={**TYPED, "_row": pressed})
    found = [part.split(".")[0] for part in got.text.split('name="costs.')[1:] if "._" in part[:6]]
    assert found == order


def test_a_row_more_and_none_over_the_limit(client: Browser, garden: Any) -> None:
    got = client.post("/toolbox/tools/garden/", data={**TYPED, "_row": "add costs"})
    assert got.text.count('class="row-of"') == 3
    assert "data-fresh" in got.text
    assert 'value="add costs"' not in got.text
    more = {f"costs.m{n}.what": f"Γραμμή {n}" for n in range(9)}
    full = client.post("/toolbox/tools/garden/", data={**TYPED, **more})
    assert full.text.count('class="row-of"') == 3
    assert "Γραμμή 8</textarea>" in full.text  # what did not fit is given back


def test_ten_thousand_rows_are_bounded_and_come_back(client: Browser, garden: Any) -> None:
    many = {f"costs.r{n}.what": f"n{n}" for n in range(10_000)}
    got = client.post("/toolbox/tools/garden/", data=many)
    assert got.status_code == 422
    assert got.text.count('class="row-of"') == 3
    assert "n9999</textarea>" in got.text


def test_rows_that_do_not_fit_are_not_read(
    client: Browser, garden: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []
    whole = Money.read
    monkeypatch.setattr(Money, "read", lambda self, raw: read.append(raw) or whole(self, raw))
    many = {"costs": [{"id": f"r{n}", "amount": n} for n in range(40_000)]}
    got = opened(client, json.dumps(many).encode())
    assert got.status_code == 422
    assert [raw for raw in read if raw is not None] == [0, 1, 2]
    assert got.text.count("\n19999\n") == 1  # enough for every honest list
    assert "\n30000\n" not in got.text


def test_the_result_grows_alone_for_htmx(client: Browser, garden: Any) -> None:
    got = client.post("/toolbox/tools/garden/result", data=TYPED, headers=HTMX)
    assert got.text.lstrip().startswith("<section")
    assert "350,50" in got.text


def test_an_address_may_answer_something(client: Browser, garden: Any) -> None:
    got = client.get("/toolbox/tools/garden/?kind=park&people=9&strange=1")
    assert 'value="park" checked' in got.text
    assert 'value="9"' in got.text


def test_the_example_opens_and_is_not_kept(client: Browser, garden: Any) -> None:
    got = client.get("/en/toolbox/tools/garden/example")
    assert "This is an example" in got.text
    assert 'value="Παράδειγμα"' in got.text
    assert client.get("/toolbox/tools/nothing/example").status_code == 404
    played = client.post("/toolbox/tools/garden/keeping", data={"_example": "1", "people": "8"})
    assert 'name="_example"' in played.text
    assert 'value="Παράδειγμα: Garden plan"' in played.text
    sent = {"title": "Αντίγραφο", "answers": "{}", "_example": "1"}
    assert "kept=" not in client.post("/toolbox/tools/garden/works", data=sent).location


@pytest.mark.parametrize(("sent", "says"), [(TYPED, False), ({**TYPED, "_example": "1"}, True)])
def test_a_file_of_the_example_says_so(
    client: Browser, garden: Any, sent: dict[str, Any], says: bool
) -> None:
    file = client.post("/toolbox/tools/garden/export/pdf", data=sent).data
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    assert ("Αυτό είναι ένα παράδειγμα" in " ".join(words.split())) is says


MADE_UP = re.compile(r'name="_example" value="(\w+)"')


def test_what_is_made_up_says_so_in_every_file_and_opens_as_that_again(
    client: Browser, garden: Any
) -> None:
    """The example and a copy of it, from file to page to file; what is neither says neither."""
    for mark, in_file in (("1", True), ("copy", "copy"), ("", None)):
        sent = {**TYPED, **({"_example": mark} if mark else {})}
        for _round in range(2):
            file = client.post("/toolbox/tools/garden/export/json", data=sent).data
            assert json.loads(file).get("example") == in_file
            page = opened(client, file).text
            assert MADE_UP.findall(page) == ([mark] if mark else [])
            assert (" data-example" in page) is (mark == "1")
            assert ("Ξεκίνησε ως αντίγραφο" in page) is (mark == "copy")


def test_a_copy_that_was_kept_is_still_one_after_file_page_and_keeping_again(
    client: Browser, garden: Any
) -> None:
    sent = {"title": "Αντίγραφο", "answers": '{"name": "Κήπος"}', "_example": "1"}
    for _round in range(2):
        kept = client.post("/toolbox/tools/garden/works", data=sent).location
        assert "Ξεκίνησε ως αντίγραφο" in client.get(kept).text
        file = client.get(f"{kept.partition('?')[0]}export/json").data
        assert json.loads(file)["example"] == "copy"
        page = opened(client, file).text
        assert MADE_UP.findall(page) == ["copy"]
        asked = client.post("/toolbox/tools/garden/keeping", data={**TYPED, "_example": "copy"})
        assert MADE_UP.findall(asked.text) == ["copy"]
        sent["_example"] = "copy"


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "json"])
def test_files_are_made_of_what_was_not_kept(client: Browser, garden: Any, kind: str) -> None:
    got = client.post(f"/toolbox/tools/garden/export/{kind}", data=TYPED)
    assert got.status_code == 200
    assert got.headers["Content-Disposition"] == f"attachment; filename=garden-plan.{kind}"
    assert client.post("/toolbox/tools/garden/export/exe", data=TYPED).status_code == 404


def test_no_file_leaves_out_what_could_not_be_read(client: Browser, garden: Any) -> None:
    got = client.post("/toolbox/tools/garden/export/pdf", data={**TYPED, "people": "πολλά"})
    assert got.status_code == 422
    assert 'value="πολλά"' in got.text
    assert "Content-Disposition" not in got.headers


def test_a_json_file_opens_again_as_it_was(client: Browser, garden: Any) -> None:
    file = client.post("/toolbox/tools/garden/export/json", data=TYPED).data
    kept = json.loads(file)
    assert kept["answers"]["name"] == "Κήπος στο <b>Ίλιον</b>"
    assert kept["answers"]["costs"][1] == {"id": "k2", "what": "=1+1", "amount": 50.5}
    upload = {"file": (BytesIO(file), "κήπος.json")}
    got = client.post("/toolbox/tools/garden/opening", data=upload)
    assert got.status_code == 200
    assert 'value="50.5"' in got.text


def opened(client: Browser, body: bytes) -> Any:
    upload = {"file": (BytesIO(body), "x.json")}
    return client.post("/toolbox/tools/garden/opening", data=upload)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            {"tool": "legal-forms", "answers": {"name": "Κ"}},
            "Αυτό το αρχείο είναι άλλου εργαλείου: «Ποια νομική μορφή;». Άνοιξέ το εκεί.",
        ),
        (
            {"tool": "legal-forms", "name": "Κ"},
            "Αυτό το αρχείο είναι άλλου εργαλείου: «Ποια νομική μορφή;». Άνοιξέ το εκεί.",
        ),
        ({"tool": "unheard", "answers": {}}, "Το αρχείο δεν είναι αυτού του εργαλείου."),
        ([], "Το αρχείο δεν είναι αυτού του εργαλείου."),
    ],
)
def test_a_file_of_another_tool_is_sent_to_it(
    client: Browser, garden: Any, file: Any, said: str
) -> None:
    got = opened(client, json.dumps(file).encode())
    assert got.status_code == 422
    alarm = got.text.partition('id="wrong"')[2].partition("</div>")[0]
    assert re.findall(r"<p>(.*?)</p>", alarm) == [said]


def test_a_file_that_another_program_wrote_opens_with_its_numbers_as_they_are(
    client: Browser, garden: Any
) -> None:
    got = opened(client, b'\xef\xbb\xbf{"name": "\xce\x91", "money": 1234.5, "people": 3}')
    assert got.status_code == 200
    for value in ("Α", "1234.5", "3"):
        assert f'value="{value}"' in got.text
    got = opened(client, b'{"money": 1.125}')  # in a file no thousand, and too fine for euros
    assert got.status_code == 422
    assert 'value="1.125"' in got.text


def test_words_to_questions_that_are_asked_no_more_stand_there_to_be_copied(
    client: Browser, garden: Any
) -> None:
    old = {"slogan": "Παλιό σύνθημα", "costs.k1.whence": "Από το φυτώριο", "hires": "1"}
    page = client.post("/toolbox/tools/garden/", data={**TYPED, **old, "_back": "1"})
    assert page.status_code == 200
    left = re.findall(
        r'<textarea id="left-over"[^>]*name="_left"[^>]*>\n([^<]*)</textarea>', page.text
    )
    assert left == ["Παλιό σύνθημα\nΑπό το φυτώριο"]
    again = client.post("/toolbox/tools/garden/", data={**TYPED, "_left": left[0]})
    assert left[0] in again.text
    whole = client.post("/toolbox/tools/garden/", data={**TYPED, "_back": "1"})
    assert "left-over" not in whole.text


@pytest.mark.parametrize("odd", ["5", "true", "NaN", "Infinity", "-1e999", "[[1]]", '{"a": 1}'])
def test_odd_things_in_a_file_come_back_with_a_sentence(
    client: Browser, garden: Any, odd: str
) -> None:
    for name in ("grows", "kind", "costs", "people", "start", "name"):
        body = f'{{"{name}": {odd}, "why": "Γιατί"}}'
        got = opened(client, body.encode())
        assert got.status_code in (200, 422)
        assert "Γιατί" in got.text


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'{"tool": "other", "answers": {}}', b"\xff"])
def test_a_file_of_something_else_says_so(client: Browser, garden: Any, body: bytes) -> None:
    upload = {"file": (BytesIO(body), "x.json")}
    got = client.post("/toolbox/tools/garden/opening", data=upload)
    assert got.status_code == 422
    assert 'id="wrong"' in got.text


@pytest.mark.parametrize(
    ("prefix", "title"),
    [("", "Αυτός ο σύνδεσμος δεν ανοίγει τίποτα"), ("/en", "This link opens nothing")],
)
def test_a_link_that_was_ended_or_never_was_says_what_to_do(
    client: Browser, prefix: str, title: str
) -> None:
    page = client.get(f"{prefix}/toolbox/shared/{'a' * 32}/")
    assert (page.status_code, f"<h1>{title}</h1>" in page.text) == (404, True)
    assert "<h1>" + title not in client.get(f"{prefix}/toolbox/works/999/").text
