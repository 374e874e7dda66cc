"""Starting the platform sooner: a process that has read all code already, and forks.

A test starts some fifty web servers and workers and as many commands; of what each costs, three
quarters is reading the same modules again. `python -OO -m tests.warm web SOCKET` has read them for
gunicorn, patched as `wsgi.py` patches them, and `plain` for everything else. What is started is a
process of its own, in a session of its own, that reads its settings and builds the platform as any
other does. `tests/kit/test_lean.py` and `tests/cli/test_serving.py` start in the ordinary way.
"""

import _socket  # the calls themselves, which gevent does not replace
import array
import json
import os
import posix
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

ROOT = Path(__file__).parent.parent
WHERE = "TEST_WARM"  # the folder of the sockets, where such processes stand
KINDS = ("web", "plain")
LONGEST = 1 << 20


class Started:
    """What was forked, as `subprocess.Popen` shows what it started."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line.makefile("r")
        self.pid = int(self._line.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit code, as soon as it has ended."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended."""
        code = self._look(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("kalo", timeout or 0)
        return code

    def _look(self, seconds: float | None) -> int | None:
        if self.returncode is None and select([self._line], [], [], seconds)[0]:
            self.returncode = int(self._line.readline() or -9)
            self._line.close()
        return self.returncode


def start(words: Sequence[str], environ: Mapping[str, str], out: int, err: int) -> Started | None:
    """`kalo` with these words; None where no such process stands."""
    kind = "web" if words[0] == "serve" else "plain"
    if WHERE not in environ:
        return None
    with socket.socket(socket.AF_UNIX) as line:
        if line.connect_ex(f"{environ[WHERE]}/{kind}"):
            return None
        asked = json.dumps({"words": list(words), "environ": dict(environ)}).encode()
        socket.send_fds(line, [len(asked).to_bytes(4, "big")], [out, err])
        line.sendall(asked)
        return Started(line)


@contextmanager
def standing(folder: Path) -> Iterator[None]:
    """Two such processes, for everything that is started with this environment."""
    parents = []
    for kind in KINDS:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / kind))
            listener.listen(64)  # who asks before all is read waits
            command = [sys.executable, "-OO", "-m", "tests.warm", kind, str(listener.fileno())]
            more: dict[str, Any] = {"cwd": ROOT, "pass_fds": [listener.fileno()]}
            parents.append(subprocess.Popen(command, stdin=subprocess.PIPE, **more))
    os.environ[WHERE] = str(folder)
    try:
        yield
    finally:
        del os.environ[WHERE]
        for parent in parents:
            parent.kill()
            parent.communicate()


def main(kind: str, listening: int) -> None:
    """Read all code, then fork for whoever asks, until whoever started this has ended."""
    if kind == "web":
        from gevent import monkey

        monkey.patch_all()
    read_all(kind)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for who waits
    while True:
        ready, _, _ = select([listening, 0], [], [])  # not the one of gevent: it came before
        if 0 in ready:
            return
        line = _accepted(listening)
        if posix.fork() == 0:
            break
        posix.close(line)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    posix.close(listening)
    attend(line)


def read_all(kind: str) -> None:
    """Every module of the platform that a server or a command may ask for."""
    import gc
    import pkgutil
    from importlib import import_module

    import psycopg  # noqa: F401
    import redis  # noqa: F401

    import kalo

    for module in pkgutil.walk_packages(kalo.__path__, "kalo."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    if kind == "web":
        import gunicorn.app.wsgiapp
        import gunicorn.workers.ggevent  # noqa: F401
    gc.freeze()


def attend(line: int) -> None:
    """Start what is asked for in another process, and say when and how it ended."""
    asked, outputs = _heard(line)
    pid = posix.fork()
    if pid:
        posix.write(line, f"{pid}\n".encode())
        _pid, status = posix.waitpid(pid, 0)
        posix.write(line, f"{os.waitstatus_to_exitcode(status)}\n".encode())
        posix._exit(0)
    posix.close(line)
    posix.setsid()
    posix.close(0)
    posix.open("/dev/null", posix.O_RDONLY)
    for number, output in enumerate(outputs, start=1):
        posix.dup2(output, number)
        posix.close(output)
    os.environ.clear()
    os.environ.update(asked["environ"])
    run(asked["words"])


def run(words: list[str]) -> None:
    """What `python -m kalo` does with these words; `serve` becomes gunicorn."""
    from kalo.cli import main as kalo

    if words == ["serve"]:
        from gunicorn.app.wsgiapp import run as gunicorn

        from kalo.cli.serving import web_command
        from kalo.config import read_settings

        command = web_command(read_settings())
        sys.argv = command[command.index("gunicorn") :]
        gunicorn()
    else:
        sys.argv = ["kalo", *words]
        kalo()


def _accepted(listening: int) -> int:
    line = _socket.socket(fileno=listening)
    try:
        return int(line._accept()[0])
    finally:
        line.detach()


def _heard(line: int) -> tuple[dict[str, Any], list[int]]:
    heard = _socket.socket(fileno=line)
    try:
        size, carried, *_ = heard.recvmsg(4, _socket.CMSG_SPACE(2 * array.array("i").itemsize))
        outputs = array.array("i")
        outputs.frombytes(carried[0][2])
        left, parts = int.from_bytes(size, "big"), []
        while left:
            parts.append(heard.recv(min(left, LONGEST)))
            left -= len(parts[-1])
        return json.loads(b"".join(parts)), list(outputs)
    finally:
        heard.detach()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
