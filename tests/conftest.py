"""What every test stands on: an application of its own, visitors, people with fixed relations."""

import fcntl
import gc
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask, has_request_context
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy import event, text
from xdist.scheduler import LoadGroupScheduling

from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.app import create_app
from kalo.config import Settings, read_settings
from kalo.kit import clock, errors
from kalo.kit import db as kit_db
from kalo.kit.db import begin_reading, db, transaction
from kalo.kit.jobs import run_waiting
from kalo.kit.page_cache import PageCache
from kalo.kit.safety import limiter
from tests import warm
from tests.bumps import watchman
from tests.services import Platform, postgres, postgres_server

gc.disable()  # until all tests are loaded: it would find nothing
watchman.begin()
ON_POSTGRES = os.environ.get("KALO_TEST_DATABASE") == "postgresql"
# The first that is here. The shell is Chromium without the windows, which cost more than the pages.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class DearFirst(LoadGroupScheduling):
    """What starts servers and browsers, group by group; then the rest, file by file."""

    def _split_scope(self, nodeid: str) -> str:
        group = super()._split_scope(nodeid)
        return nodeid.partition("::")[0] if group == nodeid else group


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> DearFirst:
    """Where several work, each takes a whole group or file: the order below is kept."""
    config.option.loadscopereorder = False
    return DearFirst(config, log)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Where several work on everything, what they start is read once, while tests are loaded."""
    leads = getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput")
    if leads and not ON_POSTGRES and not config.option.collectonly:
        ending = ExitStack()
        folder = ending.enter_context(TemporaryDirectory(prefix="kalo-warm-"))
        ending.enter_context(warm.standing(Path(folder)))
        config.add_cleanup(ending.close)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The dear ones first: one that began last would have the others wait for it alone."""
    size = Counter(item.path for item in items)
    dear = {item: any(map(item.get_closest_marker, ("browser", "services"))) for item in items}
    items.sort(key=lambda item: (not dear[item], 0 if dear[item] else -size[item.path]))


class Browser(FlaskClient):
    """A browser: every request has its own context, so its own session.

    Without this a request shares the test's session, and a forgotten commit or a missing eager
    load goes unseen.
    """

    forgets = False  # with `nothing_stays` each request carries the cookies of the first

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.rollback()  # the test has looked; it holds no lock while others write
        kwargs.setdefault("buffered", True)  # read to the end: what is sent must be closed too
        cookies = dict(self._cookies or {})
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        answer.request.environ["wsgi.input"].close()  # of what is large it is a file
        if self.forgets:
            self._cookies = cookies
        db.session.expire_all()
        begin_reading()  # a request that wrote was one of this test's own thread
        return answer

    def sign_in(self, person: Person) -> "Browser":
        """Be this person from now on."""
        with transaction():
            token = open_sign_in(person)
        with self.session_transaction() as session:
            session[TOKEN] = token
        return self


def settings_for(data: Path, database: str = "", **values: Any) -> Settings:
    """The settings of a test: a data folder of its own, nothing read from this machine."""
    chosen = {
        "KALO_DATA": str(data),
        "KALO_SECRET_KEY": "only-for-tests",
        "KALO_LOG_LEVEL": "ERROR",
        "KALO_PUBLIC_URL": "http://localhost",
        "KALO_DATABASE_URL": database,
    }
    settings = read_settings({**chosen, **values})
    return Settings(**{**vars(settings), "testing": True})


def pytest_collection_finish() -> None:
    """All tests are loaded, and stay: from now on the collector looks at what comes later."""
    gc.freeze()
    gc.enable()


