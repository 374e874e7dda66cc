"""The settings, read from the environment once, strictly; each is explained in `.env.example`."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

# The address of a map's pieces, once their numbers are put in: of one house, without a pattern.
TILES = r"https?://[a-z0-9.-]+(:\d{1,5})?/[\w./@=?&%~+-]*"


class WrongSetting(ValueError):
    """A setting that cannot be used; its message names it and says what would do."""


@dataclass(frozen=True)
class Settings:
    """Everything that may differ from one installation to the next."""

    data: Path
    host: str
    port: int
    public_url: str
    hosts: tuple[str, ...]
    secret_key: str
    database_url: str
    redis_url: str
    mail_url: str
    mail_from: str
    contact: str
    issuer: str
    issuer_en: str
    issuer_region: str
    issuer_region_en: str
    files_url: str
    s3_endpoint: str
    s3_region: str
    s3_key: str
    s3_secret: str
    link_cards: bool
    video_hosts: tuple[str, ...]
    map_tiles: str
    map_tiles_by: str
    calendar_domain: str
    sample: bool
    proxies: int
    log_level: str
    testing: bool = False

    @property
    def sqlite(self) -> bool:
        """True where the database is the embedded one."""
        return self.database_url.startswith("sqlite")

    @property
    def files_folder(self) -> Path | None:
        """The folder of uploaded files, where they are kept on this machine."""
        if self.files_url.startswith("s3://"):
            return None
        return Path(self.files_url.removeprefix("file://"))

    @property
    def map_house(self) -> str:
        """Where pieces of the map come from, as a policy names it; empty where none are shown."""
        parts = urlsplit(self.map_tiles)
        return f"{parts.scheme}://{parts.netloc}" if self.map_tiles else ""

    @property
    def secure(self) -> bool:
        """True where people reach the platform over TLS."""
        return self.public_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; raises `WrongSetting` for the first one that is odd."""
    data = Path(environ.get("KALO_DATA", "var")).resolve()
    host = environ.get("HOST", "127.0.0.1")
    port = _whole_number(environ, "PORT", "8000")
    public_url = _address(environ, "KALO_PUBLIC_URL", f"http://127.0.0.1:{port}")
    region = environ.get("KALO_S3_REGION") or "us-east-1"
    return Settings(
        data=data,
        host=host,
        port=port,
        public_url=public_url,
        hosts=_hosts(environ, public_url),
        secret_key=environ.get("KALO_SECRET_KEY") or _own_secret(data),
        database_url=environ.get("KALO_DATABASE_URL") or f"sqlite:///{data}/kalo.db",
        redis_url=environ.get("KALO_REDIS_URL", ""),
        mail_url=environ.get("KALO_MAIL_URL", ""),
        mail_from=environ.get("KALO_MAIL_FROM", "e-ΚΑΛΟ <no-reply@localhost>"),
        contact=environ.get("KALO_CONTACT", "contact@localhost"),
        issuer=environ.get("KALO_ISSUER") or "e-ΚΑΛΟ",
        issuer_en=environ.get("KALO_ISSUER_EN") or environ.get("KALO_ISSUER") or "e-ΚΑΛΟ",
        issuer_region=environ.get("KALO_ISSUER_REGION") or "Ελλάδα, Αττική",
        issuer_region_en=environ.get("KALO_ISSUER_REGION_EN") or "Greece, Attica",
        files_url=_place(environ, "KALO_FILES_URL", f"file://{data}/files"),
        s3_endpoint=_address(environ, "KALO_S3_ENDPOINT", f"https://s3.{region}.amazonaws.com"),
        s3_region=region,
        s3_key=environ.get("KALO_S3_KEY", ""),
        s3_secret=environ.get("KALO_S3_SECRET", ""),
        link_cards=_switch(environ, "KALO_LINK_CARDS", "1"),
        video_hosts=_video_hosts(environ),
        map_tiles=_map_tiles(environ),
        map_tiles_by=environ.get("KALO_MAP_TILES_BY", "").strip(),
        calendar_domain=environ.get("KALO_CALENDAR_DOMAIN", "ekalo.example"),
        sample=_switch(environ, "KALO_SAMPLE", "1"),
        proxies=_whole_number(environ, "KALO_PROXIES", "0"),
        log_level=_one_of(environ, "KALO_LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
    )


def _whole_number(environ: Mapping[str, str], name: str, default: str) -> int:
    value = environ.get(name) or default
    if not value.isdecimal():
        raise WrongSetting(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def _switch(environ: Mapping[str, str], name: str, default: str) -> bool:
    value = environ.get(name) or default
    if value not in {"0", "1"}:
        raise WrongSetting(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def _one_of(environ: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = environ.get(name) or allowed[0]
    if value not in allowed:
        raise WrongSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def _address(environ: Mapping[str, str], name: str, default: str) -> str:
    value = (environ.get(name) or default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise WrongSetting(f"{name} must look like https://example.org, not {value!r}.")
    return value


def _place(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name) or default
    if not re.match(r"file:///|s3://[a-z0-9.-]{3,63}(/|$)", value):
        raise WrongSetting(f"{name} must look like s3://bucket/folder or file:///folder.")
    return value


def _hosts(environ: Mapping[str, str], public_url: str) -> tuple[str, ...]:
    more = [name.strip() for name in environ.get("KALO_HOSTS", "").split(",") if name.strip()]
    own = urlsplit(public_url).hostname or ""
    return tuple(dict.fromkeys([own, "127.0.0.1", "localhost", *more]))


def _video_hosts(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Houses whose video may be shown in a room: bare names, none of them a pattern."""
    given = environ.get("KALO_VIDEO_HOSTS", "").lower().split(",")
    names = tuple(dict.fromkeys(name.strip() for name in given if name.strip()))
    for name in names:
        if not re.fullmatch(r"([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}", name):
            raise WrongSetting(f"KALO_VIDEO_HOSTS wants names like meet.example.org, not {name!r}.")
    return names


def _map_tiles(environ: Mapping[str, str]) -> str:
    """Where pieces of a map come from, to lie behind our places; of nobody without a name."""
    template = environ.get("KALO_MAP_TILES", "")
    if template and not re.fullmatch(TILES, template.replace("{z}/{x}/{y}", "0", 1)):
        like = "https://tiles.example.org/{z}/{x}/{y}.png"
        raise WrongSetting(f"KALO_MAP_TILES must look like {like}, not {template!r}.")
    if template and not environ.get("KALO_MAP_TILES_BY", "").strip():
        raise WrongSetting("KALO_MAP_TILES_BY must name whose map it is: they ask for that.")
    return template


def _own_secret(data: Path) -> str:
    """The secret of this installation, made at the first start and readable by its owner only."""
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
