"""Streets behind the map: only where they are configured, and only once pressed for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import isclose
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium

from kalo.config import WrongSetting, read_settings
from kalo.network.tiles import SIDE, point, streets_behind
from kalo.network.words import drawing
from tests.conftest import Browser
from tests.factories.network import make_organisation
from tests.services import served

TILES, BY = "https://tiles.example.org/{z}/{x}/{y}.png", "© Τα Πλακάκια"
HOUSE = "https://tiles.example.org"


def images(answer: Any) -> str:
    """What pictures a page allows."""
    found = re.search(r"img-src ([^;]+)", answer.headers["Content-Security-Policy"])
    assert found
    return found[1]


@pytest.fixture
def with_streets(app: Flask) -> None:
    app.config["KALO"] = replace(app.config["KALO"], map_tiles=TILES, map_tiles_by=BY)


def test_without_the_setting_nobody_else_is_asked_or_named(client: Browser) -> None:
    for address in ("/network/map/", "/network/map/?streets=1"):
        got = client.get(address)
        assert "<image" not in got.text
        assert "δρόμοι" not in got.text
        assert images(got) == "'self' data:"


@pytest.mark.usefixtures("with_streets")
def test_they_are_loaded_once_somebody_presses_for_them(client: Browser) -> None:
    make_organisation("Κήπος", place="peristeri")
    before = client.get("/network/map/?form=koinsep")
    assert "<image" not in before.text
    assert images(before) == "'self' data:"
    assert "tiles.example.org" in before.text  # who would serve them is said first
    assert "μαθαίνει τη διεύθυνση της συσκευής σου" in before.text
    way = re.search(r'href="(/network/map/\?[^"]*streets=1[^"]*)"', before.text)
    assert way
    after = client.get(way[1].replace("&amp;", "&"))
    assert f'href="{HOUSE}/13/4634/' in after.text
    assert images(after) == f"'self' data: {HOUSE}"
    assert BY in after.text
    assert 'name="form" value="koinsep"' in after.text
    assert images(client.get("/network/map/?form=koinsep")) == "'self' data:"
    assert images(client.get("/network/")) == "'self' data:"


@pytest.mark.parametrize(
    ("lat", "lon", "zoom", "x", "y"),
    [
        (0, 0, 0, 128, 128),
        (0, -180, 3, 0, 1024),
        (85.05112878, 180, 0, 256, 0),
        # tan 38° = 0.781286, asinh of it 0.717988, of π 0.228543: 0.385729 of the way down
        (38, 23.7, 13, 2_097_152 * (23.7 / 360 + 0.5), 2_097_152 * 0.385729),
    ],
)
def test_a_place_lies_where_the_projection_says(
    lat: float, lon: float, zoom: int, x: float, y: float
) -> None:
    found = point(lat, lon, zoom)
    assert isclose(found[0], x, abs_tol=2)
    assert isclose(found[1], y, abs_tol=2)


def test_every_place_lies_on_a_piece_and_the_pieces_cover_all_of_it() -> None:
    places = drawing().drawn
    behind = streets_behind(places, TILES)
    assert set(behind.spots) == {place.key for place in places}
    corners: list[tuple[float, float]] = [(0, 0), (behind.width - 1, 0), (0, behind.height - 1)]
    corners += [(behind.width - 1, behind.height - 1), *behind.spots.values()]
    for x, y in corners:
        under = [p for p in behind.pieces if 0 <= x - p.x < SIDE and 0 <= y - p.y < SIDE]
        assert len(under) == 1
    assert len(behind.pieces) <= 16
    north, south = behind.spots["petroupoli"], behind.spots["agia-varvara"]
    assert north[1] < south[1]
    assert behind.spots["chaidari"][0] < behind.spots["peristeri"][0]


@pytest.mark.parametrize(
    ("tiles", "by", "says"),
    [
        ("tiles.example.org/{z}/{x}/{y}.png", BY, "KALO_MAP_TILES must"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", BY, "KALO_MAP_TILES must"),
        ("https://tiles.example.org/{z}/{x}.png", BY, "KALO_MAP_TILES must"),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}", BY, "KALO_MAP_TILES must"),
        ("https://*.example.org/{z}/{x}/{y}", BY, "KALO_MAP_TILES must"),
        (TILES, " ", "KALO_MAP_TILES_BY must"),
    ],
)
def test_an_odd_setting_stops_the_start(tmp_path: Any, tiles: str, by: str, says: str) -> None:
    given = {"KALO_DATA": str(tmp_path), "KALO_MAP_TILES": tiles, "KALO_MAP_TILES_BY": by}
    with pytest.raises(WrongSetting, match=says):
        read_settings(given)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "b8eff3e93f0006b102c8a3c2eba50000000049454e44ae426082"
)


@pytest.fixture
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """A tiny server of pieces; which of them were asked for, and from where."""
    asked: list[str] = []

    class Pieces(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_more: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pieces)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def platform_with_streets(app: Flask, tile_server: tuple[str, list[str]]) -> Iterator[str]:
    """The platform, served for real, with pieces from the tiny server."""
    tiles = tile_server[0] + "/{z}/{x}/{y}.png"
    with served(app.config["KALO"], KALO_MAP_TILES=tiles, KALO_MAP_TILES_BY=BY) as url:
        yield url


@pytest.mark.long
@pytest.mark.browser
def test_the_browser_asks_the_other_house_only_when_pressed_for(
    chromium: Chromium, platform_with_streets: str, tile_server: tuple[str, list[str]]
) -> None:
    asked = tile_server[1]
    page = chromium.new_page(base_url=platform_with_streets, java_script_enabled=False)
    blamed: list[str] = []
    page.on("console", lambda said: blamed.append(said.text) if said.type == "error" else None)
    page.goto("/network/map/", wait_until="networkidle")
    assert asked == []
    page.locator("a[href*='streets=1']").click()
    page.wait_for_load_state("networkidle")
    assert len(asked) == page.locator("svg image").count() > 0
    assert all(re.fullmatch(r"/13/\d{4}/\d{4}\.png", path) for path in asked)
    assert blamed == []
    page.close()
