"""The two web servers under the very same command, and what the kernel knows of them."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kalo.cli.serving import web_command
from kalo.config import read_settings
from tests.services import free_port, wait_for

ROOT = Path(__file__).parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
Environ = dict[str, str]


def environ_for(folder: Path, port: int) -> Environ:
    """What `kalo serve` finds around it: a proxy in front, everything else as it comes."""
    here = {name: value for name, value in os.environ.items() if not name.startswith("KALO_")}
    url = f"http://127.0.0.1:{port}"
    own = {"KALO_DATA": str(folder), "KALO_PUBLIC_URL": url, "KALO_PROXIES": "1"}
    return {**here, **own, "HOST": "127.0.0.1", "PORT": str(port)}


class Part:
    """A server with its children: its processor time and its memory."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int = 0) -> None:
        self.process = process
        self.port = port

    @property
    def pids(self) -> list[int]:
        """The process and its children, as they are now."""
        return [self.process.pid, *(p for p in _all_pids() if _parent_of(p) == self.process.pid)]

    def cpu_seconds(self) -> float:
        """Processor time of all of them until now."""
        return sum(_cpu_ticks(pid) for pid in self.pids) / TICKS

    def memory(self) -> float:
        """Their share of memory (PSS) in MB; pages that several use count in parts."""
        return sum(_pss(pid) for pid in self.pids) / 1024


@contextmanager
def platform(folder: Path, port: int) -> Iterator[tuple[Part, Part, float]]:
    """Web server and worker as `kalo run` starts them, and the seconds to the first answer."""
    environ, start = environ_for(folder, port), time.monotonic()
    serve, work = web_command(read_settings(environ)), [sys.executable, "-m", "kalo", "worker"]
    with (
        running(serve, environ, folder / "web.log") as web,
        running(work, environ, folder / "worker.log") as worker,
    ):
        wait_for(lambda: _answers(port), "the platform", 60)
        yield Part(web, port), Part(worker), time.monotonic() - start


@contextmanager
def bare_page(folder: Path, size: int) -> Iterator[Part]:
    """The bare page under the platform's command; only the application's name differs."""
    port = free_port()
    environ = {**environ_for(folder, port), "BENCH_PAGE_BYTES": str(size)}
    command = [*web_command(read_settings(environ))[:-1], "bench.bare:app"]
    with running(command, environ, folder / "bare.log") as web:
        wait_for(lambda: _answers(port), "the bare page")
        yield Part(web, port)


@contextmanager
def running(
    command: list[str], environ: Environ, log: Path, folder: Path = ROOT
) -> "Iterator[subprocess.Popen[bytes]]":
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=folder, env=environ, stdout=file, stderr=file, start_new_session=True
        )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(15)


def _answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
        return bool(answer.status == 200)


def _all_pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, which may hold spaces; [] once it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent_of(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _cpu_ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
