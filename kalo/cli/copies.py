"""Backup and restore: a consistent copy while people write, and the way back."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from kalo.config import Settings, read_settings
from kalo.kit.files import store_of

DATABASE = {True: "kalo.db", False: "kalo.pgdump"}


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--secrets", type=click.Path(path_type=Path, dir_okay=False), help="Copy the secret key here."
)
def backup(target: Path, secrets: Path | None) -> None:
    """Copy the database and the uploaded files into TARGET (.tar.gz), while people write.

    Secrets are never in it; keep them apart with --secrets. The search index is not copied: it is
    built anew after a restore.

    Example: kalo backup /backups/today.tar.gz --secrets /safe/kalo.key
    """
    settings = read_settings()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE[settings.sqlite]
        _copy_database(settings, copy)
        fresh = target.with_name(target.name + ".part")
        with tarfile.open(fresh, "w:gz") as archive:
            _add_note(archive, settings)
            archive.add(copy, copy.name)
            _add_files(archive, settings)
        fresh.replace(target)
    if secrets:
        _copy_secret(settings, secrets)
    click.echo(f"{target}: {target.stat().st_size:,} bytes")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--over", is_flag=True, help="Replace what is there; the old data is kept beside it.")
def restore(source: Path, over: bool) -> None:
    """Bring back what `kalo backup` copied. Stop the platform first.

    Example: kalo restore /backups/today.tar.gz
    """
    settings = read_settings()
    database = settings.data / "kalo.db"
    if not over and settings.sqlite and database.exists():
        sys.exit(f"{database} exists. Say --over to put it aside and restore over it.")
    if not over and not settings.sqlite:
        sys.exit("The tables of the PostgreSQL database would be replaced. Say --over to do so.")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        _put_back(settings, Path(folder))
    subprocess.run([sys.executable, "-m", "kalo", "migrate"], check=True)
    subprocess.run([sys.executable, "-m", "kalo", "reindex"], check=True)
    click.echo("Restored.")


def _copy_database(settings: Settings, copy: Path) -> None:
    if not settings.sqlite:
        command = ["pg_dump", "--format=custom", f"--file={copy}", _libpq(settings)]
        subprocess.run(command, check=True)
        return
    source = sqlite3.connect(f"file:{settings.data / 'kalo.db'}?mode=ro", uri=True)
    with sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()


def _libpq(settings: Settings) -> str:
    return make_url(settings.database_url).set(drivername="postgresql").render_as_string(False)


def _add_files(archive: tarfile.TarFile, settings: Settings) -> None:
    """The uploaded files, from this machine or from wherever they are kept."""
    if folder := settings.files_folder:
        if folder.is_dir():
            archive.add(folder, "files")
        return
    store = store_of(settings)
    for name in store.names():
        body = store.read(name)
        if body is not None:  # else it was let go of meanwhile
            entry = tarfile.TarInfo(f"files/{name}")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))


def _put_files_back(settings: Settings, copied: Path) -> None:
    if folder := settings.files_folder:
        shutil.copytree(copied, folder, dirs_exist_ok=True)
        return
    store = store_of(settings)
    for path in copied.rglob("*"):
        if path.is_file():
            store.write(path.relative_to(copied).as_posix(), path.read_bytes())


def _add_note(archive: tarfile.TarFile, settings: Settings) -> None:
    note = {"made": datetime.now(UTC).isoformat(), "files": settings.files_url.partition(":")[0]}
    body = json.dumps(note).encode()
    entry = tarfile.TarInfo("backup.json")
    entry.size = len(body)
    archive.addfile(entry, io.BytesIO(body))


def _copy_secret(settings: Settings, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(settings.secret_key)


def _put_back(settings: Settings, copied: Path) -> None:
    aside = settings.data / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    settings.data.mkdir(parents=True, exist_ok=True)
    for name in ("kalo.db", "kalo.db-wal", "kalo.db-shm", "queue.db", "files", "index"):
        if (settings.data / name).exists():
            aside.mkdir(exist_ok=True)
            shutil.move(settings.data / name, aside / name)
    if settings.sqlite:
        shutil.copy(copied / "kalo.db", settings.data / "kalo.db")
    else:
        command = ["pg_restore", "--clean", "--if-exists", "--no-owner", f"-d{_libpq(settings)}"]
        subprocess.run([*command, str(copied / "kalo.pgdump")], check=True)
    if (copied / "files").is_dir():
        _put_files_back(settings, copied / "files")
