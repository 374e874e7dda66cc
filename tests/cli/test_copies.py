"""Backup and restore: the round trip, while people write."""

import shutil
import stat
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from kalo.accounts.models import Person, Setting
from kalo.app import create_app
from kalo.kit import files
from kalo.kit.db import db, transaction
from tests.conftest import settings_for
from tests.services import Platform

pytestmark = pytest.mark.services


@pytest.fixture
def empty(migrated: Path, tmp_path: Path) -> Platform:
    """A data folder in which nobody has been yet."""
    platform = Platform(tmp_path / "data")
    platform.data.mkdir()
    shutil.copy(migrated, platform.data / "kalo.db")
    return platform


@pytest.fixture
def lived_in(empty: Platform) -> Platform:
    """A data folder with a little life in it."""
    platform = empty
    with _inside(platform).app_context():
        files.write("pictures/anna.webp", b"a picture")
        with transaction():
            db.session.add(Setting(key="welcome", value="Καλώς ήρθες"))
        db.engine.dispose()
    return platform


def _inside(platform: Platform) -> Flask:
    return create_app(settings_for(platform.data))


def test_what_was_copied_comes_back_whole(lived_in: Platform, tmp_path: Path) -> None:
    target, key = tmp_path / "copy.tar.gz", tmp_path / "secret"
    lived_in.kalo("backup", str(target), "--secrets", str(key))
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text() == (lived_in.data / "secret_key").read_text()

    elsewhere = Platform(tmp_path / "elsewhere")
    assert "Restored." in elsewhere.kalo("restore", str(target))

    with _inside(elsewhere).app_context():
        assert db.session.get_one(Setting, "welcome").value == "Καλώς ήρθες"
        assert files.read("pictures/anna.webp") == b"a picture"
        db.session.remove()
        db.engine.dispose()
    assert (elsewhere.data / "secret_key").read_text() != key.read_text()


def test_a_copy_made_while_people_write_is_consistent(lived_in: Platform, tmp_path: Path) -> None:
    """Each change writes two rows; a copy holds both or neither."""
    app, stop = _inside(lived_in), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with app.app_context(), transaction():
                db.session.add(Setting(key=f"left{number}", value=""))
                db.session.flush()
                db.session.add(Setting(key=f"right{number}", value=""))

    writer = threading.Thread(target=write)
    writer.start()
    lived_in.kalo("backup", str(tmp_path / "copy.tar.gz"))
    stop.set()
    writer.join()

    copy = Platform(tmp_path / "copy")
    copy.kalo("restore", str(tmp_path / "copy.tar.gz"))
    with _inside(copy).app_context():
        counted = [
            db.session.scalar(select(func.count()).where(Setting.key.startswith(side)))
            for side in ("left", "right")
        ]
        assert counted[0] == counted[1]
        assert counted[0]
        db.session.remove()
        db.engine.dispose()
    with app.app_context():
        db.engine.dispose()


def test_nothing_is_restored_over_living_data_unless_asked(
    lived_in: Platform, tmp_path: Path
) -> None:
    lived_in.kalo("backup", str(tmp_path / "copy.tar.gz"))
    with pytest.raises(AssertionError, match="Say --over"):
        lived_in.kalo("restore", str(tmp_path / "copy.tar.gz"))

    lived_in.kalo("restore", str(tmp_path / "copy.tar.gz"), "--over")

    aside = list(lived_in.data.glob("before-restore-*/kalo.db"))
    assert len(aside) == 1


def test_people_are_made_and_trusted_from_the_terminal(empty: Platform) -> None:
    platform = empty
    words = ("person", "add", "Άννα Τσακίρη", "anna@example.org", "--password", "πολύ-καλό-μυστικό")
    assert "Άννα Τσακίρη, /people/" in platform.kalo(*words, "--role", "moderator")
    platform.kalo("person", "roles", "anna@example.org", "editor", "administrator")

    with _inside(platform).app_context():
        anna = db.session.scalars(select(Person)).one()
        assert (anna.roles, anna.confirmed_at is not None) == ({"editor", "administrator"}, True)
        db.session.remove()
        db.engine.dispose()
    with pytest.raises(AssertionError, match="No such role: king"):
        platform.kalo("person", "roles", "anna@example.org", "king")
