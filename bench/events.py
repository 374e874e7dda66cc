"""`python -m bench.events`: what the calendar costs with 300 and 5,000 events, 200,000 seats.

    .venv/bin/python -m bench.events --out bench/events.md

First each page is asked for in this process, at each size, on both databases. Then, at the larger
size, the platform is served as `kalo serve` serves it, beside the bare page.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import Flask
from flask.testing import FlaskClient

from bench import calendar
from bench.asking import (
    Found,
    ask_in_turns,
    browser_of,
    cookie_of,
    get,
    grow,
    grown_lines,
    keep_report,
    machine_line,
    of_a_room,
    served_lines,
    to_be_served,
    tokens_of,
)
from bench.bulk import Cost, cost
from bench.load import Target
from bench.measure import Turns
from bench.servers import bare_page, platform
from kalo.kit import ical
from tests.services import free_port

MEMBER = 7
FEED = "/events/calendar.ics"
OF_A_KIND = "/events/workshops.ics"
PAST = "/events/?when=past"
PAGES = (
    ("list of events, guest", "/events/", False),
    ("list of events, member", "/events/", True),
    ("past events, guest", PAST, False),
    ("month, guest", "/events/?view=month", False),
    ("event, guest", "/events/{event}-drasi/", False),
    ("event, member", "/events/{event}-drasi/", True),
    ("feed of all", FEED, False),
    ("feed of a kind", OF_A_KIND, False),
    ("one event as a file", "/events/{event}-drasi.ics", False),
)
COLD = (
    ("past events, never counted", PAST),
    ("feed of all, never written", FEED),
    ("feed of a kind, never written", OF_A_KIND),
)
# Indico 3.3.14 on two cores with 300 events: milliseconds of processor time for one answer, as
# ../shared/research/events-live.md measured it.
INDICO = {"list of events, guest": 99, "event, guest": 50, "feed of all": 279}


@click.command()
@click.option("--events", "sizes", multiple=True, type=int, default=(300, 5_000))
@of_a_room
def main(
    sizes: tuple[int, ...],
    databases: tuple[str, ...],
    seconds: float,
    rounds: int,
    out: Path | None,
) -> None:
    """Measure the growth and the served pages; print or write the report."""
    grown = grow(databases, sizes, calendar.fill, costs)
    served = {size: serve(size, rounds, seconds) for size in (min(sizes), max(sizes))}
    keep_report(report(grown, sizes, served), out)


def costs(app: Flask, events: int) -> Iterator[tuple[str, Cost]]:
    """Each page, with its statements and its milliseconds; between answers only feeds are kept,
    and what was counted of what is over.
    """
    guest, member = app.test_client(), browser_of(app, MEMBER)
    for what, path, signed_in in PAGES:
        yield what, cost(partial(get, member if signed_in else guest, _at(path, events)))
    for what, path in COLD:
        yield what, cost(partial(_get_cold, app, guest, path))


def _get_cold(app: Flask, guest: FlaskClient, path: str) -> None:
    """What this process has never counted, or a feed that it has never written."""
    for remembered in ("kalo_done", "kalo_feeds"):
        app.extensions.pop(remembered, None)
    ical.component.cache_clear()
    get(guest, path)


def _at(path: str, events: int) -> str:
    """The address with an event that comes soon."""
    return path.format(event=events // 2 + 3)


def serve(events: int, rounds: int, seconds: float) -> dict[str, Turns]:
    """The platform on SQLite as it is served, with the bare page beside it."""
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        with to_be_served(folder, port) as app:
            calendar.fill(events)
            cookie = cookie_of(app, tokens_of([MEMBER])[0])
        with platform(folder, port) as (web, _worker, _started), bare_page(folder, 77_000) as bare:
            return ask_in_turns(web, bare, _targets(app, port, events, cookie), rounds, seconds)


def _targets(app: Flask, port: int, events: int, cookie: str) -> dict[str, Target]:
    pages = {
        what: Target(port, _at(path, events), {"Cookie": cookie} if signed_in else {})
        for what, path, signed_in in PAGES
    }
    tag = app.test_client().get(FEED).headers["ETag"]
    return pages | {"feed of all, 304": Target(port, FEED, {"If-None-Match": tag}, 304)}


def report(grown: list[Found], sizes: tuple[int, ...], served: dict[int, dict[str, Turns]]) -> str:
    """Everything that was found, as Markdown."""
    tables = [line for size, found in served.items() for line in _table(size, found)]
    return "\n".join(
        [
            "# How fast the calendar answers\n",
            "Made by `python -m bench.events`; every run writes it anew. No test asserts a time.\n",
            f"{calendar.PEOPLE} people, {calendar.SEATS} of them with a seat in every event:"
            f" {max(sizes) * calendar.SEATS:,} seats at most.\n",
            "## As the calendar grows\n",
            "Statements and milliseconds of one answer in one process, the median of eleven;"
            " pages are made anew, feeds and the numbers of what is over where the line says so.\n",
            *grown_lines(grown, sizes, "events"),
            *tables,
            *_beside_indico(served[min(sizes)]),
            machine_line(),
        ]
    )


def _table(size: int, found: dict[str, Turns]) -> Iterator[str]:
    yield f"\n## Served, with {size:,} events\n"
    yield "One gunicorn process with gevent, SQLite, 16 connections, beside the bare page.\n"
    yield from served_lines(found)


def _beside_indico(found: dict[str, Turns]) -> Iterator[str]:
    yield "\n## Beside Indico 3.3.14\n"
    yield "Processor time of one answer; Indico's was measured with 300 events on another day.\n"
    yield "| what | CPU ms | Indico's CPU ms | times cheaper |"
    yield "| --- | ---: | ---: | ---: |"
    for what, theirs in INDICO.items():
        ours = found[what].cpu_ms
        yield f"| {what} | {ours:.2f} | {theirs} | {theirs / ours:.0f} |"


if __name__ == "__main__":
    main()
