"""The bench runs: its data set is made and kept, every page is measured, the report says it all."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import data
from bench.endure import verdict
from bench.measure import BARE
from tests.services import ROOT

pytestmark = pytest.mark.services


def run_bench(*words: str) -> str:
    command = [sys.executable, "-m", "bench", "--scale", "0.01", "--rounds", "1", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def table_of(report: str) -> dict[str, list[str]]:
    """The cells of each line of the report's table, by the page's name."""
    lines = [line.strip("| ").split(" | ") for line in report.splitlines() if line[:1] == "|"]
    return {cells[0]: cells[1:] for cells in lines[2:]}


@pytest.mark.long
def test_the_bench_measures_every_page_on_a_data_set_that_it_keeps(tmp_path: Path) -> None:
    folder, out = tmp_path / "set", tmp_path / "report.md"
    run_bench("--seconds", "0.1", "--data", str(folder), "--out", str(out))
    report = out.read_text()
    found = table_of(report)
    assert list(found)[:2] == [BARE, "home, guest"]
    assert len(found) == 17
    assert "Every answer had the right status." in report
    assert all(float(cells[0].replace(",", "")) > 0 for cells in found.values())
    assert found["feed of all events, 304"][5] == "0.0"
    assert data.claim(folder, 0.01) is True


def test_a_data_set_of_another_scale_is_made_anew(tmp_path: Path) -> None:
    assert data.claim(tmp_path / "set", 0.01) is False
    assert data.claim(tmp_path / "set", 1) is False
    assert [path.name for path in (tmp_path / "set").iterdir()] == [data.LABEL]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(SystemExit, match="holds something else"):
        data.claim(tmp_path, 1)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_what_growing_costs_stays_the_same_in_statements() -> None:
    """Two small sizes: the shape of the proof, which `python -m bench.scale` makes at a million."""
    command = [sys.executable, "-m", "bench.scale", "--on", "sqlite"]
    sizes = ["--posts", "200", "--posts", "800"]
    done = subprocess.run([*command, *sizes], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [
        line.strip("| ").split(" | ") for line in done.stdout.splitlines() if "| sqlite" in line
    ]
    counts = {cells[0]: (cells[2], cells[4]) for cells in lines}
    assert len(counts) == 12
    pages = {what: both for what, both in counts.items() if "worker" not in what}
    assert {what: both for what, both in pages.items() if both[0] != both[1]} == {}


def test_memory_is_said_to_be_flat_or_growing() -> None:
    said = verdict([150.0, 190.0, 200.0, 200.0, 201.0, 201.0])
    assert said.startswith("at most 201 MB (wanted: 250); after warming up 200 MB, at the end 201")
