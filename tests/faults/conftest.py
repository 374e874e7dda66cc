"""A platform that really runs, shared by the tests of faults: on SQLite, and on PostgreSQL."""

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
def world_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], World]]:
    """world_on("sqlite"): each stands as soon as somebody asks for it, and then for all tests."""
    with ExitStack() as ending:
        standing: dict[str, World] = {}

        def _on(kind: str) -> World:
            if kind not in standing:
                address = ending.enter_context(postgres()) if kind == "postgresql" else ""
                standing[kind] = _start(tmp_path_factory.mktemp(kind), address)
                ending.callback(_end, standing[kind])
            return standing[kind]

        yield _on


def _start(data: Path, address: str) -> World:
    more = {"KALO_DATABASE_URL": address} if address else {}
    settings = {"KALO_SECRET_KEY": SECRET, "KALO_SAMPLE": "0", "KALO_PROXIES": "1", **more}
    platform = Platform(data, **settings)
    platform.kalo("migrate")
    platform.start_web()
    return World(create_app(settings_for(data, address)), platform)


def _end(world: World) -> None:
    world.platform.stop()
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
def doomed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A platform of one test's own: it is killed."""
    with ExitStack() as ending:
        address = ending.enter_context(postgres()) if request.param == "postgresql" else ""
        here = _start(tmp_path, address)
        ending.callback(here.platform.stop)
        with here.inside():
            begin_reading()
            yield here
            db.session.remove()
            db.engine.dispose()
