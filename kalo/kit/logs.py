"""Logs: one JSON object a line, with the request's id, without a word about who asked."""

import logging
import re
import time
import uuid
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

_secret = re.compile(r"(/calendar/|/accounts/(?:link|confirm|reset|change)[^/]*/)[^/.]+")


def safe_path(path: str) -> str:
    """The path as it may be written down: without the tokens some addresses carry."""
    return _secret.sub(r"\1…", path)


class _WithRequest(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
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


def _start() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if re.fullmatch(r"[\w-]{8,64}", given) else uuid.uuid4().hex[:16]
    g.started = time.perf_counter()


def _write_line(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    took = time.perf_counter() - g.get("started", time.perf_counter())
    facts: dict[str, Any] = {
        "method": request.method,
        "path": safe_path(request.path),
        "status": response.status_code,
        "ms": round(took * 1000, 1),
    }
    logging.getLogger("kalo.web").info("answered", extra=facts)
    return response