def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """A folder for all workers: the first makes it, the others wait and find it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / f"{name}.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (shared / name).exists():
            making = shared / f"{name}.making"
            making.mkdir()
            make(making)
            making.rename(shared / name)
    return shared / name


def migrate(folder: Path, address: str = "") -> None:
    """Bring a database up to date: SQLite's in this folder, or that of PostgreSQL."""
    app = create_app(settings_for(folder, address))
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite's database as it stands after all migrations; it is copied for each test.

    Where the tests are to use PostgreSQL, there are only compiled templates beside it.
    """
    make = (lambda _folder: None) if ON_POSTGRES else migrate
    return made_once(tmp_path_factory, "migrated", make) / "kalo.db"


@pytest.fixture(scope="session")
def migrated_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a PostgreSQL after all migrations; each that is started has its own copy."""

    def make(folder: Path) -> None:
        with postgres_server() as server:
            migrate(folder, server.address)
            server.end()
            assert server.folder
            shutil.copytree(server.folder / "data", folder / "data")

    return made_once(tmp_path_factory, "migrated_cluster", make) / "data"


@pytest.fixture(scope="session")
def postgres_address(request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL of this worker's own where the tests are to use it; empty for SQLite."""
    if not ON_POSTGRES:
        yield ""
        return
    with postgres(request.getfixturevalue("migrated_cluster")) as address:
        yield address


def empty_tables() -> None:
    """On PostgreSQL, where a database is not copied for each test: empty what has rows."""
    tables = list(reversed(db.metadata.sorted_tables))
    asked = (f"SELECT '{t.name}' WHERE EXISTS (SELECT 1 FROM \"{t.name}\")" for t in tables)
    again = "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences"
    with transaction():
        full = set(db.session.scalars(text(" UNION ALL ".join(asked))))
        for table in tables:
            if table.name in full:
                db.session.execute(table.delete())
        db.session.execute(text(f"{again} WHERE last_value IS NOT NULL"))


def build_house(folder: Path, migrated: Path, address: str) -> Flask:
    """An application for tests, its templates compiled once for all of them."""
    app = create_app(settings_for(folder, address))
    app.config["WTF_CSRF_ENABLED"] = False
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(migrated.parent))
    app.test_client_class = Browser
    limiter.enabled = False  # `limits_on` lets them count
    return app


@contextmanager
def moved_into(app: Flask, migrated: Path, stays: bool = False) -> Iterator[Flask]:
    """The application as it is on its first day; whatever a test changed is put back.

    Its connections are closed, unless the same application `stays` for the next test.
    """
    config, data = dict(app.config), app.config["KALO"].data
    for each in data.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    for remembered in ("kalo_feeds", "kalo_fetches", "kalo_done", "live_folds"):
        app.extensions.pop(remembered, None)
    app.extensions["kalo_queue"].flush()
    if app.config["KALO"].sqlite:
        shutil.copy(migrated, data / "kalo.db")
    with app.app_context():
        begin_reading()
        if not app.config["KALO"].sqlite:
            empty_tables()
        yield app
        db.session.remove()
        if not stays:
            db.engine.dispose()
    app.config.clear()
    app.config.update(config)


