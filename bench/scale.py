"""`python -m bench.scale`: what pages and a reply cost as topic, category and site grow.

    .venv/bin/python -m bench.scale --posts 1000 --posts 100000 --posts 1000000 --out bench/scale.md

Half of the posts stand in one topic. Pages are made anew each time: nothing is kept.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import text

from bench.bulk import Cost, at, cost, house, series, settle
from kalo.accounts.login import TOKEN, open_sign_in
from kalo.accounts.models import Person
from kalo.forum.models import Category, Post, ReadMark, Topic
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.jobs import run_waiting

PEOPLE, CATEGORIES, EACH = 500, 20, 10
WORDS = "Η γειτονιά μας οργανώνει κάθε εβδομάδα ένα μικρό εργαστήριο για όσους θέλουν. "


@dataclass(frozen=True)
class Found:
    """What one kind of answer cost on one database at one size."""

    what: str
    database: str
    posts: int
    statements: int
    ms: float


@click.command()
@click.option("--posts", "sizes", multiple=True, type=int, default=(1000, 100_000, 1_000_000))
@click.option("--on", "databases", multiple=True, default=("sqlite", "postgresql"))
@click.option("--out", type=click.Path(path_type=Path), help="Where the table goes.")
def main(sizes: tuple[int, ...], databases: tuple[str, ...], out: Path | None) -> None:
    """Measure at each size on each database; print a table."""
    found = [each for name in databases for size in sizes for each in measure(name, size)]
    said = table(found, sizes)
    click.echo(said)
    if out:
        out.write_text(f"# What growing costs\n\nMade by `python -m bench.scale`.\n\n{said}\n")


def measure(database: str, posts: int) -> list[Found]:
    """Fill a database of so many posts, and ask it."""
    start = time.monotonic()
    with house(database) as app:
        fill(posts)
        click.echo(f"· {database}, {posts:,} posts, filled in {time.monotonic() - start:.0f} s")
        return [Found(what, database, posts, *cost) for what, cost in costs(app)]


def fill(posts: int) -> None:
    """Rows in bulk, by the database itself: people, categories, topics, posts, read marks."""
    half = posts // 2
    topics = 1 + (posts - half) // EACH
    handle = {
        "handle": "'melos' || i",
        "email": "'melos' || i || '@example.org'",
        "name": "'Μέλος ' || i",
    }
    many = {"joined_at": at("0"), "confirmed_at": at("0"), "trust": "3"}
    with transaction():
        series(Person, PEOPLE, {**handle, **many})
        series(Category, CATEGORIES, _category(posts, topics))
        series(Topic, topics, _topic(half))
        series(Post, posts, _post(half))
        series(ReadMark, topics, {"person_id": "1", "topic_id": "i", "last_read": "1"})
    if db.engine.dialect.name == "postgresql":
        _set_sequences()
    settle()


def _category(posts: int, topics: int) -> dict[str, str]:
    counts = {"topics_count": str(topics // CATEGORIES), "posts_count": str(posts // CATEGORIES)}
    words = {"slug": "'c' || i", "title_el": "'Θέμα ' || i", "position": "i"}
    return {**words, **counts, "see": "'everyone'", "reply": "'members'", "start": "'members'"}


def _topic(half: int) -> dict[str, str]:
    count = f"CASE WHEN i = 1 THEN {half} ELSE {EACH} END"
    numbers = dict.fromkeys(("posts_count", "highest_number", "last_number"), count)
    people = dict.fromkeys(("author_id", "last_author_id"), f"1 + i % {PEOPLE}")
    words = {"title": "'Συζήτηση ' || i", "slug": "'t' || i", "language": "'el'"}
    moments = {"opened_at": at("i"), "last_post_at": at("i")}
    return {**numbers, **people, **words, **moments, "category_id": f"1 + i % {CATEGORIES}"}


def _post(half: int) -> dict[str, str]:
    rest = f"(i - {half} - 1)"
    html = f"'<p>{WORDS * 4} ' || i || '</p>'"
    return {
        "topic_id": f"CASE WHEN i <= {half} THEN 1 ELSE 2 + {rest} / {EACH} END",
        "number": f"CASE WHEN i <= {half} THEN i ELSE 1 + {rest} % {EACH} END",
        "author_id": f"1 + i % {PEOPLE}",
        **{"source": f"'{WORDS}' || i", "html": html, "created_at": at("i / 100")},
        **{"render_version": "1000", "revision": "1"},
    }


def _set_sequences() -> None:
    with db.engine.begin() as connection:
        for model in (Person, Category, Topic, Post):
            name = model.__tablename__
            largest = f"(SELECT max(id) FROM {name})"
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {largest})")
            )


def costs(app: Flask) -> Iterator[tuple[str, Cost]]:
    """Each kind of answer, with its cost."""
    guest, member = app.test_client(), app.test_client()
    with transaction():
        token = open_sign_in(db.session.get_one(Person, 2))
    with member.session_transaction() as session:
        session[TOKEN] = token
    long, short = (db.session.get_one(Topic, number).path for number in (1, 2))
    last = -(-db.session.get_one(Topic, 1).highest_number // 20)
    shelf = db.session.get_one(Category, 2).slug
    db.session.rollback()
    for who, browser in (("guest", guest), ("member", member)):
        for what, path in (
            ("long topic, first page", long),
            ("long topic, last page", f"{long}?page={last}"),
            ("short topic", short),
            ("category", f"/forum/c/{shelf}/"),
            ("front", "/forum/"),
        ):
            yield f"{what}, {who}", cost(partial(_get, browser, path))
    yield "reply in the long topic", cost(lambda: _reply(member, long))
    yield "what the worker does for it", cost(lambda: run_waiting(app), 1)


def _get(browser: Any, path: str) -> None:
    assert browser.get(path).status_code == 200, path


def _reply(browser: Any, path: str) -> None:
    words = {"body": f"Μια απάντηση στις {clock.now().isoformat()}"}
    found = browser.post(f"{path}posts", data=words)
    assert found.status_code == 303, found.text[found.text.find('role="alert"') :][:600]


def table(found: list[Found], sizes: tuple[int, ...]) -> str:
    """A line for each kind of answer and database; statements and milliseconds at each size."""
    heads = [f"{size:,} posts: SQL | ms" for size in sizes]
    lines = [
        f"| what | database | {' | '.join(heads)} |",
        "| --- | --- |" + " ---: | ---: |" * len(sizes),
    ]
    for what, database in dict.fromkeys((each.what, each.database) for each in found):
        mine = [e for e in found if (e.what, e.database) == (what, database)]
        cells = " | ".join(f"{each.statements} | {each.ms:.1f}" for each in mine)
        lines.append(f"| {what} | {database} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
