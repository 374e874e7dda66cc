"""A table of organisations: looked at by line, kept whole or not at all, free of formulas."""

import io
import re

import pytest
from sqlalchemy import select

from kalo.accounts.models import Person
from kalo.kit.db import db, transaction
from kalo.network.actions.organisations import change
from kalo.network.models import INVITED, Organisation, Version
from kalo.network.tables import COLUMNS, WrongTable, decoded, is_run, read_lines
from tests.conftest import Browser
from tests.factories.network import make_organisation

HEAD = "name_el,form,place,summary_el,sectors"
GOOD = f"{HEAD}\nΚήπος,koinsep,peristeri,Φυτεύουμε,green food\nΚουζίνα,koispe,ilion,Μαγειρεύουμε,\n"
LOOK, KEEP = "/network/desk/import", "/network/desk/import/kept"


def everyone() -> list[tuple[str, str]]:
    db.session.expire_all()
    rows = select(Organisation.name_el, Organisation.state).order_by(Organisation.id)
    return [(row[0], row[1]) for row in db.session.execute(rows)]


def looked_at(editor: Browser, table: str) -> dict[str, str]:
    """The form that keeps a table, as it is after a look."""
    page = editor.post(LOOK, data={"text": table})
    assert page.status_code == 200
    return {"text": table, "seen": seen_on(page.text)}


def seen_on(page: str, name: str = "seen") -> str:
    seen = re.search(rf'name="{name}" type="hidden" value="([^"]*)"', page)
    assert seen
    return seen[1]


def test_a_table_is_looked_at_and_then_kept(as_edna: Browser, client: Browser) -> None:
    look = as_edna.post(LOOK, data={"text": GOOD})
    assert look.status_code == 200
    for words in ("Κήπος", "Κουζίνα", "Κράτησέ τα όλα"):
        assert words in look.text
    assert everyone() == []
    assert as_edna.post(KEEP, data={"text": GOOD}).status_code == 303
    assert everyone() == [("Κήπος", INVITED), ("Κουζίνα", INVITED)]
    assert client.get("/network/kipos/").status_code == 404
    assert db.session.scalars(select(Organisation)).first().sectors == {"green", "food"}  # type: ignore[union-attr]


def test_a_file_of_a_greek_spreadsheet_is_read(as_edna: Browser) -> None:
    body = GOOD.replace(",", ";").encode("cp1253")
    sent = {"file": (io.BytesIO(body), "table.csv"), "text": ""}
    look = as_edna.post(LOOK, data=sent, content_type="multipart/form-data")
    assert look.status_code == 200
    assert "Μαγειρεύουμε" in look.text


def test_every_wrong_line_is_named_and_nothing_is_kept(as_edna: Browser) -> None:
    bad = (
        f"{HEAD}\nΚαλός,koinsep,peristeri,Φυτεύουμε,green\n"
        "=1+1,koinsep,peristeri,Φυτεύουμε,\nΚήπος,empire,peristeri,,\n"
        "Κακός,koinsep,peristeri,Φυτεύουμε,space-travel\n"
    )
    for address in (LOOK, KEEP):
        answer = as_edna.post(address, data={"text": bad})
        assert answer.status_code == 422
        for words in (
            '<td>3</td><td class="break">name_el: αρχίζει όπως ένας τύπος',
            '<td>4</td><td class="break">form:',
            '<td>4</td><td class="break">summary_el: Συμπλήρωσέ το.',
            '<td>5</td><td class="break">sectors: Άγνωστο: space-travel',
        ):
            assert words in answer.text
        assert "<td>2</td>" not in answer.text
        assert "Κράτησέ τα όλα" not in answer.text
    assert everyone() == []


def test_a_line_with_a_page_changes_it_and_gets_a_version(as_edna: Browser) -> None:
    make_organisation("Κήπος")
    make_organisation("Ίδιος", summary_el="Ίδιο")
    table = (
        "page,name_el,form,place,summary_el\nkipos,Κήπος,koinsep,ilion,Νέα λόγια\n"
        "idios,Ίδιος,koinsep,peristeri,Ίδιο\nnobody,Χ,koinsep,ilion,Ψ\nkipos,Κήπος,koinsep,ilion,Ω\n"
    )
    answer = as_edna.post(LOOK, data={"text": table})
    assert "page: δεν υπάρχει φορέας με αυτή τη διεύθυνση." in answer.text
    assert "page: αυτός ο φορέας υπάρχει δύο φορές στον πίνακα." in answer.text
    table = "\n".join(table.split("\n")[:3])
    assert as_edna.post(KEEP, data=looked_at(as_edna, table)).status_code == 303
    found = {o.slug: o for o in db.session.scalars(select(Organisation))}
    assert (found["kipos"].summary_el, found["kipos"].revision) == ("Νέα λόγια", 2)
    assert found["idios"].revision == 1


def test_what_a_table_has_no_column_for_stays_as_it_stands(as_edna: Browser) -> None:
    kept = {"about_el": "Πολλά λόγια,\nσε γραμμές", "website": "https://kipos.example.org"}
    make_organisation("Κήπος", **kept, services=frozenset({"work"}), people=0, address="Οδός 1")
    table = "page,name_el,form,place,summary_el,address\nkipos,Κήπος,koinsep,ilion,Νέα λόγια,\n"
    assert as_edna.post(KEEP, data=looked_at(as_edna, table)).status_code == 303
    stands = db.session.scalars(select(Organisation)).one()
    assert {name: getattr(stands, name) for name in kept} == kept
    assert (stands.services, stands.people) == (frozenset({"work"}), 0)
    assert (stands.summary_el, stands.address) == ("Νέα λόγια", "")


