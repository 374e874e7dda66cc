"""The report: a table, the machine, how it was measured, and what the numbers mean."""

import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.community import size_at
from bench.load import CONNECTIONS
from bench.measure import BARE, Turns
from bench.pages import Seen

SPIRIT = """\
django-spirit as bench/spirit.txt pins it, in the same run with the same people, topics and
posts: PostgreSQL, `CONN_MAX_AGE=60`, Whoosh, one gunicorn process with 16 threads and kept-open
connections, DEBUG off. Spirit lets only members search, so both lines of search show what its
member gets. **wrong** counts answers of Spirit that were no page."""
HEAD = ("page", "req/s", "p50 ms", "p99 ms", "CPU ms", "SQL", "kB", "× bare")


@dataclass(frozen=True)
class Run:
    """Everything that a report says."""

    scale: float
    rounds: int
    seconds: float
    load_before: float
    started_in: float
    bare_size: int
    seen: list[Seen]
    found: dict[str, Turns]
    memory: dict[str, tuple[float, float]]
    spirit: dict[str, Turns] = field(default_factory=dict)

    @property
    def client(self) -> str:
        """The program that made the load."""
        return self.found[BARE].bursts[0].client


def table(run: Run) -> str:
    """A line for each page, the bare one first."""
    lines = [_line(BARE, run.found[BARE], 0, run.bare_size)]
    for seen in run.seen:
        name = seen.page.name
        lines.append(_line(name, run.found[name], seen.statements, seen.size))
    return "\n".join([_row(HEAD), _row(["---", *["---:"] * (len(HEAD) - 1)]), *map(_row, lines)])


def _line(name: str, turns: Turns, statements: int, size: int) -> list[str]:
    return [
        name,
        f"{turns.rate:,.0f}",
        f"{turns.p50:.1f}",
        f"{turns.p99:.1f}",
        f"{turns.cpu_ms:.2f}",
        str(statements),
        f"{size / 1000:.1f}",
        f"{turns.ratio:.2f}",
    ]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(run: Run) -> str:
    """The whole report in Markdown."""
    return f"""# How fast the platform answers

Made by `make bench`; every run writes it anew. No test asserts a time.

{table(run)}
{_beside_spirit(run)}
**SQL**: statements of one request. **CPU ms**: processor time of the web server (gunicorn's
master and worker) for one request. **kB**: the body as it was sent, without compression unless the
line says so. **× bare**: requests per second beside the bare page of the same moment, the median
of all turns.

Memory (PSS): {_memory(run)}. From the start of web server and worker to the first answered page:
{run.started_in:.1f} s.

## The machine

{_machine(run)}

## How it was measured

{_method(run)}

## What the numbers mean

{_reading(run)}
"""


def _beside_spirit(run: Run) -> str:
    """The same pages by django-spirit, where it was asked for."""
    if not run.spirit:
        return ""
    lines = [
        [name, f"{run.found[name].rate:,.0f}", f"{turns.rate:,.0f}", _times(run, name),
         f"{run.found[name].cpu_ms:.2f}", f"{turns.cpu_ms:.2f}", str(turns.wrong)]
        for name, turns in run.spirit.items()
    ]  # fmt: skip
    head = ("page", "req/s", "Spirit", "×", "CPU ms", "Spirit's CPU ms", "wrong")
    rows = [_row(head), _row(["---", *["---:"] * (len(head) - 1)]), *map(_row, lines)]
    return "\n## Beside django-spirit\n\n" + "\n".join(rows) + f"\n\n{SPIRIT}\n"


def _times(run: Run, name: str) -> str:
    return f"{run.found[name].rate / max(run.spirit[name].rate, 0.01):.1f}"


def _memory(run: Run) -> str:
    said = (
        f"{part} {old:.0f} MB before the load, {new:.0f} MB after it"
        for part, (old, new) in run.memory.items()
    )
    return "; ".join(said)


def _machine(run: Run) -> str:
    return (
        f"{os.cpu_count()} cores ({_processor()}), {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{datetime.now(UTC):%Y-%m-%d}. Load average when the run began: {run.load_before:.1f} "
        "(what others did on the machine; 0 is quiet)."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _method(run: Run) -> str:
    size = size_at(run.scale)
    return f"""\
- Data (scale {run.scale:g}, always the same): {size.categories} categories,
  {size.topics:,} topics, {size.posts:,} posts, {size.people:,} members, one topic with
  {size.long_topic:,} posts ("topic" above), {size.events:,} events, the content of the platform,
  read marks of the measured member.
- Web server and worker run as `kalo serve` and `kalo worker` start them (gunicorn, one gevent
  worker, logs on); the bare page (bench/bare.py: Flask and Jinja, 20 rows, no database, about as
  many bytes as the first page of the topic for a guest) under the same gunicorn command.
- Load: {run.client}, {CONNECTIONS} kept-open connections in a closed loop, from another process
  on the same machine; {run.rounds} rounds of {run.seconds:g} s for each page, and before each a
  short turn of the bare page; medians of the rounds. Visitors send the cookies they have; their
  addresses (X-Forwarded-For) change with every request, so the limit of search stays as it is.
- Every answer had the right status{_wrong(run)}."""


def _wrong(run: Run) -> str:
    wrong = sum(turns.wrong for turns in run.found.values())
    return f", but for {wrong:,}" if wrong else ""


def _reading(run: Run) -> str:
    """Three sentences, made of this run's numbers."""
    return "\n".join((_noise(run), _topic(run), _dearest(run)))


def _noise(run: Run) -> str:
    rates = sorted(burst.rate for burst in run.found[BARE].bursts)
    low, high = rates[len(rates) // 10], rates[-1 - len(rates) // 10]
    return (
        f"The same bare page gave between {low:,.0f} and {high:,.0f} requests per second from turn "
        "to turn (the tenth and the ninetieth of a hundred), so trust the ratios and the CPU time "
        "more than the rates, and no difference smaller than that spread."
    )


def _topic(run: Run) -> str:
    guest, member = (run.found.get(f"topic, first page, {who}") for who in ("guest", "member"))
    if guest is None or member is None:
        return "The pages of the topic were not measured in this run."
    bare = run.found[BARE].cpu_ms
    return (
        f"A page of the long topic costs a guest {guest.cpu_ms:.1f} ms and a member "
        f"{member.cpu_ms:.1f} ms of processor time, against {bare:.1f} ms for the bare page: "
        f"a guest's page has {guest.ratio:.2f} of its speed, a member's {member.ratio:.2f}."
    )


def _dearest(run: Run) -> str:
    cost = {seen.page.name: run.found[seen.page.name].cpu_ms for seen in run.seen}
    dearest = max(cost, key=lambda name: cost[name])
    most = max(run.seen, key=lambda seen: seen.statements)
    return (
        f"The dearest page is “{dearest}” with {cost[dearest]:.1f} ms, and “{most.page.name}” asks "
        f"most of the database ({most.statements} statements); all of it is one process on one "
        "core, and a client on the same machine takes its share of the other."
    )
