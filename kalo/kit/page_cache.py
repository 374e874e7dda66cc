"""Guests' pages, kept as they were sent while nothing that they show has changed.

Stands before the application: a kept page costs one statement. Which pages are kept is said by
their views (`kit/versions.py`); why this is exact: docs/decisions/0011-kept-pages.md.
"""

import gzip
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, g, request
from limits import RateLimitItem
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import parse_accept_header

from kalo.kit import ageing, clock, logs, visits
from kalo.kit.db import db
from kalo.kit.safety import limiter
from kalo.kit.versions import shown, sum_now, sum_of

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
MOST = 12 * 1024 * 1024  # bytes of pages that a process keeps
KEPT_TYPES = {
    *("text/html", "application/atom+xml", "application/xml", "text/xml", "text/plain"),
    "text/calendar",
}
AS_IS = "text/calendar"  # some of its readers cannot unpack what was compressed
KNOWN = frozenset(
    {
        *("page", "after", "before", "q", "kind", "tag", "state", "period", "category", "sort"),
        *("by", "view", "when", "year", "month", "week", "theme", "place", "spoken", "seats"),
        *("sector", "form", "service", "need", "family", "stage", "amount", "legal", "area"),
        *("within", "entry"),
    }
)
THEME = re.compile(r"(?:^|;\s*)theme=(light|dark)(?:;|$)")
LIMITS = "x-ratelimit"
WHOLE = {"content-type", "content-security-policy"}  # headers that a 304 does not carry


@dataclass
class Kept:
    """A page with what it depends on."""

    scopes: tuple[str, ...]
    version: int
    until: datetime | None
    headers: Headers
    body: bytes
    limits: tuple[tuple[RateLimitItem, str], ...]
    visited: str | None
    hears: Callable[[str], None] | None = None  # is told the program of each who is answered
    etag: str = ""
    coded: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes at most: as it is and compressed."""
        return (2 if self.squeezes else 1) * len(self.body) + 4000

    @property
    def squeezes(self) -> bool:
        """True where it may go out compressed."""
        return not _value_of(self.headers, "content-type").startswith(AS_IS)

    def in_coding(self, name: str) -> bytes:
        """The body compressed, once for all who come."""
        if name not in self.coded:
            made = brotli.compress(self.body, quality=7) if name == "br" else None
            self.coded[name] = made if made is not None else gzip.compress(self.body, 6, mtime=0)
        return self.coded[name]


class PageCache:
    """WSGI: answers guests from what is kept, keeps what the application says may be kept."""

    def __init__(self, app: Flask, inner: Callable[..., Iterable[bytes]]) -> None:
        self.app, self.inner = app, inner
        self.on = not app.config["KALO"].testing
        self.kept: OrderedDict[Any, Kept] = OrderedDict()
        self.size = 0
        self.asked = 0  # statements, for the bench: they go past the session
        self._engine: Engine | None = None

    def __call__(self, environ: Environ, start: Any) -> Iterable[bytes]:
        key = _key(environ, self.app.config["SESSION_COOKIE_NAME"]) if self.on else None
        if key is None:
            return self.inner(environ, start)
        started, kept = time.perf_counter(), self.kept.get(key)
        if kept is not None and self._holds(kept) and _within_limits(kept, environ):
            self.kept.move_to_end(key)
            return self._give(kept, environ, start, started)
        return self._ask(key, environ, start)

    def clear(self) -> None:
        """Forget every page."""
        self.kept.clear()
        self.size = 0

    def _holds(self, kept: Kept) -> bool:
        if kept.until is not None and clock.now() >= kept.until:
            return False
        self.asked += 1
        try:
            return sum_now(self.engine, kept.scopes) == kept.version
        except SQLAlchemyError:
            return False  # the application will say what is wrong

    @property
    def engine(self) -> Engine:
        """The application's engine."""
        if self._engine is None:
            with self.app.app_context():
                self._engine = db.engine
        return self._engine

    def _ask(self, key: Any, environ: Environ, start: Any) -> Iterable[bytes]:
        """Let the application make the page; keep it where it says so and sets no cookie."""
        box: Environ = {}
        told: list[Any] = []
        wish = _wish(environ)
        environ["kalo.box"] = box

        def listen(status: str, headers: Headers, _trouble: Any = None) -> Any:
            told[:] = [status, headers]
            return lambda _bytes: None

        with ageing.span() as span:
            body = self.inner(environ, listen)
        status, headers = told
        if not box or not status.startswith("200"):
            start(status, headers)
            return body
        kept = Kept(until=span.until, headers=_lasting(headers), body=_whole(body), **box)
        kept.etag = _value_of(headers, "etag").removeprefix("W/")
        if not _value_of(headers, "set-cookie"):
            self._keep(key, kept)
        return _answer(kept, wish, start, _value_of(headers, "x-request-id"))

    def _keep(self, key: Any, kept: Kept) -> None:
        self._forget(key)
        self.kept[key] = kept
        self.size += kept.size
        while self.size > MOST and self.kept:
            self._forget(next(iter(self.kept)))

    def _forget(self, key: Any) -> None:
        if (old := self.kept.pop(key, None)) is not None:
            self.size -= old.size

    def _give(self, kept: Kept, environ: Environ, start: Any, started: float) -> Iterable[bytes]:
        number = logs.request_id(environ.get("HTTP_X_REQUEST_ID", ""))
        answer = _answer(kept, _wish(environ), start, number)
        if kept.hears:
            kept.hears(str(environ.get("HTTP_USER_AGENT", "")))
        if kept.visited:
            visits.note(kept.visited, environ, self.app.extensions["kalo_visits"])
        path = str(environ.get("PATH_INFO", "")).encode("latin-1").decode("utf-8", "replace")
        took = time.perf_counter() - started
        logs.write_line("GET", path, 200 if answer else 304, took, number)
        return answer


