"""One machine outgrown: PostgreSQL and Redis by settings alone, real ones."""

from pathlib import Path

import psycopg
import pytest
import requests

from tests.journeys.conftest import link_in, newest_letter
from tests.journeys.test_kill import token
from tests.services import Platform, postgres, redis, wait_for

pytestmark = pytest.mark.services


@pytest.mark.parametrize(
    "content", [False, pytest.param(True, marks=pytest.mark.long)], ids=["empty", "with content"]
)
def test_the_platform_runs_on_postgresql_and_redis(tmp_path: Path, content: bool) -> None:
    with postgres() as database, redis() as queue:
        platform = Platform(tmp_path, KALO_DATABASE_URL=database, KALO_REDIS_URL=queue)
        platform.kalo("migrate")
        if content:
            platform.kalo("seed", "--no-sample")
        platform.start()
        try:
            join(platform)
            wait_for(lambda: 'href="/people/rena' in search(platform, "rena"), "the index")
            if content:
                found = search(platform, "synetairismos")
                assert 'href="/learning/glossary#cooperative"' in found
        finally:
            platform.stop()
        copy_and_bring_back(platform, database, tmp_path / "copy.tar.gz")
    assert not (tmp_path / "kalo.db").exists()
    assert not (tmp_path / "queue.db").exists()


def search(platform: Platform, words: str) -> str:
    """What a guest finds."""
    return requests.get(f"{platform.url}/search?q={words}", timeout=10).text


def join(platform: Platform) -> None:
    """Sign up and confirm: a write, a job by way of Redis, a letter, another write."""
    visitor = requests.Session()
    page = visitor.get(f"{platform.url}/accounts/sign-up", timeout=10).text
    typed = {"name": "Ρένα Κ.", "email": "rena@example.org", "csrf_token": token(page)}
    assert visitor.post(f"{platform.url}/accounts/sign-up", data=typed, timeout=10).ok
    confirm = platform.url + link_in(newest_letter(platform, "rena@example.org"))
    page = visitor.get(confirm, timeout=10).text
    answer = visitor.post(confirm, data={"csrf_token": token(page)}, timeout=10)
    assert answer.status_code == 200
    assert "Ρένα" in visitor.get(f"{platform.url}/accounts/me/", timeout=10).text


def copy_and_bring_back(platform: Platform, database: str, target: Path) -> None:
    """A copy of PostgreSQL comes back whole over what happened since, when asked to."""
    platform.kalo("backup", str(target))
    with psycopg.connect(database, autocommit=True) as line:
        line.execute("UPDATE accounts_person SET name = 'changed since'")
    with pytest.raises(AssertionError, match="Say --over"):
        platform.kalo("restore", str(target))
    platform.kalo("restore", str(target), "--over")
    with psycopg.connect(database) as line:
        assert line.execute("SELECT name FROM accounts_person").fetchall() == [("Ρένα Κ.",)]
