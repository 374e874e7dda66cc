"""The platform as it runs, on a database of its own, and visitors who speak HTTP with it."""

import http.client
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import TextClause, text

from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.forum.models import Category
from kalo.kit import clock
from kalo.kit.db import db, transaction
from tests.faults.scene import Scene, stand
from tests.services import Platform

PATIENCE = 120
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody's browser without the browser: a cookie, and the token of its forms."""

    url: str
    cookie: str = ""
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self.send("GET", path)

    def post(self, path: str, **typed: Any) -> Answer:
        """Send a form."""
        return self.post_bytes(path, urlencode(typed, doseq=True).encode())

    def post_bytes(self, path: str, body: bytes, kind: str = FORM, **more: str) -> Answer:
        """Send a body of any kind, with a good token."""
        headers = {"Content-Type": kind, "X-CSRFToken": self.token, **more}
        return self.send("POST", path, body, headers)

    def send(
        self, method: str, path: str, body: bytes | None = None, more: Mapping[str, str] = {}
    ) -> Answer:
        """One request on a connection of its own, as a phone on a bad network makes them."""
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=PATIENCE)
        try:
            headers = {**self.headers, **more, "Referer": f"{self.url}/"}
            line.request(method, path, body, {"Cookie": f"kalo={self.cookie}", **headers})
            got = line.getresponse()
            return Answer(got.status, dict(got.getheaders()), got.read())
        finally:
            line.close()


# What a phone takes for "it did not arrive": no answer, one cut short by a kill, one that is odd.
LOST = (OSError, http.client.HTTPException, ValueError, AssertionError)


@dataclass
class World:
    """A running platform and the same database from inside."""

    app: Flask
    platform: Platform

    def person(self, name: str, handle: str, **values: Any) -> Person:
        """A member with a confirmed address."""
        at = clock.now()
        known = {"joined_at": at, "confirmed_at": at, "trust": 2, "email": f"{handle}@example.org"}
        with transaction():
            person = Person(**{"name": name, "handle": handle, **known, **values})
            db.session.add(person)
        db.session.refresh(person)
        return person

    def another(self, like: Person, name: str = "Ξένη") -> Person:
        """Somebody with the same roles."""
        return self.person(name, f"x{secrets.token_hex(5)}", roles=like.roles, trust=3)

    def crowd(self, size: int, name: str = "Μέλος") -> list[Person]:
        """So many members."""
        word = secrets.token_hex(3)
        return [self.person(f"{name} {n}", f"{word}{n}") for n in range(1, size + 1)]

    def masses(self, size: int, name: str = "Μέλος") -> list[Person]:
        """So many members that each needs no transaction of its own."""
        word, at = secrets.token_hex(3), clock.now()
        known: dict[str, Any] = {"joined_at": at, "confirmed_at": at, "trust": 2}
        with transaction():
            people = [
                Person(
                    name=f"{name} {n}",
                    handle=f"{word}{n}",
                    email=f"{word}{n}@example.org",
                    **known,
                )
                for n in range(1, size + 1)
            ]
            db.session.add_all(people)
        return people

    def scene(self) -> Scene:
        """A small community that nobody else has touched."""
        word = secrets.token_hex(3)

        def _person(name: str, **values: Any) -> Person:
            return self.person(name, f"{name.lower()}-{word}", **values)

        return stand(_person, self.shelf())

    def shelf(self, **values: Any) -> Category:
        """A category of its own."""
        slug = f"rafi-{secrets.token_hex(4)}"
        with transaction():
            category = Category(**{"title_el": f"Ράφι {slug}", "slug": slug, **values})
            db.session.add(category)
        db.session.refresh(category)
        return category

    def visitor(self, person: Person | None, **headers: str) -> Visitor:
        """The browser of a person, or of a guest, with an address of its own."""
        with transaction():
            token = open_sign_in(person) if person is not None else ""
        return self._browser(token, headers)

    def visitors(self, people: Sequence[Person]) -> list[Visitor]:
        """The browsers of many, signed in by one transaction."""
        with transaction():
            tokens = [open_sign_in(person) for person in people]
        return [self._browser(token, {}) for token in tokens]

    def _browser(self, sign_in: str, headers: Mapping[str, str]) -> Visitor:
        raw, session = secrets.token_hex(20), {TOKEN: sign_in} if sign_in else {}
        signer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        cookie = signer.dumps({**session, "csrf_token": raw})
        key = str(self.app.config["SECRET_KEY"])
        token = URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(raw)
        own = {"X-Forwarded-For": f"10.{'.'.join(map(str, secrets.token_bytes(3)))}"}
        return Visitor(self.platform.url, cookie, str(token), {**own, **headers})

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The database of the platform as the tests' factories use it."""
        with self.app.app_context():
            yield
            db.session.remove()


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all these things at the same moment; answers what each gave, or the error it met."""
    gate, given = Barrier(len(deeds)), list[Any]([None] * len(deeds))

    def _do(place: int, deed: Callable[[], Any]) -> None:
        gate.wait()
        try:
            given[place] = deed()
        except Exception as error:
            given[place] = error

    threads = [Thread(target=_do, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return given


def count_rows() -> dict[str, int]:
    """How many rows each table has now, but for what says who is signed in."""
    db.session.rollback()
    return dict(db.session.execute(_counting()).all())


@cache
def _counting() -> TextClause:
    """Written once: of so many tables the statement takes longer to build than to answer."""
    names = sorted(set(db.metadata.tables) - {"accounts_sign_in"})
    return text(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names))
