"""Storage of the S3 type, reached by a library that waits as greenlets may."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from minio import Minio
from minio.error import S3Error
from urllib3 import PoolManager, Retry, Timeout

from kalo.config import Settings

WHOLE = 64 * 1024 * 1024  # up to here one request carries a file; our largest have 10 MB
PATIENCE = Timeout(connect=5, read=20)  # the library would wait for five minutes
MISSING = "NoSuchKey"  # a missing bucket or a refused key is an error
AGAIN = Retry(total=2, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504))


class Bucket:
    """The folder of ours in a bucket; what goes wrong there is raised as the library says it."""

    def __init__(self, settings: Settings) -> None:
        place = urlsplit(settings.files_url)
        who = settings.s3_region, settings.s3_key, settings.s3_secret
        self.client = _client(settings.s3_endpoint, *who)
        self.bucket, folder = place.netloc, place.path.strip("/")
        self.start = f"{folder}/" if folder else ""

    def write(self, name: str, body: bytes) -> None:
        """Put an object."""
        place = self.bucket, self.start + name
        self.client.put_object(*place, BytesIO(body), len(body), part_size=WHOLE)

    def read(self, name: str) -> bytes | None:
        """An object's bytes, or None."""
        try:
            return bytes(self.client.get_object(self.bucket, self.start + name).data)
        except S3Error as error:
            if error.code == MISSING:
                return None
            raise

    def remove(self, name: str) -> None:
        """Take an object away, if it is there."""
        try:
            self.client.remove_object(self.bucket, self.start + name)
        except S3Error as error:  # most say nothing when there was nothing
            if error.code != MISSING:
                raise

    def names(self) -> Iterator[str]:
        """The names of all objects in the folder."""
        for each in self.client.list_objects(self.bucket, prefix=self.start, recursive=True):
            yield (each.object_name or "").removeprefix(self.start)


@cache
def _client(endpoint: str, region: str, key: str, secret: str) -> Minio:
    """One for each process: it keeps its connections open, and greenlets may share it."""
    parts = urlsplit(endpoint)
    return Minio(
        parts.netloc,
        access_key=key,
        secret_key=secret,
        region=region,
        secure=parts.scheme == "https",
        http_client=PoolManager(maxsize=10, timeout=PATIENCE, retries=AGAIN),
    )
