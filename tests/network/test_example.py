"""The worked example: it says what it is on every page and file, and stands nowhere else."""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

import pytest
from docx import Document
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select

from kalo.kit import clock
from kalo.kit.db import db
from kalo.kit.locales import speaking
from kalo.network import example
from kalo.network.forms import CallForm, OrganisationForm
from kalo.network.models import OFFER, SEEK, Organisation
from kalo.network.queries.calls import fitting
from kalo.network.words import words_of
from tests.conforming import faults_of
from tests.conftest import Browser
from tests.factories.network import make_call, make_organisation

NAME = {"el": "Παράδειγμα: Κουζίνα «Το Τσουκάλι»", "en": "Example: the kitchen “The Pot”"}
PREFIX = {"el": "", "en": "/en"}


FIELDS = (
    r'<input[^>]*? name="([^"]+)"[^>]*? type="(?:text|url)" value="([^"]*)"',
    r'<input checked [^>]*?name="([^"]+)"[^>]*?value="([^"]*)"',
    r'<select[^>]*? name="([^"]+)"[^>]*>(?:(?!</select>).)*?<option selected value="([^"]*)"',
    r'<textarea[^>]*? name="([^"]+)"[^>]*>\s*(.*?)</textarea>',
)


def typed(page: str) -> dict[str, list[str] | str]:
    """What the form of the example holds, as a browser would send it."""
    form = page[page.index('id="example"') :]
    found: dict[str, list[str] | str] = defaultdict(list)
    for pattern in FIELDS:
        for name, value in re.findall(pattern, form[: form.index("</form>")], re.S):
            found[name] = [*found[name], value]
    return found


def rows(page: str) -> list[str]:
    """What fits, by its titles."""
    part = page[page.index('id="fits"') : page.index('id="contact"')]
    return re.findall(r'<p class="title strong">([^<]+)</p>', part)


@pytest.mark.parametrize("spoken", ["el", "en"])
def test_the_example_says_that_it_is_one_and_shows_all_that_a_page_can(
    client: Browser, spoken: str
) -> None:
    page = client.get(f"{PREFIX[spoken]}/network/example/").text
    assert f"<h1>{NAME[spoken]}</h1>" in page
    assert {"el": "Αυτό είναι ένα παράδειγμα", "en": "This is an example"}[spoken] in page
    assert '<meta name="robots" content="noindex">' in page
    assert "application/ld+json" not in page
    assert len(rows(page)) == 1
    for part in ("passed", "calls", "services", "needs", "facts", "contact", "take", "change"):
        assert f'id="{part}"' in page


def test_it_is_found_nowhere_and_counted_nowhere(client: Browser) -> None:
    make_organisation("Κήπος")
    for path in ("", "calls/", "map/", "organisations.csv", "organisations.json", "?q=τσουκαλι"):
        assert "Τσουκάλι" not in client.get(f"/network/{path}").text
    assert "example" not in client.get("/network/organisations.csv").text
    assert "Τσουκάλι" not in client.get("/search/?q=κουζίνα").text
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_what_is_changed_is_shown_and_kept_nowhere(client: Browser) -> None:
    sent = typed(client.get("/network/example/").text)
    sent |= {"o-name_el": "Ο δικός μου", "c-service": "transport", "c-place": "ilion"}
    answer = client.post("/network/example/", data=sent)
    assert answer.status_code == 200
    assert "<h1>Ο δικός μου</h1>" in answer.text
    assert "Αυτό είναι ένα παράδειγμα" in answer.text
    assert rows(answer.text) == ["Διανομή με ποδήλατα σε τρεις δήμους"]
    none = client.post("/network/example/", data={**sent, "c-service": "funding"})
    assert rows(none.text) == []
    assert "Τίποτα στο παράδειγμα δεν ταιριάζει" in none.text
    assert "Ο δικός μου" not in client.get("/network/example/").text
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Browser) -> None:
    sent = typed(client.get("/network/example/").text)
    for address in ("/network/example/", "/network/example/profile.pdf"):
        answer = client.post(address, data={**sent, "o-summary_el": "", "c-title": "x" * 130})
        assert answer.status_code == 422
        assert "Συμπλήρωσέ το." in answer.text
        assert "Το πολύ 120" in answer.text
        assert sent["o-name_el"][0] in answer.text
        assert "Αυτό είναι ένα παράδειγμα" in answer.text


@pytest.mark.parametrize("spoken", ["el", "en"])
def test_its_files_say_it_too(client: Browser, spoken: str) -> None:
    here, said = f"{PREFIX[spoken]}/network/example/", {"el": "παράδειγμα", "en": "example"}[spoken]
    sent = {**typed(client.get(here).text), "o-website": "https://example.org/mine"}
    paper = client.post(f"{here}profile.pdf", data=sent).data
    words = PdfReader(io.BytesIO(paper)).pages[0].extract_text()
    assert said in words.split("·")[0].replace(NAME[spoken], "")
    assert "example.org/mine" in words
    assert faults_of(paper) == []
    data = json.loads(client.post(f"{here}profile.json", data=sent).data)
    assert (data["answers"]["example"], data["title"]) == (True, NAME[spoken])
    assert said in data["report"][0]["text"]
    document = Document(io.BytesIO(client.get(f"{here}profile.docx").data))
    assert any(said in p.text for p in document.paragraphs[:4] if NAME[spoken] not in p.text)


@pytest.fixture
def in_greek(app: Flask) -> Iterator[None]:
    with app.test_request_context(), speaking("el"):
        yield


@pytest.mark.usefixtures("in_greek")
@pytest.mark.parametrize("spoken", ["el", "en"])
def test_the_file_holds_what_the_forms_take(spoken: str) -> None:
    at = clock.now()
    organisation = example.organisation(example.values(spoken), at)
    call = example.call(example.call_values(spoken), organisation, at)
    assert OrganisationForm(formdata=None).show(organisation).values() == example.values(spoken)
    assert CallForm(formdata=None).show(call).values() == example.call_values(spoken)
    found = []
    for kind, service in product((SEEK, OFFER), words_of("services")):
        wanted = {**example.call_values(spoken), "kind": kind, "service": service, "place": ""}
        found += example.fitting(example.call(wanted, organisation, at), spoken, at)
    names = [(each.organisation.name_el, each.organisation.name_en) for each in found]
    assert len(names) == 5
    assert all("Παράδειγμα" in greek and "Example" in english for greek, english in names)


def test_a_call_fits_another_by_the_same_rule_as_in_the_directory(app: Flask) -> None:
    one, two = make_organisation("Κήπος"), make_organisation("Κουζίνα")
    sectors, places = ("", "green", "food"), ("", "ilion", "aigaleo")
    ways = product((SEEK, OFFER), ("space", "work"), sectors, places)
    calls = [
        make_call(two, kind, service=service, sector=sector, place=place)
        for kind, service, sector, place in ways
    ]
    for sector, place in product(("", "green"), ("", "ilion")):
        mine = make_call(one, SEEK, sector=sector, place=place)
        found = {call.id for call in fitting(mine, 100)}
        assert found == {call.id for call in calls if mine.fits(call)}
        assert found
