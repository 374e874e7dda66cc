"""django-spirit with the same people, topics and posts, for a comparison in the same run.

It lives in a virtual environment of its own (bench/spirit.txt, by the ordinary pip), on a
PostgreSQL that is started for it, with kept connections, one gunicorn process as ours.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from urllib.parse import quote, urlsplit

import psycopg
from flask import Flask
from sqlalchemy import select

from bench.load import Target
from bench.servers import Part, running
from bench.spirit_project import LOAD, SETTINGS
from bench.words import SOUGHT
from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, Topic
from kalo.kit.db import db
from tests.services import free_port, postgres, wait_for

HERE = Path(__file__).parent
NEEDS = HERE / "spirit.txt"
THREADS = 16  # as many as there are connections
ON_A_PAGE = 20


@dataclass(frozen=True)
class Spirit:
    """It runs: what to ask it for, by the names of our own pages."""

    part: Part
    targets: dict[str, Target]


def environment() -> Path:
    """The virtual environment, made where it is missing; answers its folder."""
    name = hashlib.blake2b(NEEDS.read_bytes(), digest_size=6).hexdigest()
    folder = Path(gettempdir()) / f"kalo-bench-spirit-{name}"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([folder / "bin/python", *install, "-r", str(NEEDS)], check=True)
        (folder / "ready").touch()
    return folder


@contextmanager
def spirit(app: Flask, folder: Path) -> Iterator[Spirit]:
    """Fill Spirit with the rows of our data set, and serve it."""
    home, project = environment(), folder / "spirit"
    with postgres() as address:
        server = urlsplit(address)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE spirit")
        _make_project(home, project, str(server.port))
        _write_rows(app, project / "rows.jsonl")
        known = json.loads(_run(home, project, "load.py", "rows.jsonl"))
        _run(home, project, "manage.py", "rebuild_index", "--noinput")
        port = free_port()
        with running(_command(home, port), _environ(home), folder / "spirit.log", project) as web:
            wait_for(lambda: _answers(port, known["topic"]), "Spirit", 60)
            yield Spirit(Part(web, port), dict(_targets(port, known, app)))


def _make_project(home: Path, project: Path, port: str) -> None:
    if not project.exists():
        project.mkdir(parents=True)
        start = [str(home / "bin/spirit"), "startproject", "proj"]
        subprocess.run(start, cwd=project, env=_environ(home), check=True, capture_output=True)
    inner = project / "proj" / "proj" / "settings" / "bench.py"
    inner.write_text(SETTINGS % {"port": port})
    (project / "proj" / "load.py").write_text(LOAD)
    for command in (["migrate"], ["createcachetable"]):
        _run(home, project, "manage.py", *command)


def _run(home: Path, project: Path, *words: str) -> str:
    command = [str(home / "bin/python"), *words[:1], *words[1:]]
    done = subprocess.run(
        command, cwd=project / "proj", env=_environ(home), capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} of django-spirit failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _environ(home: Path) -> dict[str, str]:
    return {
        "PATH": f"{home / 'bin'}:/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "proj.settings.bench",
        "SECRET_KEY": "only for the bench",
        "LANG": "C.UTF-8",
    }


def _command(home: Path, port: int) -> list[str]:
    """One process, as ours; psycopg2 waits in threads, so Spirit gets threads and keeps alive."""
    return [
        *(str(home / "bin/gunicorn"), "--chdir", "proj", "--workers=1", "--worker-class=gthread"),
        *(f"--threads={THREADS}", "--keep-alive=5", "--log-level=warning"),
        *(f"--bind=127.0.0.1:{port}", "proj.wsgi:application"),
    ]


def _write_rows(app: Flask, path: Path) -> None:
    path = path.parent / "proj" / path.name
    with app.app_context(), path.open("w", encoding="utf-8") as file:
        for kind, columns in (
            ("person", select(Person.id, Person.handle, Person.name)),
            ("category", select(Category.id, Category.title_el)),
            ("topic", _topics()),
            ("post", _posts()),
        ):
            for row in db.session.execute(columns.execution_options(yield_per=2000)):
                file.write(json.dumps([kind, list(row)], default=lambda at: at.isoformat()) + "\n")
        db.session.rollback()


def _topics():  # type: ignore[no-untyped-def]
    facts = (Topic.id, Topic.author_id, Topic.category_id, Topic.title)
    return select(*facts, Topic.opened_at, Topic.last_post_at, Topic.posts_count)


def _posts():  # type: ignore[no-untyped-def]
    facts = (Post.id, Post.author_id, Post.topic_id, Post.source, Post.html, Post.created_at)
    return select(*facts).order_by(Post.id)


def _targets(port: int, known: dict[str, str], app: Flask) -> Iterator[tuple[str, Target]]:
    """The same four pages, for a guest and for the member, by the names of ours."""
    with app.app_context():
        last = -(-db.session.get_one(Topic, 1).highest_number // ON_A_PAGE)
        db.session.rollback()
    pages = {
        "category": known["category"],
        "topic, first page": known["topic"],
        "topic, last page": f"{known['topic']}?page={last}",
        "search, a word with 20 hits": f"/search/?q={quote(SOUGHT)}",
    }
    for name, path in pages.items():
        alone = "search" in name  # Spirit lets only members search: what they get is compared
        yield f"{name}, guest", Target(port, path, {"Cookie": known["cookie"]} if alone else {})
        yield f"{name}, member", Target(port, path, {"Cookie": known["cookie"]})


def _answers(port: int, path: str) -> bool:
    from urllib.request import urlopen

    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return bool(answer.status == 200)
