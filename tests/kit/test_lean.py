"""What a serving process does without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import ROOT

CLIENTS = {"psycopg", "redis", "requests", "websocket"}
WORKER = """
import sys
from kalo.cli import kalo
kalo.commands["worker"]
assert "sqlalchemy" not in sys.modules, "nothing is read before what is left out is known"
from kalo.config import read_settings
from kalo.kit.lean import leave_out
leave_out(read_settings())
from kalo.app import create_app
create_app()
"""
WEB = "import sys, wsgi"


@pytest.mark.services
@pytest.mark.parametrize("starting", [WEB, WORKER])
def test_a_server_with_sqlite_alone_loads_no_client_of_others(
    tmp_path: Path, starting: str
) -> None:
    asked = f"{starting}\nprint(*{{name for name in {CLIENTS!r} if sys.modules.get(name)}})"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={"KALO_DATA": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