def _key(environ: Environ, session_cookie: str) -> Any:
    """What makes one page another; None for a request that the application must see."""
    cookies = environ.get("HTTP_COOKIE", "")
    if environ["REQUEST_METHOD"] != "GET" or f"{session_cookie}=" in cookies:
        return None
    query, theme = environ.get("QUERY_STRING", ""), THEME.search(cookies) if cookies else None
    if query and not _is_known(query):
        return None
    return (
        environ.get("wsgi.url_scheme"),
        environ.get("HTTP_HOST"),
        environ.get("SCRIPT_NAME"),
        environ.get("PATH_INFO"),
        query,
        theme and theme[1],
        environ.get("HTTP_HX_REQUEST"),
        environ.get("HTTP_HX_REQUEST_TYPE"),
    )


@lru_cache(1024)
def _is_known(query: str) -> bool:
    return len(query) < 400 and all(n in KNOWN for n, _v in parse_qsl(query, True))


def _within_limits(kept: Kept, environ: Environ) -> bool:
    """Count this question as the application would; False where it has to say no."""
    if not kept.limits or not limiter.enabled:
        return True
    who = environ.get("REMOTE_ADDR") or "127.0.0.1"
    return all(limiter.limiter.hit(limit, who, scope) for limit, scope in kept.limits)


def _wish(environ: Environ) -> tuple[str, str, str]:
    """The coding that the browser likes best; the tags, or the age, of what it has."""
    coding, known = environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", "")
    since = "" if known else environ.get("HTTP_IF_MODIFIED_SINCE", "")
    return _best_coding(coding) if coding else "", known, since


@lru_cache(256)
def _best_coding(accepted: str) -> str:
    known = {name: quality for name, quality in parse_accept_header(accepted) if quality > 0}
    return next((name for name in ("br", "gzip") if name in known), "")


def _lasting(headers: Headers) -> Headers:
    """The headers that belong to the page and not to the one answer."""
    own = {"x-request-id", "content-length", "date", "connection"}
    return [(k, v) for k, v in headers if not (k.lower() in own or k.lower().startswith(LIMITS))]


def _whole(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


def _value_of(headers: Headers, wanted: str) -> str:
    return next((value for name, value in headers if name.lower() == wanted), "")


def _answer(kept: Kept, wish: tuple[str, str, str], start: Any, number: str) -> list[bytes]:
    """The page as this browser wants it; 304, and nothing, where it has it."""
    coding, known, since = wish
    own = [("X-Request-Id", number)]
    same = bool(since) and since == _value_of(kept.headers, "last-modified")
    if same or (kept.etag and kept.etag in known):
        start("304 NOT MODIFIED", [h for h in kept.headers if h[0].lower() not in WHOLE] + own)
        return []
    coded = coding and len(kept.body) > 500 and kept.squeezes
    body = kept.in_coding(coding) if coded else kept.body
    if body is not kept.body:
        own.append(("Content-Encoding", coding))
    start("200 OK", [*kept.headers, ("Content-Length", str(len(body))), *own])
    return [body]


def keep_page(response: Response) -> Response:
    """Tell the cache what a page shows; read in the transaction that read the page."""
    box, scopes = request.environ.get("kalo.box"), shown()
    if box is None or not scopes or response.status_code != 200:
        return response
    limits = _limits()
    if response.mimetype not in KEPT_TYPES or limits is None or response.is_streamed:
        return response
    version, visited = sum_of(scopes), g.get("visited")
    box.update(scopes=tuple(sorted(scopes)), version=version, limits=limits, visited=visited)
    box["hears"] = g.get("hears")
    for header in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"):  # the cache sees to these
        request.environ.pop(header, None)
    return response


def cache_asks() -> bool:
    """True where the cache sees to tags and 304 of what may be kept, once it has the whole."""
    return "kalo.box" in request.environ and bool(shown())


def _limits() -> tuple[tuple[RateLimitItem, str], ...] | None:
    """The limits that this question counted for; None where they count other than by address."""
    counted = limiter.current_limits
    who = request.remote_addr or "127.0.0.1"
    if any(limit.request_args[0] != who for limit in counted):
        return None
    return tuple((limit.limit, limit.request_args[-1]) for limit in counted)


def stand_before(app: Flask) -> None:
    """Answer before the application; off in tests, which change rows behind its back."""
    cache = PageCache(app, app.wsgi_app)
    app.extensions["kalo_pages"] = cache
    app.wsgi_app = cache  # type: ignore[method-assign, assignment]


def init_page_cache(app: Flask) -> None:
    """Hear of each answer first, before it is compressed; so this comes last of all."""
    app.after_request(keep_page)
