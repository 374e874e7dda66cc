"""`python -m bench.network`: what the directory costs with 50 and 5,000 organisations.

    .venv/bin/python -m bench.network --out bench/network.md

First each page is asked for in this process, at each size, on both databases. Then, at the larger
size, the directory is served as `kalo serve` serves it, beside the bare page.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import insert

from bench.asking import (
    browser_of,
    get,
    grow,
    keep_report,
    of_a_room,
    report_of_a_list,
    serve_to_guests,
)
from bench.bulk import Cost, cost, settle
from kalo.accounts.models import Person
from kalo.kit import clock
from kalo.kit.db import db, transaction
from kalo.kit.text import fold, sort_key
from kalo.network.models import KEEPS, LISTED, OFFER, SEEK, Call, Keeper, Organisation
from kalo.network.words import words_of

PEOPLE, CALLS = 200, 3  # calls of each organisation
ALL = "q=κήπος&sector=green&place=peristeri&form=koinsep&service=work&need=space"
PAGES = (
    ("directory, guest", "/network/", False),
    ("directory, member", "/network/", True),
    ("all filters", f"/network/?{ALL}", False),
    ("words", "/network/?q=κήποι+γειτονιάς", False),
    ("map", "/network/map/", False),
    ("an organisation", "/network/o-7/", False),
    ("what is sought", "/network/calls/?kind=seek&service=space", False),
    ("a call and what fits it", "/network/calls/7/", False),
    ("my organisations", "/network/mine/", True),
)


@click.command()
@click.option("--organisations", "sizes", multiple=True, type=int, default=(50, 5_000))
@of_a_room
def main(
    sizes: tuple[int, ...],
    databases: tuple[str, ...],
    seconds: float,
    rounds: int,
    out: Path | None,
) -> None:
    """Measure the growth and the served pages; print or write the report."""
    grown = grow(databases, sizes, fill, costs)
    served = serve_to_guests(fill, max(sizes), PAGES, rounds, seconds)
    title = "How fast the directory of organisations answers"
    keep_report(report_of_a_list(title, "bench.network", grown, "organisations", served), out)


def fill(organisations: int) -> None:
    """So many organisations in all sectors and places, with their calls; people who keep some."""
    numbers = range(1, organisations + 1)
    with transaction():
        db.session.execute(insert(Person), [_person(n) for n in range(1, PEOPLE + 1)])
        db.session.execute(insert(Organisation), [_organisation(n) for n in numbers])
        calls = [_call(n) for n in range(1, CALLS * organisations + 1)]
        db.session.execute(insert(Call), calls)
        kept = [(n, n % PEOPLE + 1) for n in numbers]
        at = {"asked_at": clock.now(), "since": clock.now(), "state": KEEPS}
        rows = [{"organisation_id": o, "person_id": p, **at} for o, p in kept]
        db.session.execute(insert(Keeper), rows)
    settle()


def _turn(kind: str, number: int, how_many: int = 1) -> frozenset[str]:
    keys = list(words_of(kind))
    return frozenset(keys[(number + step) % len(keys)] for step in range(how_many))


def _one(kind: str, number: int) -> str:
    return next(iter(_turn(kind, number)))


def _person(number: int) -> dict[str, Any]:
    name = f"melos{number}"
    return {
        **{"id": number, "handle": name, "name": name, "email": f"{name}@example.org"},
        **{"joined_at": clock.now(), "confirmed_at": clock.now(), "trust": 1},
    }


def _organisation(number: int) -> dict[str, Any]:
    name, words = f"Κήπος γειτονιάς {number}", "Φροντίζουμε κήπους και μαθαίνουμε μαζί. " * 4
    at = clock.now()
    return {
        **{"id": number, "slug": f"o-{number}", "name_el": name, "name_key": sort_key(name)},
        **{
            "form": next(iter(_turn("forms", number))),
            "place": next(iter(_turn("places", number))),
        },
        **{"sectors": _turn("sectors", number, 3), "services": _turn("services", number, 4)},
        **{"needs": _turn("services", number + 5, 3), "summary_el": words, "about_el": words * 8},
        **{"found_by": fold(name + words * 9), "state": LISTED},
        **{"made_at": at, "listed_at": at, "changed_at": at},
    }


def _call(number: int) -> dict[str, Any]:
    at = clock.now() - timedelta(minutes=number)
    return {
        **{"id": number, "organisation_id": (number - 1) // CALLS + 1},
        **{"kind": (SEEK, OFFER)[number % 2], "service": _one("services", number)},
        **{"title": f"Ανάγκη {number}", "text": "Λόγια. " * 20, "days": 30},
        **{"made_at": at, "ends_at": clock.now() + timedelta(days=1 + number % 30)},
    }


def costs(app: Flask, organisations: int) -> Iterator[tuple[str, Cost]]:
    """Each page, with its statements and its milliseconds."""
    guest, member = app.test_client(), browser_of(app, 7)
    for what, path, signed_in in PAGES:
        yield what, cost(partial(get, member if signed_in else guest, path))


if __name__ == "__main__":
    main()
