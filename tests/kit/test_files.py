"""Files kept in a folder, in memory, or in storage of the S3 type: the same to everybody else."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from kalo.cli.copies import _add_files, _put_files_back
from kalo.kit.buckets import Bucket, BucketError
from kalo.kit.files import store_of
from tests.conftest import settings_for

OBJECTS: dict[str, bytes] = {}


class Storage(BaseHTTPRequestHandler):
    """Enough of S3 to keep objects; refuses whoever does not sign."""

    def do_PUT(self) -> None:
        if self._signed():
            OBJECTS[unquote(self.path)] = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(200)

    def do_DELETE(self) -> None:
        if self._signed():
            OBJECTS.pop(unquote(self.path), None)
            self._answer(204)

    def do_GET(self) -> None:
        if not self._signed():
            return
        parts = urlsplit(self.path)
        if "list-type" in parts.query:
            self._answer(200, self._list(parts.path, parse_qs(parts.query)))
        elif (body := OBJECTS.get(unquote(parts.path))) is not None:
            self._answer(200, body)
        else:
            self._answer(404)

    def _list(self, bucket: str, words: dict[str, list[str]]) -> bytes:
        keys = sorted(key.removeprefix(f"{bucket}/") for key in OBJECTS)
        keys = [key for key in keys if key.startswith(words.get("prefix", [""])[0])]
        start = int(words.get("continuation-token", ["0"])[0])
        page, more = keys[start : start + 2], start + 2 < len(keys)
        token = f"<NextContinuationToken>{start + 2}</NextContinuationToken>" if more else ""
        found = "".join(f"<Key>{key.replace('&', '&amp;')}</Key>" for key in page)
        return f"<ListBucketResult>{found}{token}</ListBucketResult>".encode()

    def _signed(self) -> bool:
        said = self.headers.get("Authorization", "")
        good = r"AWS4-HMAC-SHA256 Credential=key/\d{8}/eu-1/s3/aws4_request, SignedHeaders=\S+, "
        if re.match(good + r"Signature=[0-9a-f]{64}\Z", said):
            return True
        self._answer(403)
        return False

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    OBJECTS.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Storage)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def remote(tmp_path: Path, endpoint: str, url: str = "s3://kalo/up") -> Any:
    words = {"KALO_S3_ENDPOINT": endpoint, "KALO_S3_KEY": "key", "KALO_S3_SECRET": "secret"}
    return settings_for(tmp_path, KALO_FILES_URL=url, KALO_S3_REGION="eu-1", **words)


@pytest.mark.parametrize("where", ["folder", "memory", "s3"])
def test_a_file_is_kept_read_listed_and_let_go_of(
    where: str, tmp_path: Path, endpoint: str
) -> None:
    urls = {"folder": f"file://{tmp_path}/files", "memory": f"memory://{tmp_path.name}"}
    store = store_of(remote(tmp_path, endpoint, urls.get(where, "s3://kalo/up")))
    names = ["w/a-480.webp", "w/a.webp", "people/β &.webp"]
    for name in names:
        store.write(name, name.encode())
    assert [store.read(name) for name in names] == [name.encode() for name in names]
    assert sorted(store.names()) == sorted(names)
    store.remove("w/a.webp")
    store.remove("w/a.webp")
    assert store.read("w/a.webp") is None
    assert sorted(store.names()) == ["people/β &.webp", "w/a-480.webp"]


def test_storage_that_refuses_is_no_empty_file(endpoint: str) -> None:
    with pytest.raises(BucketError):
        Bucket(endpoint, "elsewhere", "key", "secret", "kalo").read("a")


def test_a_signature_is_the_one_that_the_protocol_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compared with what the maker's own library signs for the same request."""
    from datetime import UTC, datetime

    from kalo.kit import buckets

    class Then(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Then":
            return cls(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

    monkeypatch.setattr(buckets, "datetime", Then)
    bucket = Bucket("http://storage.example:9000", "eu-1", "key", "secret", "kalo")
    headers = bucket._signed("PUT", "/kalo/w/a.webp", "", b"body", "storage.example:9000")
    assert headers["Authorization"].endswith(SIGNATURE)


SIGNATURE = "Signature=0193d4367c81f366a48165fe8a604cb27374bb91f0ea424e86f35785518c95e5"


def test_a_copy_holds_the_files_of_remote_storage_and_brings_them_back(
    tmp_path: Path, endpoint: str
) -> None:
    import tarfile

    settings = remote(tmp_path, endpoint)
    store = store_of(settings)
    store.write("w/a.webp", b"picture")
    with tarfile.open(tmp_path / "copy.tar", "w") as archive:
        _add_files(archive, settings)
    store.remove("w/a.webp")
    with tarfile.open(tmp_path / "copy.tar") as archive:
        archive.extractall(tmp_path / "out", filter="data")
    _put_files_back(settings, tmp_path / "out" / "files")
    assert store.read("w/a.webp") == b"picture"