def test_what_is_taken_out_can_be_put_in_again(as_edna: Browser, client: Browser) -> None:
    make_organisation("Κήπος", summary_el='Με "εισαγωγικά", και\nγραμμές', founded=1999)
    text = client.get("/network/organisations.csv").data.decode("utf-8-sig")
    assert tuple(text.splitlines()[0].split(",")) == COLUMNS
    look = as_edna.post(LOOK, data={"text": text})
    assert look.status_code == 200
    assert look.text.count("<td>2</td>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name_el\nΚήπος",
        f"{HEAD},colour\nΚήπος,koinsep,ilion,Χ,,red",
        f"{HEAD},form\nΚήπος,koinsep,ilion,Χ,,x",
        f"{HEAD}\n",
        f"{HEAD}\nΚήπος,koinsep,ilion,Χ,,one,two",
        f"{HEAD}\nΚήπος,koinsep,ilion,{'Χ' * 6000},",
        f"{HEAD}\n" + "Κήπος,koinsep,ilion,Χ,\n" * 501,
        f'{HEAD}\n"Κήπος',
        f'{HEAD},about_el\nΚήπος,koinsep,ilion,Χ,,"Λόγια\nΚουζίνα,koispe,ilion,Μ,,',
    ],
)
@pytest.mark.usefixtures("app")
def test_a_table_that_cannot_be_read_is_refused_as_a_whole(as_edna: Browser, text: str) -> None:
    answer = as_edna.post(LOOK, data={"text": text})
    assert answer.status_code == 422
    assert everyone() == []


def test_unseen_signs_of_a_file_stand_nowhere(app: object) -> None:
    lines = read_lines(f"page,{HEAD}\nki\0pos,Κή\x01πος,koinsep,ilion,Χ,\n")
    assert [(line.page, line.cells["name_el"]) for line in lines] == [("kipos", "Κήπος")]


def test_bytes_that_are_no_text_and_signs_that_are_run(app: object) -> None:
    with app.test_request_context(), pytest.raises(WrongTable):  # type: ignore[attr-defined]
        decoded(b"\xff\xfe\x00\xd2\x81" * 10)
    assert [is_run(cell) for cell in ("=1", "+1", "-1", "@a", "'=1", "\t=1", "1=1", "")] == [
        *([True] * 6),
        *([False] * 2),
    ]
    assert [line.number for line in read_lines(f"{HEAD}\n\nΑ,b,c,d,e\n")] == [3]


TABLE = "page,name_el,form,place,summary_el,website\nkipos,Κήπος,koinsep,ilion,Του πίνακα,\n"


@pytest.fixture
def meanwhile(as_edna: Browser, ada: Person) -> dict[str, str]:
    """A table is looked at; then Ada writes on the page that it would change."""
    organisation = make_organisation("Κήπος", summary_el="Παλιά λόγια")
    with transaction():
        first = {"said": organisation.written(), "at": organisation.made_at}
        db.session.add(Version(organisation_id=organisation.id, revision=1, **first))
    sent = looked_at(as_edna, TABLE)
    with transaction():
        stands = db.session.scalars(select(Organisation)).one()
        change(stands, ada, {"summary_el": "Της Άντας", "address": "Οδός 1"}, 1)
    return sent


def stands() -> tuple[str, str, str, int]:
    db.session.expire_all()
    one = db.session.scalars(select(Organisation)).one()
    return one.summary_el, one.address, one.place, one.revision


def test_what_somebody_wrote_after_the_look_is_shown_beside_the_table(
    as_edna: Browser, meanwhile: dict[str, str]
) -> None:
    answer = as_edna.post(KEEP, data=meanwhile)
    assert answer.status_code == 409
    pairs = re.findall(r'<p class="break">([^<]*)</p>', answer.text)
    assert pairs == [
        "Της Άντας",
        "Του πίνακα",
    ]  # the address is not in the table, the place not hers
    assert stands() == ("Της Άντας", "Οδός 1", "peristeri", 2)
    assert TABLE.strip() in answer.text


@pytest.mark.parametrize(("pressed", "summary"), [("stay", "Της Άντας"), ("go", "Του πίνακα")])
def test_whoever_saw_both_says_which_stands_and_the_history_has_both(
    as_edna: Browser, meanwhile: dict[str, str], pressed: str, summary: str
) -> None:
    unseen = {**meanwhile, "theirs": pressed}
    assert as_edna.post(KEEP, data=unseen).status_code == 409
    shown = seen_on(as_edna.post(KEEP, data=meanwhile).text, "shown")
    again = {**meanwhile, "shown": shown, "theirs": pressed}
    assert as_edna.post(KEEP, data=again).status_code == 303
    assert stands() == (summary, "Οδός 1", "ilion", 3)
    kept = db.session.scalars(select(Version).order_by(Version.revision)).all()
    assert [version.said["summary_el"] for version in kept] == ["Παλιά λόγια", "Της Άντας", summary]


def test_a_table_that_nobody_looked_at_changes_nothing_yet(as_edna: Browser) -> None:
    make_organisation("Κήπος", summary_el="Παλιά λόγια")
    assert as_edna.post(KEEP, data={"text": TABLE}).status_code == 409
    assert stands() == ("Παλιά λόγια", "", "peristeri", 1)
