"""One folder more is one tool more: found, answered, kept, taken along; nothing else changes."""

import shutil
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from kalo.accounts.models import Person
from kalo.kit import locales
from kalo.search.kinds import kinds
from kalo.toolbox import tools, views
from kalo.toolbox.sitemap import pages
from tests.conftest import HTMX, Browser, build_house, moved_into

FOLDER = Path(__file__).parent / "eighth" / "rainwater"
NAME = "kalo.toolbox.tools.rainwater"
AT = "/toolbox/tools/rainwater/"
TYPED = {"place": "Η αυλή", "rain": "400", "roofs.a.name": "Υπόστεγο", "roofs.a.area": "50"}


@pytest.fixture
def app(
    migrated: Path, postgres_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """A house in whose folder of tools the eighth lies."""
    folder = tmp_path / "tools"
    shutil.copytree(FOLDER, folder / "rainwater")
    monkeypatch.setattr(tools, "__path__", [*tools.__path__, str(folder)])
    found = tools.find_tools([str(folder)], tools.__name__)
    monkeypatch.setattr(tools, "TOOLS", tools.TOOLS)
    doors = tools.open_tools([str(folder)], tools.__name__)
    monkeypatch.setattr(views, "blueprints", [*views.blueprints, *doors])
    words = folder / "rainwater/translations/el/LC_MESSAGES/messages.po"
    known = locales.catalogues()
    monkeypatch.setattr(locales, "catalogues", lambda: [*known, words])
    tools.TOOLS.update(found)
    (tmp_path / "data").mkdir()
    house = build_house(tmp_path / "data", migrated, postgres_address)
    with moved_into(house, migrated) as app:
        yield app
    tools.TOOLS.pop("rainwater")
    for name in [name for name in sys.modules if name.startswith(NAME)]:
        del sys.modules[name]


def test_the_eighth_tool_works_from_the_first_question_to_the_file(
    client: Browser, as_ada: Browser, ada: Person
) -> None:
    front = client.get("/toolbox/").text
    assert AT in front
    assert "Πόσο νερό μαζεύουν οι στέγες σας σε έναν χρόνο." in front
    assert "Πού είναι;" in client.get(AT).text
    assert "Παράδειγμα: ένα υπόστεγο" in client.get(f"{AT}example").text
    assert "Why gather rain?" in client.get(f"/en{AT}why").text
    assert "16.000" in client.post(f"{AT}result", data=TYPED, headers=HTMX).text
    sheet = client.post(f"{AT}export/xlsx", data=TYPED)
    book = openpyxl.load_workbook(BytesIO(sheet.data))
    cells = [cell.value for page in book for row in page.rows for cell in row]
    assert {"Υπόστεγο", 16000} <= set(cells)
    assert client.post(f"{AT}export/pdf", data=TYPED).data.startswith(b"%PDF")
    answers = '{"place": "Η αυλή", "rain": 400, "roofs": [{"id": "a", "area": 50}]}'
    kept = as_ada.post(f"{AT}works", data={"title": "Η βροχή μας", "answers": answers})
    assert kept.status_code == 303
    page = as_ada.get(kept.location)
    assert "Η βροχή μας" in page.text
    assert 'value="400"' in page.text


def test_the_eighth_tool_is_found_and_on_the_map(app: Flask) -> None:
    with app.test_request_context():
        found = {(each.title, each.language) for each in kinds["tool"].documents([908])}
    assert found == {("Βροχή από τη στέγη", "el"), ("Rain from the roof", "en")}
    assert AT in [page.path for page in pages(907, 10)]
