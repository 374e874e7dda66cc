"""The directory: filters, the map that is a table too, the file, and what it costs."""

import csv
import io
import re

import pytest
from flask import Flask
from sqlalchemy import insert

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.locales import speaking
from kalo.kit.market import Wanted, could_answer, market_words
from kalo.kit.slots import slot
from kalo.network.models import RESTING, Organisation
from kalo.network.words import drawing, sectors_of_cpv, words_of
from tests.conftest import Browser
from tests.factories.network import make_organisation


def names(page: str) -> list[str]:
    """The organisations of a list, in its order."""
    row = r'<a class="title" href="/(?:en/)?network/[a-z0-9-]+/">([^<]+)</a>\s*<p class="meta">'
    return re.findall(row, page)


@pytest.fixture
def three(app: object) -> None:
    """A garden, a kitchen and a workshop; and one that rests."""
    make_organisation(
        "Κήπος",
        sectors=frozenset({"green"}),
        services=frozenset({"work", "space"}),
        needs=frozenset({"volunteers"}),
        name_en="Garden",
    )
    make_organisation(
        "Άρωμα Κουζίνας", place="ilion", form="worker-cooperative", sectors=frozenset({"food"})
    )
    make_organisation("Εργαστήριο Β", place="aigaleo", about_el="Επισκευές ποδηλάτων")
    make_organisation("Εργαστήριο Α", state=RESTING)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Άρωμα Κουζίνας", "Εργαστήριο Β", "Κήπος"]),
        ("?q=κηπους", ["Κήπος"]),
        ("?q=garden", ["Κήπος"]),
        ("?q=kipos", ["Κήπος"]),
        ("?q=επισκευη+ποδηλατο", ["Εργαστήριο Β"]),
        ("?q=Περιστέρι", ["Κήπος"]),
        ("?q=%25", ["Άρωμα Κουζίνας", "Εργαστήριο Β", "Κήπος"]),
        ("?q=ψαρια", []),
        ("?sector=food", ["Άρωμα Κουζίνας"]),
        ("?place=ilion", ["Άρωμα Κουζίνας"]),
        ("?form=koinsep", ["Εργαστήριο Β", "Κήπος"]),
        ("?service=space", ["Κήπος"]),
        ("?need=volunteers&sector=green&place=peristeri&form=koinsep&service=work", ["Κήπος"]),
        ("?need=space", []),
    ],
)
def test_each_filter_finds_what_fits(client: Browser, asked: str, found: list[str]) -> None:
    assert names(client.get(f"/network/{asked}").text) == found


@pytest.mark.parametrize("asked", ["?sector=x", "?place=x", "?form=x", "?page=2", "?service=%27"])
def test_a_word_that_does_not_exist_is_no_page(client: Browser, asked: str) -> None:
    assert client.get(f"/network/{asked}").status_code == 404


def test_an_empty_directory_says_so_and_offers_the_first_step(client: Browser) -> None:
    page = client.get("/network/").text
    assert "Δεν υπάρχει ακόμη φορέας εδώ" in page
    assert "Δεν επινοούμε κανέναν" in page
    assert 'href="/network/new"' in page
    assert "Κανένας φορέας δεν ταιριάζει" in client.get("/network/?q=x").text


def test_what_belongs_to_the_directory_stands_under_the_whole_of_it(
    client: Browser, app: Flask
) -> None:
    page = client.get("/network/").text
    for there in ("/toolbox/e-networking/", "/toolbox/unions/", "/library/good-practices/"):
        assert f'href="{there}"' in page
    assert 'href="/toolbox/tools/funding/directory/"' in page
    rooms = page[page.index('id="belongs-to-it"') :]
    assert re.findall(r'<p class="tag" data-hue="[a-z]+">([^<]+)', rooms) == [
        *("Οδηγός", "Οδηγός", "Εργαλείο", "Βιβλιοθήκη")
    ]
    assert "/forum/new?subject=tool:3" in page
    assert "/forum/new" not in client.get("/network/?q=x").text
    with app.test_request_context("/"):
        assert 'href="/network/"' in slot("topic-about", subject="tool:3")


