"""Real servers for the tests, started by them and ended with them: PostgreSQL, Redis, gunicorn."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from kalo.config import Settings
from tests import warm

Process = subprocess.Popen[bytes] | warm.Started
ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(question: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Ask until the answer is yes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if question():
                return
        time.sleep(0.05)
    raise AssertionError(f"{what} did not start within {seconds} s")


def _listens(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), 0.2):
        return True


def _postgres_program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name) or name


class Server:
    """A program of the system that listens on a port; it can be killed, and come back as it was."""

    def __init__(self, command: list[str], port: int, folder: Path | None = None) -> None:
        self.command, self.port, self.folder = command, port, folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it listens."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        more = {"cwd": self.folder, "start_new_session": True}
        self.process = subprocess.Popen(self.command, **quiet, **more)  # type: ignore[call-overload]
        wait_for(lambda: _listens(self.port), self.command[0])

    def kill(self) -> None:
        """End it and its children, as when the power goes."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, 9)
            self.process.wait(10)


class Postgres(Server):
    """A PostgreSQL of its own, empty or with what another had in it; `address` is its database."""

    def __init__(self, folder: Path, like: Path | None = None) -> None:
        prefix: list[str] = []
        data, port = folder / "data", free_port()
        if like:
            shutil.copytree(like, data)
        if getpass.getuser() == "root":  # PostgreSQL refuses to run as root
            subprocess.run(["chown", "-R", "postgres", str(folder)], check=True)
            prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        if not like:
            init = [_postgres_program("initdb"), "-D", str(data), "-E", "UTF8", "--locale=C.UTF-8"]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
            subprocess.run([*prefix, *init, "-A", "trust", "-U", "kalo"], check=True, **quiet)  # type: ignore[call-overload]
        serve = [_postgres_program("postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
        chosen = ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=300")
        settings = [word for each in chosen for word in ("-c", each)]
        super().__init__([*prefix, *serve, *settings], port, folder)
        self.address = f"postgresql://kalo@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        super().start()
        wait_for(lambda: _answers(self.address), "PostgreSQL")

    def end(self) -> None:
        """End it in order; it waits for nobody who is connected."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(10)


@contextmanager
def postgres_server(like: Path | None = None) -> Iterator[Postgres]:
    """A PostgreSQL that can be killed and started again; `like`: what it begins with."""
    folder = Path(tempfile.mkdtemp(prefix="kalo-pg-"))
    server = Postgres(folder, like)
    try:
        server.start()
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres(like: Path | None = None) -> Iterator[str]:
    """The address of the database of a PostgreSQL of its own."""
    with postgres_server(like) as server:
        yield server.address


def _answers(address: str) -> bool:
    import psycopg

    with suppress(psycopg.OperationalError):
        psycopg.connect(address).close()
        return True
    return False


@contextmanager
def redis_server() -> Iterator[tuple[Server, str]]:
    """A Redis of its own, keeping nothing, and its address."""
    port = free_port()
    server = Server(
        ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"], port
    )
    try:
        server.start()
        yield server, f"redis://127.0.0.1:{port}/0"
    finally:
        server.kill()


@contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis of its own, keeping nothing."""
    with redis_server() as (_server, address):
        yield address


class Platform:
    """The platform running for real: web server and worker, on a data folder of its own."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self.environ = {
            **{k: v for k, v in os.environ.items() if not k.startswith("KALO_")},
            "KALO_DATA": str(data),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "KALO_PUBLIC_URL": self.url,
            "KALO_LOG_LEVEL": "WARNING",
            **settings,
        }
        self.web: Process | None = None
        self.worker: Process | None = None

    def kalo(self, *words: str) -> str:
        """Run a command of the command line; answers what it printed."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = self._start(words, out.fileno(), err.fileno()).wait(300)
            said = [file.seek(0) or file.read().decode() for file in (out, err)]
        assert code == 0, "".join(said)
        return said[0]

    def start(self) -> None:
        """Start the web server and the worker, and wait until they answer."""
        self.start_worker()
        self.start_web()

    def start_web(self) -> None:
        """Start the web server and wait until it is ready."""
        self.web = self._spawn("serve")
        wait_for(lambda: self._ready(), "the web server", 60)

    def start_worker(self) -> None:
        """Start the worker."""
        self.worker = self._spawn("worker")

    def _spawn(self, command: str) -> Process:
        return self._start([command], 1, 2)

    def _start(self, words: Sequence[str], out: int, err: int) -> Process:
        return warm.start(words, self.environ, out, err) or subprocess.Popen(
            [sys.executable, "-m", "kalo", *words],
            cwd=ROOT,
            env=self.environ,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )

    def _ready(self) -> bool:
        with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)

    def kill(self, part: str, number: int = 9) -> None:
        """Send a signal to all processes of a part, "web" or "worker"."""
        process = getattr(self, part)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait(15)

    def stop(self) -> None:
        """End both parts at once: what they have is thrown away with their folder."""
        for part in ("web", "worker"):
            process = getattr(self, part)
            if process is not None and process.poll() is None:
                self.kill(part)


@contextmanager
def served(settings: Settings, **more: str) -> Iterator[str]:
    """The web server on a port of its own, over the database of a test; its address."""
    platform = Platform(
        settings.data,
        KALO_SECRET_KEY=settings.secret_key,
        KALO_DATABASE_URL=settings.database_url,
        **more,
    )
    try:
        # Not start_web(): a database made without migrations does not count as ready.
        platform.web = platform._spawn("serve")
        wait_for(lambda: answers(platform.url), "the web server", 90)
        yield platform.url
    finally:
        platform.kill("web")


def answers(url: str) -> bool:
    """Whether a web server is there, whatever its database."""
    with urllib.request.urlopen(f"{url}/healthz", timeout=5) as page:
        return bool(page.status == 200)
