"""Two web servers on one database: what any process writes is read through both at once."""

import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.services import ROOT, Platform, postgres

pytestmark = pytest.mark.services
TIMES = 3
WRITE = """
import sys
from sqlalchemy import select
from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.forum import actions
from kalo.forum.models import Category, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
app = create_app()
with app.app_context():
    for line in sys.stdin:
        with transaction():
            who = db.session.scalar(select(Person).limit(1))
            if who is None:
                who = Person(handle="ada", name="Ada", email="ada@example.org", trust=1,
                             joined_at=clock.now(), confirmed_at=clock.now())
                db.session.add(who)
                db.session.flush()
            topic = db.session.scalar(select(Topic).limit(1))
            if topic is None:
                here = Category(slug="agora", title_el="Agora")
                db.session.add(here)
                db.session.flush()
                topic = actions.open_topic(here, who, "Title", line.strip())
            else:
                actions.post_reply(topic, who, line.strip())
            path = topic.path
        print(path, flush=True)
"""


@contextmanager
def standing(request: pytest.FixtureRequest, database: str, data: Path) -> Iterator[dict[str, str]]:
    """The setting that has both servers use one database, which is up to date."""
    if database == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), data / "kalo.db")
        yield {}
        return
    with postgres(request.getfixturevalue("migrated_cluster")) as url:
        yield {"KALO_DATABASE_URL": url}


def read(server: Platform, path: str) -> str:
    with urllib.request.urlopen(server.url + path, timeout=60) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def test_nobody_is_shown_what_is_no_longer_so(
    request: pytest.FixtureRequest, database: str, tmp_path: Path
) -> None:
    """A third process writes: the cache of neither server hears of it but by the versions."""
    with ExitStack() as stack:
        settings = stack.enter_context(standing(request, database, tmp_path))
        servers = [Platform(tmp_path, **settings) for _each in range(2)]
        for server in servers:
            server.start_web()
            stack.callback(server.stop)
        writer = stack.enter_context(subprocess.Popen(
            [sys.executable, "-c", WRITE], cwd=ROOT, env=servers[0].environ, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ))  # fmt: skip
        assert writer.stdin
        assert writer.stdout
        for number in range(TIMES):
            writer.stdin.write(f"Words number {number:03d}.\n")
            writer.stdin.flush()
            path = writer.stdout.readline().strip()
            places = [f"{path}?page={number // 20 + 1}", f"{path}feed"]
            for server in servers:
                for place in places:
                    assert f"Words number {number:03d}." in read(server, place), place
