"""Storage of the S3 type, spoken by hand: signed requests over plain HTTP, fit for greenlets."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import quote, urlencode, urlsplit

TIMEOUT = 20
_NOTHING = hashlib.sha256(b"").hexdigest()


class BucketError(OSError):
    """The storage did not do what it was asked."""


@dataclass(frozen=True)
class Bucket:
    """A bucket, the folder of ours in it, and the key that opens it."""

    endpoint: str
    region: str
    key: str
    secret: str
    bucket: str
    folder: str = ""

    def write(self, name: str, body: bytes) -> None:
        """Put an object."""
        self._ask("PUT", self._path(name), body=body)

    def read(self, name: str) -> bytes | None:
        """An object's bytes, or None."""
        return self._ask("GET", self._path(name), missing=True)

    def remove(self, name: str) -> None:
        """Take an object away, if it is there."""
        self._ask("DELETE", self._path(name), missing=True)

    def names(self) -> Iterator[str]:
        """The names of all objects in the folder."""
        start, further = f"{self.folder}/" if self.folder else "", ""
        while True:
            words = {"list-type": "2", "prefix": start}
            if further:
                words["continuation-token"] = further
            page = (self._ask("GET", f"/{self.bucket}", words) or b"").decode()
            for key in re.findall(r"<Key>(.*?)</Key>", page, re.DOTALL):
                yield unescape(key).removeprefix(start)
            more = re.search(r"<NextContinuationToken>(.*?)</", page, re.DOTALL)
            if not more:
                return
            further = unescape(more[1])

    def _path(self, name: str) -> str:
        parts = (self.bucket, self.folder, name)
        return "/" + quote("/".join(part for part in parts if part), safe="/-_.~")

    def _ask(
        self,
        method: str,
        path: str,
        words: dict[str, str] | None = None,
        body: bytes = b"",
        missing: bool = False,
    ) -> bytes | None:
        parts = urlsplit(self.endpoint)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        query = urlencode(sorted((words or {}).items()), quote_via=quote, safe="-_.~")
        connection = kind(parts.netloc, timeout=TIMEOUT)
        try:
            headers = self._signed(method, path, query, body, parts.netloc)
            connection.request(method, f"{path}?{query}" if query else path, body or None, headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status == 404 and missing:
            return None
        if answer.status >= 300:
            raise BucketError(f"{method} {path}: {answer.status}")
        return said

    def _signed(self, method: str, path: str, query: str, body: bytes, host: str) -> dict[str, str]:
        """The headers of a request, signed as version 4 wants it."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(body).hexdigest() if body else _NOTHING
        told = {"host": host, "x-amz-content-sha256": digest, "x-amz-date": moment}
        names = ";".join(sorted(told))
        lines = "".join(f"{name}:{told[name]}\n" for name in sorted(told))
        request = "\n".join((method, path, query, lines, names, digest))
        scope = f"{moment[:8]}/{self.region}/s3/aws4_request"
        hashed = hashlib.sha256(request.encode()).hexdigest()
        words = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashed))
        signature = hmac.new(self._day_key(moment[:8]), words.encode(), hashlib.sha256)
        told["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={self.key}/{scope}, "
            f"SignedHeaders={names}, Signature={signature.hexdigest()}"
        )
        return told

    def _day_key(self, day: str) -> bytes:
        key = f"AWS4{self.secret}".encode()
        for part in (day, self.region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key
