"""`python -m bench.endure`: memory while the load goes on, and how long a cold start takes.

.venv/bin/python -m bench.endure --minutes 20
.venv/bin/python -m bench.endure --minutes 0.2 --scale 0.01
"""

import time
from itertools import cycle
from pathlib import Path
from statistics import mean

import click

from bench.__main__ import prepare
from bench.measure import press, target_of
from bench.servers import Part, platform

TURN = 5.0  # seconds for a page, then the next
MOST = 250.0  # MB of web server and worker together


@click.command()
@click.option("--minutes", default=20.0, help="How long the load goes on.")
@click.option("--scale", default=1.0, help="How much of the data set.")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Where the data set lies.")
def main(minutes: float, scale: float, folder: Path | None) -> None:
    """Ask for every page in turns while somebody writes; print the memory as it goes."""
    folder = (folder or Path(f"/tmp/kalo-bench-{scale:g}")).resolve()
    seen, port = prepare(folder, scale)
    found: list[float] = []
    with platform(folder, port) as (web, worker, started_in):
        click.echo(f"cold start to the first page: {started_in:.1f} s")
        end = time.monotonic() + 60 * minutes
        for each in cycle(seen):
            press(target_of(each, port), min(TURN, 60 * minutes / 10))
            found.append(_say(each.page.name, web, worker))
            if time.monotonic() > end:
                break
    click.echo(verdict(found))


def _say(name: str, web: Part, worker: Part) -> float:
    web_now, worker_now = web.memory(), worker.memory()
    click.echo(
        f"{web_now + worker_now:6.1f} MB (web {web_now:.0f}, worker {worker_now:.0f}) {name}"
    )
    return web_now + worker_now


def verdict(found: list[float]) -> str:
    """The middle of the run against its end: flat or growing; and whether it fits."""
    half = found[len(found) // 3 :] or found
    early, late = mean(half[: len(half) // 2] or half), mean(half[len(half) // 2 :])
    return (
        f"at most {max(found):.0f} MB (wanted: {MOST:.0f}); "
        f"after warming up {early:.0f} MB, at the end {late:.0f} MB"
    )


if __name__ == "__main__":
    main()
