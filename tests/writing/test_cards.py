"""Cards of links: made by a job, and never a way to reach inside."""

import dataclasses
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlalchemy import select

from kalo.forum.models import Post
from kalo.kit.db import db
from kalo.kit.text.speech import Card
from kalo.writing import fetching
from kalo.writing.fetching import Unreachable, fetch, find_target, is_public
from kalo.writing.models import LinkCard
from tests.factories.forum import answer

INSIDE = [
    *["127.0.0.1", "127.255.1.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.9.9"],
    *["192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1"],
    *["240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1"],
    *["fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fec0::1"],
    *["64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "2001::1", "nonsense"],
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Unreachable):
        find_target("http://a.example/", lambda host, port: [address])


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1"])
def test_an_address_in_the_open_is(address: str) -> None:
    assert is_public(address)


def test_one_address_inside_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Unreachable):
        find_target("http://a.example/", lambda host, port: ["8.8.8.8", "10.0.0.1"])


ODD = [
    *["ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "http:///x", "http://"],
    *["http://a.example:22/", "http://a.example:8080/", "https://a.example:80/", "//a.example/"],
    *["http://user:pw@a.example/", "http://user@a.example/", "http://a.example:x/", "http://[::1"],
]


@pytest.mark.parametrize("url", ODD)
def test_an_odd_address_is_not_asked(url: str) -> None:
    with pytest.raises(Unreachable):
        find_target(url, lambda host, port: ["8.8.8.8"])


LITERAL = [
    *["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://017700000001/"],
    *["http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost/", "http://127.1/"],
    *["http://localhost./", "http://①②⑦.⓪.⓪.①/"],
]


@pytest.mark.parametrize("url", LITERAL)
def test_a_disguised_address_inside_is_refused_by_the_real_resolver(url: str) -> None:
    with pytest.raises(Unreachable):
        find_target(url, fetching.resolve)


def test_a_line_cannot_be_smuggled_into_the_request() -> None:
    target = find_target("http://a.example/a b\r\nX: y?q=ά", lambda host, port: ["8.8.8.8"])
    assert not set(target.path) & set(" \r\n")
    assert target.path.isascii()


@dataclasses.dataclass
class Web:
    """A server that stands in for the web: each path answers what it was given."""

    pages: dict[str, tuple[int, dict[str, str], bytes]]
    asked: list[tuple[str, str]]
    look_up: Callable[[str, int], list[str]]
    connect: Callable[..., socket.socket]
    knocked: list[tuple[str, int]]


@pytest.fixture
def web() -> Iterator[Web]:
    pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
    asked: list[tuple[str, str]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.headers["Host"], self.path))
            status, headers, body = pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for start in range(0, len(body), 4096):
                if "X-Slow" in headers:
                    time.sleep(0.3)
                try:
                    self.wfile.write(body[start : start + 4096])
                except OSError:
                    return

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    knocked: list[tuple[str, int]] = []

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        knocked.append(where)
        return socket.create_connection(server.server_address[:2], timeout=timeout)

    def look_up(host: str, port: int) -> list[str]:
        return ["10.0.0.7"] if host.startswith("inside") else ["93.184.216.34"]

    yield Web(pages, asked, look_up, connect, knocked)
    server.shutdown()
    server.server_close()


HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = (
    "<html><head><title>Ένας &amp; τίτλος</title><meta property='og:site_name' content='Πηγή'>"
    "<meta name='description' content='Λίγα λόγια'></head><body>…"
).encode()


def test_a_page_says_what_it_is(web: Web) -> None:
    web.pages["/a?b=1"] = 200, HTML, PAGE
    found = fetch("http://a.example/a?b=1", web.look_up, web.connect)
    assert found == Card("Ένας & τίτλος", "Λίγα λόγια", "Πηγή")
    assert web.knocked == [("93.184.216.34", 80)]
    assert web.asked == [("a.example", "/a?b=1")]


def test_a_page_that_leads_inside_is_left(web: Web) -> None:
    web.pages["/"] = 302, {"Location": "http://inside.example/secret"}, b""
    with pytest.raises(Unreachable):
        fetch("http://a.example/", web.look_up, web.connect)
    assert web.asked == [("a.example", "/")]


