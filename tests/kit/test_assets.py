"""Built files: their names, their headers, and what is said when they are missing."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kalo.kit import assets

STYLE = "a{color:red}" * 20


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build of one stylesheet."""
    (tmp_path / "house-AB12.css").write_text(STYLE)
    (tmp_path / "house-AB12.css.gz").write_bytes(gzip.compress(STYLE.encode()))
    (tmp_path / "manifest.json").write_text(json.dumps({"house.css": "house-AB12.css"}))
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    return tmp_path


@pytest.fixture
def visitor(build: Path) -> Iterator[FlaskClient]:
    """A browser before an application that serves the build."""
    app = Flask("nothing", static_folder=None)
    assets.serve_assets(app)
    with app.test_client() as client:
        yield client


def test_an_asset_is_named_from_the_root_by_its_hash(build: Path) -> None:
    assert assets.asset("house.css") == "/static/build/house-AB12.css"


def test_a_new_build_is_seen_without_a_restart(build: Path) -> None:
    assets.asset("house.css")
    (build / "manifest.json").write_text(json.dumps({"house.css": "house-CD34.css"}))
    assert assets.asset("house.css") == "/static/build/house-CD34.css"


def test_a_name_that_was_not_built_is_refused_by_name(build: Path) -> None:
    with pytest.raises(assets.AssetsMissing, match=r"'houze\.css'"):
        assets.asset("houze.css")


def test_a_missing_build_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "BUILD", tmp_path / "nowhere")
    with pytest.raises(assets.AssetsMissing, match="npm run build"):
        assets.asset("house.css")


def test_an_application_starts_without_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "BUILD", tmp_path / "nowhere")
    app = Flask("nothing", static_folder=None)
    assets.serve_assets(app)
    assert app.test_client().get("/static/build/house-AB12.css").status_code == 404


def test_a_built_file_is_cached_for_a_year(visitor: FlaskClient) -> None:
    answer = visitor.get("/static/build/house-AB12.css", buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=31536000, public, immutable"
    assert answer.mimetype == "text/css"


def test_a_browser_that_can_gets_the_compressed_copy(visitor: FlaskClient) -> None:
    answer = visitor.get(
        "/static/build/house-AB12.css", headers={"Accept-Encoding": "gzip"}, buffered=True
    )
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == STYLE.encode()


def test_a_file_that_was_not_built_is_left_to_the_application(visitor: FlaskClient) -> None:
    assert visitor.get("/static/build/other.css").status_code == 404