@pytest.fixture(scope="session")
def house(
    migrated: Path, postgres_address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application that most tests share, one after the other."""
    app = build_house(tmp_path_factory.mktemp("house"), migrated, postgres_address)
    gc.collect()
    gc.freeze()  # as `settle_down` does in what serves: the collector looks at what came later
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(house: Flask, migrated: Path) -> Iterator[Flask]:
    watchman.taken()
    # SQLite's file is put aside; a connection to PostgreSQL would have to learn all tables again.
    with moved_into(house, migrated, stays=ON_POSTGRES) as app:
        yield app
    assert watchman.taken() == [], "guests' kept pages do not hear of this: see tests/bumps.py"


@pytest.fixture
def limits_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rate limits are off in tests; with this they count."""
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    yield
    limiter.reset()


@pytest.fixture
def nothing_stays(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Each request finds the world as it was, so that one world serves a whole table of doors.

    What a request wrote goes as far as to the database; there it is dropped, with what it promised
    for afterwards. Before that, whatever a test put into the list looks at it. Of an error only the
    answer counts, so its page stays empty. What the test itself stands there stays; a request that
    is to prepare something comes before this fixture, and a view that keeps something in the middle
    of its work, to go on from there, needs a world of its own.
    """
    commit, looks = kit_db.commit, list[Callable[[], object]]()

    def let_go() -> None:
        if not has_request_context():
            return commit()
        if kit_db._writing.get():
            for work, words in db.session.info.pop("before_commit", {}).items():
                work(words)
            db.session.flush()
            watchman.compare(db.session.connection())
            for look in looks:
                look()
        return kit_db.drop()

    monkeypatch.setattr(kit_db, "commit", let_go)
    monkeypatch.setattr(errors, "render_template", lambda *_words, **_more: "")
    monkeypatch.setattr(Browser, "forgets", True)
    return looks


@pytest.fixture
def pages_kept(app: Flask) -> Iterator[PageCache]:
    """Guests' pages are made anew in tests; with this they are kept as in a running house."""
    cache: PageCache = app.extensions["kalo_pages"]
    cache.clear()
    cache.on = True
    yield cache
    cache.on = False
    cache.clear()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the content and the sample community, made once for all workers."""

    def seed(folder: Path) -> None:
        platform = Platform(folder)
        platform.kalo("migrate")
        platform.kalo("seed")

    return made_once(tmp_path_factory, "seeded", seed)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all browser tests of this run."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking", "--disable-quic"],
        )
        yield browser
        browser.close()


@pytest.fixture
def client(app: Flask) -> Browser:
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def make(app: Flask) -> Callable[..., Any]:
    """make(Topic, title="…") stands a row in the database."""

    def _make(model: type[Any], **values: Any) -> Any:
        with transaction():
            row = model(**values)
            db.session.add(row)
        db.session.refresh(row)
        return row

    return _make


@pytest.fixture
def make_person(make: Callable[..., Any]) -> Callable[..., Person]:
    """make_person("Άννα", roles={"moderator"}): a member with a confirmed address."""

    def _make(name: str, **values: Any) -> Person:
        handle = re.sub(r"[^a-z]", "", name.lower()) or f"p{abs(hash(name)) % 10**8}"
        known = {
            "handle": handle,
            "name": name,
            "email": f"{handle}@example.org",
            "joined_at": clock.now(),
            "confirmed_at": clock.now(),
            "trust": 1,
        }
        return make(Person, **{**known, **values})

    return _make


@pytest.fixture
def ada(make_person: Callable[..., Person]) -> Person:
    """She owns it."""
    return make_person("Ada")


@pytest.fixture
def grace(make_person: Callable[..., Person]) -> Person:
    """She helps."""
    return make_person("Grace")


@pytest.fixture
def mallory(make_person: Callable[..., Person]) -> Person:
    """A stranger."""
    return make_person("Mallory")


@pytest.fixture
def moderator(make_person: Callable[..., Person]) -> Person:
    return make_person("Moira", roles={"moderator"})


@pytest.fixture
def administrator(make_person: Callable[..., Person]) -> Person:
    return make_person("Adele", roles={"administrator"})


@pytest.fixture
def as_person(app: Flask) -> Callable[[Person | None], Browser]:
    """as_person(ada) is a browser in which Ada is signed in; as_person(None) a guest's."""

    def _as(person: Person | None) -> Browser:
        browser: Any = app.test_client()
        return browser.sign_in(person) if person else browser

    return _as


@pytest.fixture
def as_ada(as_person: Callable[..., Browser], ada: Person) -> Browser:
    return as_person(ada)


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """work() does what the worker would do now."""

    def _work() -> int:
        db.session.rollback()
        return run_waiting(app)

    return _work


@pytest.fixture
def queries_run(app: Flask) -> Iterator[list[str]]:
    """The statements since it was last cleared; `assert len(queries_run) == 3`."""
    seen: list[str] = []

    def note(*args: Any) -> None:
        seen.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)
