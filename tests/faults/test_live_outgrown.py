"""A live room on two web servers behind nginx, with PostgreSQL and Redis; each of them dies."""

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
from flask import Flask

from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import read_settings
from kalo.events.models import Event
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.factories.live import gathering_now, key, log_of
from tests.services import (
    ROOT,
    Platform,
    Server,
    free_port,
    postgres_server,
    redis_server,
    wait_for,
)

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("live-outgrown")]
PEOPLE = 8
PATIENCE = 60  # seconds; it takes two or three, on a busy machine more
SHOWN = 100  # lines that a page which comes anew is given
EACH = 0.8  # seconds between two acts of one person: slower than the room's own limit


@dataclass
class Phone:
    """Somebody's page: what it wants to say waits until it is answered, as in its outbox."""

    url: str
    cookie: str
    event_id: int
    answered: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    last: float = 0.0  # when an act was last answered
    said: int = 0

    def __post_init__(self) -> None:
        self.client = socketio.Client(reconnection=False)  # `_live` comes back by itself
        self.client.on("news", self._hear)
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._live, daemon=True)

    def _hear(self, news: Any) -> None:
        self.told.update(name for name, _html in news.get("pieces", ()))

    def _live(self) -> None:
        name, joined = "", None
        while not self.stop.wait(EACH if not name else 0.3):
            with suppress(Exception):  # whatever is wrong with the line, the page tries again
                if not self.client.connected:
                    self._connect()
                if joined != self.client.sid:
                    self._ask("join", since=0)
                    joined = self.client.sid
                name = name or key()
                answer = self._ask("act", kind="said", once=name, text=f"λόγια {self.said}")
                if seq := answer.get("seq"):
                    self.answered[name], name = seq, ""
                    self.last, self.said = time.monotonic(), self.said + 1
                elif "wait" not in answer and "failed" not in answer:
                    self.refused.append(str(answer))

    def _connect(self) -> None:
        headers = {"Cookie": f"kalo={self.cookie}"}
        self.client.connect(self.url, headers=headers, transports=["websocket"], wait_timeout=5)

    def _ask(self, what: str, **said: Any) -> Any:
        words = {"event": self.event_id, "device": "phone", **said}
        return self.client.call(what, words, timeout=4)

    def order(self) -> list[str]:
        """What its page shows, from the beginning."""
        address = f"{self.url}/live/{self.event_id}/entries?since=0"
        answer = requests.get(address, headers={"Cookie": f"kalo={self.cookie}"}, timeout=10)
        assert answer.status_code == 200
        page = answer.json()
        html = "".join(each for _name, each in page.get("pieces") or page["whole"])
        return re.findall(r'id="(said-\d+)"', html)


@dataclass
class Outgrown:
    """Two web servers and a worker behind nginx."""

    app: Flask
    webs: list[Platform]
    nginx: Server
    database: Server
    redis: Server
    phones: list[Phone] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.nginx.port}"

    def everybody_is_back(self) -> None:
        """Each has something answered from now on."""
        began = time.monotonic()
        wait_for(lambda: all(phone.last > began for phone in self.phones), "everybody", PATIENCE)

    def everybody_opens(self, path: str, status: int) -> None:
        """A page that is limited, and made for the one who asks."""
        for phone in self.phones:
            cookie = {"Cookie": f"kalo={phone.cookie}"}
            answer = requests.get(self.url + path, headers=cookie, timeout=PATIENCE)
            assert answer.status_code == status

    def everybody_hears(self) -> None:
        """Something said from now on reaches every page by its line."""
        began, speaker = time.monotonic(), self.phones[0]
        while True:
            seen = set(speaker.answered.values())
            wait_for(lambda: set(speaker.answered.values()) > seen, "a word", PATIENCE)  # noqa: B023
            fresh = {f"said-{number}" for number in set(speaker.answered.values()) - seen}
            with suppress(AssertionError):
                wait_for(lambda: all(fresh <= one.told for one in self.phones), "it", 1)  # noqa: B023
                return
            assert time.monotonic() - began < PATIENCE


NGINX = re.compile(r"server \{\s+listen 80;.*?\n\}\n", re.DOTALL)


def configured(folder: Path, ports: list[int]) -> tuple[Path, int]:
    """The configuration that we give away, with other ports and without TLS."""
    port, said = free_port(), (ROOT / "deploy/nginx.conf").read_text()
    said = NGINX.sub("", said)
    said = re.sub(r"\n\s+(ssl_\w+|listen \[::\]).*", "", said)
    said = said.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    said = said.replace("$host;", "$http_host;")  # the port of a test belongs to the name
    servers = "\n".join(f"    server 127.0.0.1:{each};" for each in ports)
    said = said.replace("    server 127.0.0.1:8000;", servers)
    paths = "".join(
        f"{each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = (
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ worker_connections 512; }}\nhttp {{\naccess_log off;\n{paths}{said}\n}}\n"
    )
    file = folder / "nginx.conf"
    file.write_text(whole)
    return file, port


