"""Headers that keep a page safe, rate limits, and the answers' ETags."""

import hashlib
import secrets

from flask import Flask, Response, abort, current_app, g, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from kalo.kit.counting import Counts


class RouteLimits(Limiter):
    """Limits of views, which ask for themselves; no limit is of all, so no request looks first."""

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


limiter = RouteLimits(get_remote_address, strategy="moving-window")
csrf = CSRFProtect()

POLICY = (
    "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:{images}; font-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def csp_nonce() -> str:
    """The nonce of this answer, made when first asked for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def protect(response: Response) -> Response:
    """Put the safety headers on an answer."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html" and response.status_code != 304:
        response.headers["Content-Security-Policy"] = g.get("policy") or _policy()
    if current_app.config["KALO"].secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _policy() -> str:
    """The policy of a page; one that shows something of another house names it."""
    frames = f"; frame-src {g.frames}" if "frames" in g else ""
    films = f"; media-src 'self' {g.films}" if "films" in g else ""
    workers = "; worker-src 'self'" if "workers" in g else ""  # one that opens without a network
    images = f" {g.images}" if "images" in g else ""
    return POLICY.format(nonce=csp_nonce(), images=images) + frames + films + workers


def tag_page(response: Response) -> Response:
    """Give a page an ETag of what it shows (nonce, form token and key left out); 304 where it can.

    A 304 carries no policy header: the browser keeps the one that fits the page it holds.
    """
    if request.method != "GET" or response.status_code != 200 or response.mimetype != "text/html":
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.update(["Cookie", "HX-Request"])
    body = response.get_data()
    fresh_words = (csp_nonce(), g.get("csrf_token") or "", g.get("page_key", ""))
    for fresh in fresh_words:  # new each time, meaning the same
        body = body.replace(fresh.encode(), b"") if fresh else body
    # Of the good ones the fastest: processors have it built in.
    response.set_etag(hashlib.sha256(body).hexdigest()[:24], weak=True)
    return response.make_conditional(request)  # type: ignore[return-value]


def refuse_null_bytes() -> None:
    """No word has one, and PostgreSQL takes none: neither in an address nor in a form."""
    fields = [*request.args.listvalues(), *request.form.listvalues()]
    if "\0" in request.path or any("\0" in word for words in fields for word in words):
        abort(400)


def init_safety(app: Flask) -> None:
    """Bind limits, compression and the headers."""
    settings = app.config["KALO"]
    app.config.update(
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        RATELIMIT_STORAGE_URI=settings.redis_url or f"{Counts.STORAGE_SCHEME[0]}://",
        RATELIMIT_HEADERS_ENABLED=True,
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),  # while Redis is away
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        COMPRESS_MIMETYPES=["text/html", "application/json", "application/atom+xml"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_LEVEL=5,
        COMPRESS_STREAMS=False,
    )
    app.before_request(refuse_null_bytes)
    app.after_request(protect)
    Compress(app)
    app.after_request(tag_page)  # runs before the answer is compressed: the tag is of its words
    limiter.init_app(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )


def init_tokens(app: Flask) -> None:
    """Ask each form for its token, once it is known who sends it: what is said of one that is too
    old is said on a page of theirs.
    """
    csrf.init_app(app)
