"""Reading a page elsewhere, in such a way that nobody can use us to reach inside a network.

The name is resolved once, every address it has must be a public one, and the connection is made
to that very address; each step of a redirect is asked the same questions.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from kalo.kit.text.speech import Card

SECONDS = 5.0
MOST_BYTES = 512 * 1024
MOST_STEPS = 3
PORTS = {"http": 80, "https": 443}
ASKED = {
    "User-Agent": "e-KALO link cards",
    "Accept": "text/html",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
Resolve = Callable[[str, int], Iterable[str]]


class Unreachable(Exception):
    """The page may not or cannot be read; `for_good` where trying again is of no use."""

    def __init__(self, why: str, for_good: bool = True) -> None:
        super().__init__(why)
        self.for_good = for_good


def resolve(host: str, port: int) -> list[str]:
    """The addresses that a name has."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(address: str) -> bool:
    """Whether an address lies out in the open: not ours, not a neighbour's, not a disguise."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and _hides_another(ip):
        return False
    shared = ipaddress.ip_network("100.64.0.0/10")
    if isinstance(ip, ipaddress.IPv4Address) and ip in shared:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _hides_another(ip: ipaddress.IPv6Address) -> bool:
    """An IPv4 address in the clothes of an IPv6 one, or a tunnel to one."""
    tunnels = ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10")
    return ip.ipv4_mapped is not None or any(ip in ipaddress.ip_network(net) for net in tunnels)


@dataclass(frozen=True)
class Target:
    """Where to knock: a public address, and what to ask for there."""

    scheme: str
    host: str
    address: str
    port: int
    path: str


def find_target(url: str, look_up: Resolve) -> Target:
    """Where an address leads; refused unless every address of its name is public."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise Unreachable("no address") from error
    if parts.scheme not in PORTS or port not in {None, PORTS.get(parts.scheme)}:
        raise Unreachable("not a port of the web")
    if not host or parts.username is not None or parts.password is not None:
        raise Unreachable("no plain host")
    try:
        name = host if ":" in host else host.encode("idna").decode("ascii")
        found = list(look_up(name, PORTS[parts.scheme]))
    except (OSError, UnicodeError) as error:
        raise Unreachable("no such name", for_good=False) from error
    if not found or not all(is_public(address) for address in found):
        raise Unreachable("not a public address")
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Target(parts.scheme, name, found[0], PORTS[parts.scheme], _quoted(path))


def _quoted(path: str) -> str:
    """Only what may stand in the first line of a request."""
    return quote(path, safe="/?&=%:@!$'()*+,;~-._[]|")


class _Pinned(HTTPConnection):
    """A connection to the address that was looked at, whatever the name means a moment later."""

    def __init__(self, target: Target, connect: Callable[..., socket.socket], seconds: float):
        super().__init__(target.host, target.port, timeout=seconds)
        self._target, self._connect = target, connect

    def connect(self) -> None:
        where = self._target.address, self._target.port
        self.sock = self._connect(where, timeout=self.timeout)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._target.host)


def fetch(
    url: str,
    look_up: Resolve = resolve,
    connect: Callable[..., socket.socket] = socket.create_connection,
) -> Card | None:
    """What a page says of itself, or None if it says nothing; raises `Unreachable`."""
    until, here = time.monotonic() + SECONDS, url
    for _step in range(MOST_STEPS + 1):
        target = find_target(here, look_up)
        onwards, page = _ask(target, until, connect)
        if onwards is None:
            return _card(page, target.host)
        here = urljoin(here, onwards)
    raise Unreachable("led on too often")


def _ask(
    target: Target, until: float, connect: Callable[..., socket.socket]
) -> tuple[str | None, str]:
    """Where an answer leads on to, or the page itself; a slow one is hung up on."""
    left = max(0.1, until - time.monotonic())
    connection = _Pinned(target, connect, left)
    try:
        connection.connect()
        with _hung_up(connection.sock, left):
            connection.request("GET", target.path, headers=ASKED)
            with connection.getresponse() as answer:
                return _heard(answer, until)
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(str(error) or "no answer", for_good=False) from error
    finally:
        connection.close()


@contextmanager
def _hung_up(line: socket.socket, seconds: float) -> Iterator[None]:
    """Whoever says a letter at a time would otherwise never be too slow."""
    timer = Timer(seconds, _shut, (line,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _heard(answer: HTTPResponse, until: float) -> tuple[str | None, str]:
    if answer.status in {301, 302, 303, 307, 308}:
        return answer.headers.get("Location", ""), ""
    if answer.status != 200:
        raise Unreachable(f"answer {answer.status}", for_good=answer.status < 500)
    if answer.headers.get_content_type() != "text/html":
        raise Unreachable("no page")
    return None, _read(answer, until)


def _read(answer: HTTPResponse, until: float) -> str:
    """The beginning of a page."""
    body = bytearray()
    while len(body) < MOST_BYTES:
        part = answer.read1(16 * 1024)
        body += part
        if not part or b"</head" in part.lower():
            break
    if time.monotonic() > until:
        raise Unreachable("too slow", for_good=False)
    encoding = answer.headers.get_content_charset() or _said_encoding(bytes(body[:2048]))
    try:
        return bytes(body).decode(encoding, "replace")
    except LookupError:
        return bytes(body).decode("utf-8", "replace")


def _said_encoding(start: bytes) -> str:
    words = start.lower()
    for name in (b"windows-1253", b"iso-8859-7"):
        if name in words:
            return name.decode()
    return "utf-8"


class _Head(HTMLParser):
    """The title of a page and what its meta elements say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.title: list[str] = []
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.in_title = self.in_title or (tag == "title" and not self.title)
        if tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.said.setdefault(name, given.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        self.in_title = self.in_title and tag not in {"title", "head"}

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title.append(data)


def _card(page: str, host: str) -> Card | None:
    head = _Head()
    head.feed(page)
    title = (head.said.get("og:title") or "".join(head.title)).strip()
    if not title:
        return None
    about = head.said.get("og:description") or head.said.get("description") or ""
    return Card(title, about.strip(), head.said.get("og:site_name", "").strip() or host)
