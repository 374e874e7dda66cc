"""A platform that really runs, shared by the tests of faults: on SQLite, and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kalo.app import create_app
from kalo.kit.db import begin_reading, db
from tests.conftest import settings_for
from tests.faults.world import World
from tests.services import Platform, postgres

SECRET = "only-for-tests"


@pytest.fixture(scope="session")
def start(request: pytest.FixtureRequest) -> Callable[[ExitStack, Path, str], World]:
    """start(ending, data, "sqlite"): the platform on a migrated database, until the end."""

    def _start(ending: ExitStack, data: Path, kind: str) -> World:
        address, settings = "", {"KALO_SECRET_KEY": SECRET, "KALO_SAMPLE": "0", "KALO_PROXIES": "1"}
        if kind == "postgresql":
            cluster = request.getfixturevalue("migrated_cluster")
            address = ending.enter_context(postgres(cluster))
            settings["KALO_DATABASE_URL"] = address
        else:
            shutil.copy(request.getfixturevalue("migrated"), data / "kalo.db")
        platform = Platform(data, **settings)
        platform.start_web()
        ending.callback(platform.stop)
        return World(create_app(settings_for(data, address)), platform)

    return _start


@pytest.fixture(scope="session")
def world_on(
    tmp_path_factory: pytest.TempPathFactory, start: Callable[[ExitStack, Path, str], World]
) -> Iterator[Callable[[str], World]]:
    """world_on("sqlite"): each stands as soon as somebody asks for it, and then for all tests."""
    with ExitStack() as ending:
        standing: dict[str, World] = {}

        def _on(kind: str) -> World:
            if kind not in standing:
                standing[kind] = start(ending, tmp_path_factory.mktemp(kind), kind)
                ending.callback(_let_go, standing[kind])
            return standing[kind]

        yield _on


def _let_go(world: World) -> None:
    with world.app.app_context():
        db.engine.dispose()


@pytest.fixture
def world(request: pytest.FixtureRequest, world_on: Callable[[str], World]) -> Iterator[World]:
    """The platform on SQLite or, where a test asks for it, on PostgreSQL."""
    here = world_on(getattr(request, "param", "sqlite"))
    with here.inside():
        begin_reading()  # whatever a test before this one left: who looks holds no lock
        yield here


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def doomed(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    start: Callable[[ExitStack, Path, str], World],
) -> Iterator[World]:
    """A platform of one test's own: it is killed."""
    with ExitStack() as ending:
        here = start(ending, tmp_path, request.param)
        with here.inside():
            begin_reading()
            yield here
            db.session.remove()
            db.engine.dispose()
