"""`python -m bench`: fill a data set, start the servers, measure, write the report."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import click
from tqdm import tqdm

from bench import data, report
from bench.bare import create_app as create_bare
from bench.measure import WARM, Turns, measure, press, turn
from bench.pages import Seen, pages, sign_in, visit
from bench.servers import Part, bare_page, environ_for, platform
from bench.spirit import Spirit, spirit
from kalo.app import create_app
from kalo.config import read_settings
from tests.services import free_port

HERE = Path(__file__).parent
SIZE_LIKE = "topic, first page, guest"


@click.command()
@click.option("--scale", default=1.0, help="How much of the data set; 1 is 50,000 posts.")
@click.option("--seconds", default=4.0, help="How long each page is asked for in a round.")
@click.option("--rounds", default=5, help="How many rounds; medians are reported.")
@click.option("--only", default="", help="Only pages whose name has this in it.")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Where the data set lies.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=HERE / "report.md", help="The report."
)
@click.option(
    "--spirit/--no-spirit", "with_spirit", default=False, help="Measure django-spirit as well."
)
def main(
    scale: float,
    seconds: float,
    rounds: int,
    only: str,
    folder: Path | None,
    out: Path,
    with_spirit: bool,
) -> None:
    """Measure the platform beside a bare Flask page.

    \b
    Examples:
      make bench
      python -m bench --scale 0.05 --seconds 1 --rounds 2 --only topic --out /tmp/report.md
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with us
    folder = (folder or Path(gettempdir()) / f"kalo-bench-{scale:g}").resolve()
    seen, port = prepare(folder, scale, only)
    run = press_all(folder, port, seen, scale, rounds, seconds, with_spirit)
    out.write_text(report.write(run))
    click.echo(f"\n{report.table(run)}\n\n{out}")


def prepare(folder: Path, scale: float, only: str = "") -> tuple[list[Seen], int]:
    """The data set, made where it is missing, and one look at every page in this process."""
    there, port = data.claim(folder, scale), free_port()
    quiet = {**environ_for(folder, port), "KALO_LOG_LEVEL": "WARNING"}
    app = create_app(read_settings(quiet))
    if there:
        data.freshen(app)
    else:
        click.echo(f"· Making the data set in {folder}; later runs use it again.")
        data.build(app, folder, scale, lambda words: click.echo(f"  {words}"))
    token = sign_in(app)
    with app.app_context():
        wanted = pages()
    return [visit(app, p, token) for p in wanted if only in p.name or p.name == SIZE_LIKE], port


def press_all(
    folder: Path,
    port: int,
    seen: list[Seen],
    scale: float,
    rounds: int,
    seconds: float,
    with_spirit: bool,
) -> report.Run:
    """Start both servers, measure, end them."""
    like = next(each.size for each in seen if each.page.name == SIZE_LIKE)
    before = os.getloadavg()[0]
    with (
        rival(folder, port, with_spirit) as spirit,
        platform(folder, port) as (web, worker, started_in),
        bare_page(folder, like) as bare,
    ):
        old = _memory(web, worker)
        found = _with_progress(web, bare, seen, rounds, seconds)
        new = _memory(web, worker)
        beside = _beside(spirit, found, seconds, rounds)
    return report.Run(
        scale=scale,
        rounds=rounds,
        seconds=seconds,
        load_before=before,
        started_in=started_in,
        bare_size=len(create_bare(like).test_client().get("/").data),
        seen=seen,
        found=found,
        memory={part: (old[part], new[part]) for part in old},
        spirit=beside,
    )


@contextmanager
def rival(folder: Path, port: int, wanted: bool) -> Iterator[Spirit | None]:
    """django-spirit with the same data, where it is wanted: filling it takes some minutes."""
    if not wanted:
        yield None
        return
    click.echo("· Filling django-spirit with the same posts.")
    quiet = {**environ_for(folder, port), "KALO_LOG_LEVEL": "WARNING"}
    with spirit(create_app(read_settings(quiet)), folder) as running:
        yield running


def _beside(
    spirit: Spirit | None, found: dict[str, Turns], seconds: float, rounds: int
) -> dict[str, Turns]:
    """Spirit's turns for the pages that both have."""
    if spirit is None:
        return {}
    pages = {name: target for name, target in spirit.targets.items() if name in found}
    turns = {name: Turns() for name in pages}
    for target in pages.values():
        press(target, min(WARM, seconds))
    for _round in range(rounds):
        for name, target in pages.items():
            turn(turns[name], spirit.part, target, seconds)
    return turns


def _memory(web: Part, worker: Part) -> dict[str, float]:
    return {"web server": web.memory(), "worker": worker.memory()}


def _with_progress(
    web: Part, bare: Part, seen: list[Seen], rounds: int, seconds: float
) -> dict[str, Turns]:
    with tqdm(total=rounds * len(seen), desc="Measuring", unit=" turns") as bar:
        return measure(web, bare, seen, rounds, seconds, bar.update)


if __name__ == "__main__":
    main()
