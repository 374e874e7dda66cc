"""Starting the platform: one clear sentence where it cannot, everything ended where it ends."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import ROOT, Platform, wait_for

pytestmark = pytest.mark.services


def said(platform: Platform, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kalo", *words],
        cwd=ROOT,
        env=platform.environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    return done.stderr.strip()


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    platform = Platform(tmp_path)
    with socket.create_server(("127.0.0.1", platform.port)):
        words = said(platform, "run")
    assert words.startswith(f"Port {platform.port} of 127.0.0.1 cannot be used")
    assert words.endswith(f"PORT={platform.port + 1} make run")
    assert "\n" not in words


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PORT", "eighty"),
        ("KALO_SAMPLE", "yes"),
        ("KALO_PUBLIC_URL", "example.org"),
        ("KALO_LOG_LEVEL", "LOUD"),
        ("KALO_PROXIES", "-1"),
    ],
)
def test_an_odd_setting_is_named_in_one_sentence(tmp_path: Path, setting: str, value: str) -> None:
    words = said(Platform(tmp_path, **{setting: value}), "run")
    assert words.startswith(setting)
    assert "\n" not in words


def test_everything_started_ends_with_ctrl_c(seeded: Path, tmp_path: Path) -> None:
    platform = Platform(tmp_path / "data")
    shutil.copytree(seeded, platform.data)  # what the first start of all makes, it finds made
    running = subprocess.Popen(
        [sys.executable, "-m", "kalo", "run"],
        cwd=ROOT,
        env=platform.environ,
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_for(platform._ready, "the platform", 120)
    started = children_of(running.pid)
    assert len(started) >= 2  # the web server and the worker

    os.kill(running.pid, signal.SIGINT)
    words, _nothing = running.communicate(timeout=30)

    assert "e-ΚΑΛΟ: " in words
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []


def children_of(pid: int) -> list[int]:
    direct = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in direct] + [c for p in direct for c in children_of(int(p))]
