"""A real subscription: vdirsyncer fetches the address over HTTP, khal reads what it kept."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.events.readers import Reading

SYNC = """
[general]
status_path = "{folder}/status"
[pair ours]
a = "local"
b = "remote"
collections = null
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "{folder}/kept"
fileext = ".ics"
[storage remote]
type = "http"
url = "{address}"
"""
READ = """
[calendars]
[[ours]]
path = {folder}/kept
readonly = True
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
LINE = "{uid}\t{start-long}\t{end-long}\t{title}\t{status}"


class Subscriber:
    """Somebody whose calendar follows one address."""

    def __init__(self, folder: Path, address: str) -> None:
        for program in ("vdirsyncer", "khal"):
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed on this machine: apt install {program}")
        self.folder = folder
        (folder / "kept").mkdir(parents=True)
        facts = {"folder": folder, "address": address}
        (folder / "sync.conf").write_text(SYNC.format(**facts))
        (folder / "khal.conf").write_text(READ.format(**facts))
        self._run("vdirsyncer", "-c", "sync.conf", "discover")

    def fetch(self) -> int:
        """Synchronise; answers how many items there are now."""
        self._run("vdirsyncer", "-c", "sync.conf", "sync", "--force-delete")
        return len(list((self.folder / "kept").glob("*.ics")))

    def read(self, begin: str = "2025-01-01", days: int = 1500) -> Reading:
        """What khal shows: moments in seconds, days as they are written, the last one too."""
        words = self._run(
            *("khal", "-c", "khal.conf", "list", "--once", "--notstarted"),
            *("--format", LINE, "--day-format", "", begin, f"{days}d"),
        )
        rows = [line.split("\t") for line in words.splitlines() if "\t" in line]
        return {
            uid: (_moment(start), _moment(end), title, status.strip().upper() or "CONFIRMED")
            for uid, start, end, title, status in rows
        }

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=self.folder, input="y\n" * 9, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _moment(words: str) -> int | str:
    if len(words) == 10:
        return words
    return int(datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())
