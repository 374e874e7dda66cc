"""Running the platform: web server, worker, both; and bringing the database up to date."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from kalo.config import Settings, read_settings
from kalo.kit.lean import leave_out, settle_down

CHECKOUT = Path(__file__).parents[2]
GRACE = 10  # seconds that a part has to end by itself
# What serves does without the docstrings of itself and of its libraries: six megabytes each time.
PYTHON = [sys.executable, "-OO"]


def web_command(settings: Settings) -> list[str]:
    """gunicorn with one gevent worker: websockets need one process, or Redis and several."""
    return [
        *PYTHON,
        "-m",
        "gunicorn",
        "--worker-class=gevent",
        f"--config={CHECKOUT / 'gunicorn.conf.py'}",
        "--workers=1",
        "--worker-connections=2000",
        f"--bind={settings.host}:{settings.port}",
        "--graceful-timeout=5",
        "--keep-alive=5",
        "--log-level=warning",
        "wsgi:app",
    ]


@click.command()
@click.option("--host", help="Where to listen; else HOST, else 127.0.0.1.")
@click.option("--port", type=int, help="On which port; else PORT, else 8000.")
def serve(host: str | None, port: int | None) -> None:
    """Start the web server alone.

    Example: kalo serve --port 8001
    """
    os.environ.update({"HOST": host} if host else {}, **({"PORT": str(port)} if port else {}))
    settings = read_settings()
    refuse_taken_port(settings)
    command = web_command(settings)
    os.execv(command[0], command)


@click.command()
def worker() -> None:
    """Start the worker: letters, the index, everything that takes time.

    Example: kalo worker
    """
    if sys.flags.optimize < 2:
        command = _worker_command()
        os.execv(command[0], command)
    settings = read_settings()
    leave_out(settings)

    from kalo.app import create_app
    from kalo.recurring import schedule

    queue = create_app(settings).extensions["kalo_queue"]
    schedule(queue)
    settle_down()
    queue.create_consumer(workers=1, periodic=True, initial_delay=0.05, max_delay=0.5).run()


@click.command()
def migrate() -> None:
    """Bring the database up to date.

    Example: kalo migrate
    """
    from flask_migrate import upgrade

    from kalo.app import create_app

    with create_app().app_context():
        upgrade()


@click.command()
def run() -> None:
    """Bring everything up to date, then serve and work until Ctrl-C.

    Example: PORT=8001 kalo run
    """
    settings = read_settings()
    refuse_taken_port(settings)
    for words, command in (
        ("Bringing the database up to date", "migrate"),
        ("Loading the content and the sample community", "seed"),
    ):
        click.echo(f"· {words} …")
        subprocess.run([sys.executable, "-m", "kalo", command], check=True)
    with _parts(settings) as parts:
        click.echo(f"\n  e-ΚΑΛΟ: {settings.public_url}    (Ctrl-C ends it)\n")
        _watch(parts)


def refuse_taken_port(settings: Settings) -> None:
    """One clear sentence where somebody else listens already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            sys.exit(
                f"Port {settings.port} of {settings.host} cannot be used ({error.strerror}). "
                f"Choose another: PORT={settings.port + 1} make run"
            )


@contextmanager
def _parts(settings: Settings) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web server and the worker as children; both end when this does."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    started = {"web": _start(web_command(settings)), "worker": _start(_worker_command())}
    try:
        yield started
    except KeyboardInterrupt:
        click.echo("\nEnding …")
    finally:
        for part in started.values():
            part.terminate()
        for part in started.values():
            _wait_or_kill(part)


def _worker_command() -> list[str]:
    return [*PYTHON, "-m", "kalo", "worker"]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches it through us, in order."""
    return subprocess.Popen(command, start_new_session=True)


def _wait_or_kill(part: subprocess.Popen[bytes]) -> None:
    try:
        part.wait(GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(part.pid, signal.SIGKILL)


def _watch(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    """Start a worker that died again; end when the web server ends."""
    while parts["web"].poll() is None:
        if parts["worker"].poll() is not None:
            click.echo("The worker ended; it starts again.")
            parts["worker"] = _start(_worker_command())
        time.sleep(1)
    sys.exit(parts["web"].returncode)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
