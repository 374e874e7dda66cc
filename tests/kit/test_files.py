"""Files kept in a folder or in storage of the S3 type: the same to everybody else."""

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from minio.error import S3Error
from moto.server import ThreadedMotoServer

from kalo.cli.copies import _add_files, _put_files_back
from kalo.config import Settings, WrongSetting
from kalo.kit.buckets import WHOLE, Bucket
from kalo.kit.files import LARGEST, store_of
from tests.conftest import settings_for

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A real server of the S3 protocol, in this process."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def remote(tmp_path: Path, endpoint: str) -> Settings:
    """The settings of an installation whose bucket is new and empty."""
    return settings_with_bucket(tmp_path, endpoint, f"kalo-{os.urandom(6).hex()}")


def settings_with_bucket(data: Path, endpoint: str, name: str, made: bool = True) -> Settings:
    words = {"KALO_S3_ENDPOINT": endpoint, "KALO_S3_KEY": "key", "KALO_S3_SECRET": "secret"}
    words |= {"KALO_FILES_URL": f"s3://{name}/up/loads", "KALO_S3_REGION": "eu-1"}
    settings = settings_for(data, **words)
    if made:
        Bucket(settings).client.make_bucket(name)
    return settings


@pytest.mark.parametrize("where", ["folder", "s3"])
def test_a_file_is_kept_read_listed_and_let_go_of(
    where: str, tmp_path: Path, remote: Settings
) -> None:
    here = settings_for(tmp_path, KALO_FILES_URL=f"file://{tmp_path}/files #1")
    store = store_of({"folder": here, "s3": remote}[where])
    assert list(store.names()) == []
    names = ["w/a-480.webp", "w/a.webp", "people/β &.webp"]
    for name in names:
        store.write(name, name.encode())
    assert [store.read(name) for name in names] == [name.encode() for name in names]
    assert sorted(store.names()) == sorted(names)
    store.write("w/a.webp", b"anew")
    assert store.read("w/a.webp") == b"anew"
    store.remove("w/a.webp")
    store.remove("w/a.webp")
    assert store.read("w/a.webp") is None
    assert sorted(store.names()) == ["people/β &.webp", "w/a-480.webp"]


def test_in_a_bucket_only_the_own_folder_is_touched(remote: Settings) -> None:
    ours = Bucket(remote)
    ours.write("a.webp", b"ours")
    found = ours.client.list_objects(ours.bucket, recursive=True)
    assert [each.object_name for each in found] == ["up/loads/a.webp"]


def test_the_largest_file_goes_in_one_piece(remote: Settings) -> None:
    store, body = store_of(remote), os.urandom(LARGEST)
    store.write("large.pdf", body)
    assert store.read("large.pdf") == body
    assert LARGEST <= WHOLE


def test_storage_that_is_not_there_is_no_empty_file(tmp_path: Path, endpoint: str) -> None:
    store = store_of(settings_with_bucket(tmp_path, endpoint, "elsewhere", made=False))
    for ask in (store.read, store.remove, lambda name: store.write(name, b"")):
        with pytest.raises(S3Error, match="NoSuchBucket"):
            ask("a")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KALO_FILES_URL", "ftp://files"),
        ("KALO_FILES_URL", "s3://"),
        ("KALO_FILES_URL", "files"),
        ("KALO_S3_ENDPOINT", "storage.example:9000"),
        ("KALO_S3_ENDPOINT", "https://storage.example/bucket"),
    ],
)
def test_a_place_that_cannot_be_used_stops_the_start(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=name):
        settings_for(tmp_path, **{name: value})


def test_a_copy_holds_the_files_of_remote_storage_and_brings_them_back(
    tmp_path: Path, remote: Settings
) -> None:
    store = store_of(remote)
    store.write("w/a.webp", b"picture")
    store.write("w/b.pdf", b"document")
    with tarfile.open(tmp_path / "copy.tar", "w") as archive:
        _add_files(archive, remote)
    store.remove("w/a.webp")
    with tarfile.open(tmp_path / "copy.tar") as archive:
        archive.extractall(tmp_path / "out", filter="data")
    _put_files_back(remote, tmp_path / "out" / "files")
    assert {name: store.read(name) for name in store.names()} == {
        "w/a.webp": b"picture",
        "w/b.pdf": b"document",
    }


# The server and the client share one thread: if the client did not let go while it waits, the
# server could never answer. Four ask at once, and the server answers none before all are there.
AS_THE_WEB_SERVER_DOES = """
    from gevent import monkey

    monkey.patch_all()

    import sys
    from pathlib import Path

    import gevent
    from gevent.pywsgi import WSGIServer
    from moto.server import DomainDispatcherApplication, create_backend_app

    from kalo.kit.buckets import Bucket
    from tests.kit.test_files import settings_with_bucket

    storage, waiting, together = DomainDispatcherApplication(create_backend_app), [], False

    def meet(environ, answer):
        waiting.append(environ)
        while together and len(waiting) < 4:
            gevent.sleep(0.01)
        return storage(environ, answer)

    server = WSGIServer(("127.0.0.1", 0), meet, log=None)
    server.start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    bucket = Bucket(settings_with_bucket(Path(sys.argv[1]), endpoint, "kalo"))
    bucket.write("a.webp", b"picture")
    waiting.clear()
    together = True
    asked = [gevent.spawn(bucket.read, "a.webp") for _each in range(4)]
    gevent.joinall(asked, timeout=60)
    print([each.value for each in asked], list(bucket.names()))
    server.stop()
"""


def test_greenlets_wait_for_storage_without_holding_up_the_others(tmp_path: Path) -> None:
    command: list[Any] = [sys.executable, "-c", dedent(AS_THE_WEB_SERVER_DOES), tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, cwd=ROOT)
    assert done.stdout == f"{[b'picture'] * 4} ['a.webp']\n", done.stderr[-2000:]