@pytest.fixture
def outgrown(tmp_path: Path, migrated_cluster: Path) -> Iterator[Outgrown]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("there is no nginx here")
    with postgres_server(migrated_cluster) as database, redis_server() as (redis, address):
        settings = {
            "KALO_DATABASE_URL": database.address,
            "KALO_REDIS_URL": address,
            "KALO_PROXIES": "1",
            "KALO_SECRET_KEY": "only-for-tests",
            "KALO_HOSTS": "127.0.0.1",
        }
        (tmp_path / "data").mkdir()
        webs = [Platform(tmp_path / "data", **settings) for _ in range(2)]
        file, port = configured(tmp_path, [each.port for each in webs])
        nginx = Server([program, "-c", str(file)], port)
        with ended(nginx, webs):
            webs[0].start_worker()
            for web in webs:
                web.start_web()
            nginx.start()
            # Without Redis: what listens to it would go on in the tests to come.
            own = {name: said for name, said in webs[0].environ.items() if name != "KALO_REDIS_URL"}
            app = create_app(read_settings(own))
            with app.app_context():
                there = Outgrown(app, webs, nginx, database, redis)
                come_in(there)
                yield there
                for phone in there.phones:
                    phone.stop.set()
                for phone in there.phones:
                    phone.thread.join(15)
                    phone.client.disconnect()
                db.session.remove()
                db.engine.dispose()


@contextmanager
def ended(nginx: Server, webs: list[Platform]) -> Iterator[None]:
    try:
        yield
    finally:
        nginx.kill()
        for web in webs:
            web.stop()


def come_in(there: Outgrown) -> None:
    """Eight members in a room, each on a line of their own, talking."""
    event = gathering_now(capacity=None)
    signer: Any = there.app.session_interface.get_signing_serializer(there.app)  # type: ignore[attr-defined]
    with transaction():
        people = [member(number) for number in range(PEOPLE)]
        db.session.add_all(people)
        db.session.flush()
        cookies = [signer.dumps({TOKEN: open_sign_in(person)}) for person in people]
    there.phones = [Phone(there.url, cookie, event.id) for cookie in cookies]
    db.session.remove()
    db.engine.dispose()  # the database will be killed under whoever is connected
    for phone in there.phones:
        phone.thread.start()


def member(number: int) -> Person:
    now = clock.now()
    known = {"handle": f"p{number}", "name": f"Μέλος {number}", "email": f"p{number}@x.org"}
    return Person(**known, joined_at=now, confirmed_at=now, trust=2)


@contextmanager
def away(part: Server, seconds: float) -> Iterator[None]:
    """Something is gone for so long."""
    part.kill()
    yield
    time.sleep(seconds)
    part.start()


@pytest.mark.parametrize(
    "seconds", [4, pytest.param(60, marks=pytest.mark.long)], ids=["short", "a minute"]
)
def test_a_web_server_redis_and_postgresql_die_and_nothing_answered_is_lost(
    outgrown: Outgrown, seconds: float
) -> None:
    there, (first, _second) = outgrown, outgrown.webs
    there.everybody_is_back()
    there.everybody_hears()

    first.kill("web")
    there.everybody_is_back()  # on the other one
    first.start_web()

    for part, status in ((there.redis, 200), (there.database, 503)):
        with away(part, seconds):
            there.everybody_opens("/search?q=koinsep", status)
        there.everybody_is_back()
        there.everybody_hears()
        there.everybody_opens("/search?q=koinsep", 200)

    for phone in there.phones:
        phone.stop.set()
    for phone in there.phones:
        phone.thread.join(10)
    assert [phone.refused for phone in there.phones] == [[]] * PEOPLE
    event = db.session.get_one(Event, there.phones[0].event_id)
    log = log_of(event)
    assert [seq for seq, *_ in log] == list(range(1, len(log) + 1))
    answered = sorted(seq for phone in there.phones for seq in phone.answered.values())
    assert len(set(answered)) == len(answered) >= 3 * PEOPLE
    assert set(answered) <= {seq for seq, *_ in log}
    # Who asks a server that began anew gets the latest lines alone.
    orders = {tuple(phone.order()[-SHOWN:]) for phone in there.phones}
    assert orders == {tuple(f"said-{seq}" for seq, *_ in log[-SHOWN:])}
