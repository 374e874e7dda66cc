"""`python -m bench.funding`: what the funding finder costs with 50 and 10,000 entries.

    .venv/bin/python -m bench.funding --out bench/funding.md

First each page is asked for in this process, at each size, on both databases; and a fact is changed
while 2,000 people keep a search. Then, at the larger size, the finder is served as `kalo serve`
serves it, beside the bare page.
"""

from collections.abc import Iterator
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
from kalo.toolbox.models.facts import FactRow
from kalo.toolbox.tools.funding import actions, queries
from kalo.toolbox.tools.funding.models import Funding, FundingSearch
from kalo.toolbox.tools.funding.reading import entry_row
from kalo.toolbox.tools.funding.rules import REGION_KEYS

AT = "/toolbox/tools/funding/"
SET, PEOPLE = "funding-private", 2_000
ALL = "form=loan&area=attica&amount=20000&legal=koinsep&stage=new&state=unknown&within=90"
PAGES = (
    ("directory, guest", f"{AT}directory/", False),
    ("directory, member", f"{AT}directory/", True),
    ("all filters", f"{AT}directory/?{ALL}", False),
    ("words", f"{AT}directory/?q=δάνειο+εργαστήρια", False),
    ("words in Latin letters", f"{AT}directory/?q=daneio", False),
    ("one entry", f"{AT}directory/private/n-7/", False),
    ("three side by side", f"{AT}directory/compare?entry=private/n-1&entry=private/n-2", False),
    ("the tool, answered", f"{AT}?form=loan&amount=20000&area=attica&chosen=private/n-3", False),
)


@click.command()
@click.option("--entries", "sizes", multiple=True, type=int, default=(50, 10_000))
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
    title = "How fast the funding finder answers"
    keep_report(report_of_a_list(title, "bench.funding", grown, "entries", served), out)


def fill(entries: int) -> None:
    """So many entries, a tenth of them with a deadline, and people who each keep a search."""
    with transaction():
        facts = [_fact(number) for number in range(1, entries + 1)]
        db.session.execute(insert(FactRow), facts)
        rows = [{**entry_row({**f, "set": SET}), "fact_id": f["id"]} for f in facts]
        stamps = {"version": 1, "moves": 0, "made_at": clock.now(), "changed_at": clock.now()}
        db.session.execute(insert(Funding), [{**row, **stamps} for row in rows])
        db.session.execute(insert(Person), [_person(number) for number in range(1, PEOPLE + 1)])
        db.session.execute(insert(FundingSearch), [_kept(n) for n in range(1, PEOPLE + 1)])
    settle()


def _fact(number: int) -> dict[str, Any]:
    called = {"el": f"Δάνειο για εργαστήρια {number}", "en": f"Loan for workshops {number}"}
    words = {"el": "Τράπεζα και φορείς της περιοχής", "en": "Bank and bodies of the area"}
    about: dict[str, Any] = {
        **{"name": called, "giver": words, "recipients": words, "family": "private"},
        **{"forms": ["loan", "grant"][: 1 + number % 2], "stages": ["new"], "state": "unknown"},
        **{"areas": [REGION_KEYS[number % len(REGION_KEYS)]], "least": 1_000 * (number % 30)},
        **({} if number % 10 else {"closes": f"2027-{number % 12 + 1:02}-15"}),
    }
    return {
        **{"id": number, "set_name": SET, "key": f"n-{number}", "leaf": "funding-private"},
        **{"position": number, "text_el": called["el"] * 4, "text_en": called["en"] * 4},
        **{"unit_el": "", "unit_en": "", "source_title": "x", "source_url": "", "value": None},
        **{"checked": clock.today(), "mark": "seen", "expires": None, "about": about},
        **{"revision": 1, "changed_at": clock.now(), "by_hand": False, "file_mark": ""},
    }


def _person(number: int) -> dict[str, Any]:
    name = f"melos{number}"
    return {
        **{"id": number, "handle": name, "name": name, "email": f"{name}@example.org"},
        **{"joined_at": clock.now(), "confirmed_at": clock.now(), "trust": 1},
    }


def _kept(number: int) -> dict[str, Any]:
    asked = {"form": ["grant"], "amount": 500 * number, "area": REGION_KEYS[number % 13]}
    stamps = {"made_at": clock.now(), "changed_at": clock.now()}
    ticks = {"tells": True, "in_calendar": True}
    return {"person_id": number, "name": "Οι δικές μου", "asked": asked, **ticks, **stamps}


def costs(app: Flask, entries: int) -> Iterator[tuple[str, Cost]]:
    """Each page, and a fact that changes: its row, and whom of all who keep a search it suits."""
    guest, member = app.test_client(), browser_of(app, 7)
    for what, path, signed_in in PAGES:
        yield what, cost(partial(get, member if signed_in else guest, path))
    yield "a fact changes", cost(_change)
    yield f"whom of {PEOPLE:,} it suits", cost(_weigh)


def _change() -> None:
    with transaction():
        actions.keep_equal(SET, ["n-9"])


def _weigh() -> None:
    with transaction():
        entry = queries.with_words(9)
        assert entry is not None
        actions.whom_it_suits(entry)


if __name__ == "__main__":
    main()