@pytest.mark.usefixtures("three")
def test_the_map_is_a_table_too_and_both_lead_to_the_place(client: Browser) -> None:
    page = client.get("/network/map/?form=koinsep").text
    drawn = re.findall(r"<title>([^:<]+): (\d+) φορ", page)
    assert dict(drawn) == {
        place.el: str({"peristeri": 1, "aigaleo": 1}.get(place.key, 0)) for place in drawing().drawn
    }
    assert len(drawn) == 7
    rows = re.findall(
        r'<th scope="row">(?:<a[^>]*>)?([^<]+).*?<td class="number">(?:<b>)?(\d+)', page
    )
    assert dict(rows)["Περιστέρι"] == "1"
    assert dict(rows)["Σύνολο"] == "2"
    assert 'href="/network/?form=koinsep&amp;place=aigaleo"' in page
    assert "https://" not in re.sub(r"<(?:link|script|meta)[^>]*>|<footer.*", "", page, flags=re.S)


@pytest.mark.usefixtures("three")
def test_the_file_has_what_the_filters_find_and_no_address_of_anybody(client: Browser) -> None:
    with transaction():
        one = db.session.query(Organisation).filter_by(slug="kipos").one()
        one.email, one.summary_el = "secret@example.org", "=1+1"
    answer = client.get("/network/organisations.csv?place=peristeri")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["page"] for row in rows] == ["kipos"]
    assert rows[0]["services"] == "space work"
    assert rows[0]["summary_el"] == "'=1+1"
    assert b"secret" not in answer.data


@pytest.mark.usefixtures("alone")
def test_5_000_organisations_cost_the_statements_of_50(
    client: Browser, queries_run: list[str]
) -> None:
    asked = (
        "/network/",
        "/network/?q=κηπος&sector=green&place=peristeri&form=koinsep&service=work&need=space",
        "/network/map/?sector=green",
    )
    counted = []
    for size in (50, 5_000):
        fill(size)
        client.get(asked[0])
        for path in asked:
            queries_run.clear()
            page = client.get(path)
            assert page.status_code == 200
            counted.append(len(queries_run))
    assert counted == [3, 3, 1] * 2


def fill(size: int) -> None:
    """So many organisations, all alike."""
    at = clock.now()
    row = {
        "name_key": "κηποσ",
        "form": "koinsep",
        "place": "peristeri",
        "sectors": frozenset({"green"}),
        "services": frozenset({"work"}),
        "needs": frozenset({"space"}),
        "found_by": "κηποσ",
        "state": "listed",
        "made_at": at,
        "changed_at": at,
        "listed_at": at,
    }
    with transaction():
        rows = [{**row, "slug": f"o-{size}-{n}", "name_el": f"Κήπος {n}"} for n in range(size)]
        db.session.execute(insert(Organisation), rows)


@pytest.mark.usefixtures("three", "pages_kept")
def test_a_guests_page_is_kept_until_an_organisation_changes(
    client: Browser, as_edna: Browser, queries_run: list[str]
) -> None:
    asked = ("/network/?place=peristeri", "/network/map/", "/network/kipos/", "/network/calls/")
    for path in asked:
        client.get(path)
        queries_run.clear()
        assert client.get(path).status_code == 200
        assert len(queries_run) == 0, path  # the one statement of a kept page goes past the engine
    assert names(client.get(asked[0]).text) == ["Κήπος"]
    as_edna.post("/network/kipos/rest")
    assert names(client.get(asked[0]).text) == []
    assert client.get("/network/kipos/").status_code == 404


@pytest.mark.usefixtures("three")
def test_other_rooms_ask_who_could_answer(app: object) -> None:
    with speaking("en"):
        found = could_answer(Wanted(cpv="77310000-6", municipality="peristeri"))
        assert [(one.name, one.path, one.place, one.near) for one in found] == [
            ("Garden", "/network/kipos/", "Peristeri", True)
        ]
        assert could_answer(Wanted(cpv="35000000")) == []
        by_form = could_answer(Wanted(forms=frozenset({"worker-cooperative"})))
        assert [one.name for one in by_form] == ["Άρωμα Κουζίνας"]
        near = could_answer(Wanted(municipality="ilion"))
        assert [one.near for one in near] == [True, False, False]
        assert ("peristeri", "Peristeri") in market_words("municipality", "en")
        assert market_words("colour", "en") == []


def test_the_words_of_the_files_hold_together() -> None:
    assert len(drawing().drawn) == 7
    assert sectors_of_cpv("90910000") == {"cleaning", "green", "reuse"}
    assert sectors_of_cpv("") == frozenset()
    for kind in ("sectors", "services", "forms", "places"):
        for word in words_of(kind).values():
            assert word.el
            assert word.en
            assert len(word.key) <= 40
            assert " " not in word.key
