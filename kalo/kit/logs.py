"""Logs: one JSON object a line, with the request's id, without a word about who asked."""

import logging
import re
import time
import uuid
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

log = logging.getLogger("kalo.web")
_given = re.compile(r"[\w-]{8,64}")
_secret = re.compile(
    r"(/calendar/|/moderation/reports/"
    r"|/accounts/(?:link|confirm|reset|change|letters)[^/]*/)[^/.]+"
    r"|(/events/(?:guest|ticket|coming)/|/live/\d+/guest/|/toolbox/shared/|/network/letters/)[^/]+"
)


def safe_path(path: str) -> str:
    """The path as it may be written down: without the tokens some addresses carry."""
    return _secret.sub(lambda found: f"{found[1] or found[2]}…", path)


class _WithRequest(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request"):
            record.request = g.get("request_id", "") if has_request_context() else ""
        return True


def init_logs(app: Flask) -> None:
    """Write JSON to stderr; one line per request."""
    stream = logging.StreamHandler()
    stream.addFilter(_WithRequest())
    stream.setFormatter(
        JsonFormatter(
            "%(asctime)s %(levelname)s %(name)s %(message)s %(request)s",
            rename_fields={"asctime": "at", "levelname": "level", "name": "from"},
        )
    )
    house = logging.getLogger("kalo")
    house.handlers, house.propagate = [stream], app.config["KALO"].testing
    house.setLevel(app.config["KALO"].log_level)
    app.before_request(_start)
    app.after_request(_write_line)


def request_id(given: str) -> str:
    """The name that a request came with, where it is a sensible one, or a fresh one."""
    return given if _given.fullmatch(given) else uuid.uuid4().hex[:16]


def write_line(method: str, path: str, status: int, took: float, number: str) -> None:
    """One line for one answer; `took` is in seconds."""
    facts: dict[str, Any] = {
        "method": method,
        "path": safe_path(path),
        "status": status,
        "ms": round(took * 1000, 1),
        "request": number,
    }
    log.info("answered", extra=facts)


def _start() -> None:
    g.request_id = request_id(request.headers.get("X-Request-Id", ""))
    g.started = time.perf_counter()


def _write_line(response: Response) -> Response:
    number = str(g.get("request_id", ""))
    response.headers["X-Request-Id"] = number
    took = time.perf_counter() - g.get("started", time.perf_counter())
    write_line(request.method, request.path, response.status_code, took, number)
    return response
