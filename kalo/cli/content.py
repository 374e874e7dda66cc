"""What is in the platform before anybody writes: the content, the sample community, the index."""

from datetime import datetime, timedelta
from functools import partial

import click
from tqdm import tqdm

from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.jobs import run_waiting
from kalo.kit.locales import speaking

BEFORE_THE_SAMPLE = timedelta(days=60)  # so that what the sample people said stands above


@click.command()
@click.option("--sample/--no-sample", default=None, help="With the sample community, or without.")
def seed(sample: bool | None) -> None:
    """Load the content (programmes, toolbox, library) and the sample community; safe to repeat.

    \b
    Examples:
      kalo seed
      kalo seed --no-sample      for a real installation
    """
    from kalo.app import create_app

    app = create_app()
    with app.app_context():
        lively = sample if sample is not None else app.config["KALO"].sample
        if lively:
            _seed_people()
        _lay_content(clock.now() - BEFORE_THE_SAMPLE if lively else None)
        if lively:
            _seed_sample()
    run_waiting(app)


def _seed_people() -> None:
    from kalo.accounts.seeds import seed_people

    with speaking("el"), transaction():
        seed_people()


def _lay_content(since: datetime | None) -> None:
    """Shelves, facts, tools, categories, then programmes, whose questions are put to the forum."""
    from kalo.forum.seeds import lay_categories
    from kalo.learning.actions import import_programmes
    from kalo.shelves.actions import import_shelves
    from kalo.toolbox.actions.facts import import_facts
    from kalo.toolbox.actions.tools import announce_tools

    programmes = partial(import_programmes, at=since)
    for load in (import_shelves, import_facts, announce_tools, lay_categories, programmes):
        with transaction():
            load()


def _seed_sample() -> None:
    from kalo.accounts.seeds import seed_people
    from kalo.certificates import seeds as certificates_seeds
    from kalo.events import seeds as events_seeds
    from kalo.forum import seeds as forum_seeds
    from kalo.learning import seeds as learning_seeds
    from kalo.live import seeds as live_seeds

    with speaking("el"):
        rooms = (forum_seeds, learning_seeds, events_seeds, live_seeds, certificates_seeds)
        for room in rooms:
            with transaction():
                room.seed(seed_people())


@click.command()
def reindex() -> None:
    """Build the search index anew from the database, while the platform goes on.

    Example: kalo reindex
    """
    from kalo.app import create_app
    from kalo.search.actions import pay, rebuild

    with create_app().app_context(), tqdm(unit=" texts", desc="Indexing") as bar:
        count = rebuild(lambda _kind: bar.update())
        pay()
        db.session.rollback()
    click.echo(f"{count} texts can be found.")
