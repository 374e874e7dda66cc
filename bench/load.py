"""A closed loop of connections that ask as fast as they are answered, in a process of its own.

`python -m bench.load` reads what to ask as JSON and prints what came of it. With `wrk` installed
bench/wrk.py does the same in less CPU time.
"""

import json
import re
import selectors
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle

CONNECTIONS = 16
ADDRESSES = [f"10.{n >> 8 & 255}.{n & 255}.7" for n in range(4096)]  # visitors of many networks
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE = 10.0  # seconds without any answer after which the bench ends


@dataclass(frozen=True)
class Target:
    """What to ask for, and the status that a right answer has.

    With a `body` it is posted as JSON; each `{id}` in it is another id every time. Where a person
    may not do it so often, several take turns: headers and bodies of each.
    """

    port: int
    path: str
    headers: dict[str, str]
    status: int = 200
    body: str = ""
    turns: tuple[tuple[dict[str, str], str], ...] = ()


@dataclass(frozen=True)
class Burst:
    """What came of some seconds of load; times in milliseconds."""

    client: str
    requests: int
    seconds: float
    p50: float
    p99: float
    wrong: int

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


class Line:
    """One kept-open connection with one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.heard = bytearray()
        self.asked_at = 0.0

    def ask(self, request: bytes) -> None:
        """Send the next request; it is small, so it goes at once."""
        self.heard.clear()
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> bool:
        """Take what has come; True once the answer is whole."""
        came = self.socket.recv(1 << 18)
        if not came:
            raise ConnectionError("the server closed a connection")
        self.heard += came
        head = self.heard.find(b"\r\n\r\n")
        return head >= 0 and len(self.heard) >= head + 4 + self._length(head)

    def _length(self, head: int) -> int:
        if self.status in {204, 304}:
            return 0
        found = LENGTH.search(self.heard, 0, head + 2)
        if found is None:
            raise ConnectionError("an answer does not say its length")
        return int(found[1])

    @property
    def status(self) -> int:
        """The status of the answer that is being heard."""
        return int(self.heard[9:12])


def requests_for(target: Target) -> Iterator[bytes]:
    """The same request from one visitor after the other, without an end."""
    if target.turns:
        whose = zip(cycle(ADDRESSES), cycle(target.turns), strict=False)
        return (_posted(_head(target, own, at), body) for at, (own, body) in whose)
    heads = [_head(target, target.headers, each) for each in ADDRESSES]
    if not target.body:
        return cycle([f"{head}\r\n".encode() for head in heads])
    return (_posted(head, target.body) for head in cycle(heads))


def _head(target: Target, headers: dict[str, str], address: str) -> str:
    own = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    verb = "POST" if target.body or target.turns else "GET"
    start = f"{verb} {target.path} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n{own}"
    return f"{start}X-Forwarded-For: {address}\r\n"


def _posted(head: str, body: str) -> bytes:
    said = re.sub(r"\{id\}", lambda _found: str(uuid.uuid4()), body).encode()
    return (
        f"{head}Content-Type: application/json\r\nContent-Length: {len(said)}\r\n\r\n".encode()
        + said
    )


def press(target: Target, seconds: float) -> Burst:
    """Keep all connections busy for so long."""
    asks, heard = requests_for(target), []
    with selectors.DefaultSelector() as selector:
        lines = _open(target.port, selector)
        start = time.perf_counter()
        for line in lines:
            line.ask(next(asks))
        while selector.get_map():
            for line in filter(Line.hear, _ready(selector)):
                now = time.perf_counter()
                heard.append((now - line.asked_at, line.status))
                if now < start + seconds:
                    line.ask(next(asks))
                else:  # what is under way is awaited: the next turn finds an idle server
                    selector.unregister(line.socket)
                    line.socket.close()
    wrong = sum(status != target.status for _taken, status in heard)
    return _burst([taken for taken, _status in heard], now - start, wrong)


def _open(port: int, selector: selectors.BaseSelector) -> list[Line]:
    lines = [Line(port) for _ in range(CONNECTIONS)]
    for line in lines:
        selector.register(line.socket, selectors.EVENT_READ, line)
    return lines


def _ready(selector: selectors.BaseSelector) -> list[Line]:
    ready = [key.data for key, _events in selector.select(PATIENCE)]
    if not ready:
        raise TimeoutError(f"no answer for {PATIENCE:.0f} s")
    return ready


def _burst(taken: list[float], seconds: float, wrong: int) -> Burst:
    taken.sort()
    p50, p99 = (1000 * taken[int(len(taken) * part)] if taken else 0.0 for part in (0.5, 0.99))
    return Burst("bench/load.py", len(taken), seconds, p50, p99, wrong)


def press_from_outside(target: Target, seconds: float) -> Burst:
    """The same from a process of its own, so that it shares nothing with whoever measures."""
    asked = json.dumps({"target": asdict(target), "seconds": seconds})
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    return Burst(**json.loads(done.stdout))


def main() -> None:
    """Ask as stdin says, tell stdout what came of it."""
    asked = json.load(sys.stdin)
    print(json.dumps(asdict(press(Target(**asked["target"]), asked["seconds"]))))


if __name__ == "__main__":
    main()