def test_three_steps_are_followed_and_a_fourth_is_not(web: Web) -> None:
    for step in range(6):
        web.pages[f"/{step}"] = 302, {"Location": f"/{step + 1}"}, b""
    web.pages["/6"] = 200, HTML, PAGE
    with pytest.raises(Unreachable):
        fetch("http://a.example/0", web.look_up, web.connect)
    assert fetch("http://a.example/3", web.look_up, web.connect)


def test_only_pages_are_read(web: Web) -> None:
    web.pages["/"] = 200, {"Content-Type": "application/json"}, b"{}"
    web.pages["/down"] = 503, HTML, b""
    with pytest.raises(Unreachable):
        fetch("http://a.example/", web.look_up, web.connect)
    with pytest.raises(Unreachable) as down:
        fetch("http://a.example/down", web.look_up, web.connect)
    assert not down.value.for_good


def test_an_endless_page_is_read_only_so_far(web: Web) -> None:
    web.pages["/"] = 200, HTML, b"<title>x</title>" + b"a" * (fetching.MOST_BYTES * 4)
    assert fetch("http://a.example/", web.look_up, web.connect) == Card("x", "", "a.example")


def test_a_slow_page_is_left(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 1.0)
    web.pages["/"] = 200, {**HTML, "X-Slow": "1"}, b"a" * 400_000
    start = time.monotonic()
    with pytest.raises(Unreachable):
        fetch("http://a.example/", web.look_up, web.connect)
    assert time.monotonic() - start < 10


def test_a_page_that_drips_its_head_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 1.0)
    ours, theirs = socket.socketpair()
    stop = threading.Event()

    def drip() -> None:
        with theirs:
            try:
                theirs.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not stop.wait(0.2):
                    theirs.sendall(b"x")
            except OSError:
                return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    start = time.monotonic()
    with pytest.raises(Unreachable):
        fetch("http://a.example/", lambda host, port: ["8.8.8.8"], lambda where, timeout: ours)
    assert time.monotonic() - start < 10
    stop.set()
    thread.join(5)


def test_a_post_gets_its_card_after_it_was_published(
    app: Any, ada: Any, as_ada: Any, topic: Any, web: Web, work: Any
) -> None:
    web.pages["/x"] = 200, HTML, PAGE.replace("Ένας".encode(), b"&lt;b&gt;")
    app.extensions["kalo_fetch"] = lambda url: fetch(url, web.look_up, web.connect)
    body = "Δείτε:\n\nhttp://a.example/x\n\nκαι https://b.example/y μέσα σε λόγια"
    answer(topic, ada, body)
    assert "link-card" not in as_ada.get(topic.path).text
    work()
    page = as_ada.get(topic.path).text
    card = page[page.index('<p class="link-card">') :].split("</p>")[0]
    assert "<strong>&lt;b&gt; &amp; τίτλος</strong><span>Λίγα λόγια</span>" in card
    assert "<img" not in card
    assert "http://a.example/x</a>" not in page
    assert [row.url for row in db.session.scalars(select(LinkCard))] == ["http://a.example/x"]
    answer(topic, ada, "http://a.example/x")
    assert as_ada.get(topic.path).text.count('class="link-card"') == 2
    del app.extensions["kalo_fetch"]


def test_a_card_never_undoes_an_edit(
    app: Any, ada: Any, as_ada: Any, topic: Any, work: Any
) -> None:
    app.extensions["kalo_fetch"] = lambda url: Card("Τίτλος")
    answer(topic, ada, "http://a.example/x")
    as_ada.post(f"{topic.path}2/edit", data={"body": "άλλα λόγια", "revision": "1"})
    work()
    html = db.session.scalar(select(Post.html).where(Post.number == 2))
    assert html == "<p>άλλα λόγια</p>\n"
    del app.extensions["kalo_fetch"]


def test_cards_can_be_switched_off(app: Any, ada: Any, topic: Any) -> None:
    app.config["KALO"] = dataclasses.replace(app.config["KALO"], link_cards=False)
    answer(topic, ada, "http://a.example/x")
    assert db.session.scalars(select(LinkCard)).all() == []
