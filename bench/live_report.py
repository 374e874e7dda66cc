"""The report of the live room: what each size met, beside the bare server."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

HEAD = (
    *("people", "what they do", "server", "joined s", "due", "lost", "doubled"),
    *("p50 ms", "p95 ms", "p99 ms", "× bare p95"),
    *("CPU ms", "CPU ms each", "MB", "KB each"),
)
STORM = (
    *("people", "votes refused", "answered p50 ms", "p95 ms", "news each", "KB each"),
    *("CPU ms", "CPU ms each"),
)


def write(ours: list[Any], bare: list[Any], wrong: list[str], load: float) -> str:
    """The whole report as Markdown."""
    beside = {(each.people, each.deed): each for each in bare}
    talks = [each for each in ours if each.facts["due"]]
    lines = [line for each in talks for line in _both(each, beside[each.people, each.deed])]
    storms = [_storm(each) for each in ours if not each.facts["due"]]
    machine = (
        f"{os.cpu_count()} cores, Linux {platform.release()}, Python {platform.python_version()}"
    )
    return TEXT.format(
        talks=_table(HEAD, lines),
        storms=_table(STORM, storms),
        verdict="\n".join(wrong) or "Every vote stands in the log once.",
        machine=f"{machine}, {datetime.now(UTC):%Y-%m-%d}. Load average at the start: {load:.1f}.",
    )


def _both(ours: Any, bare: Any) -> Iterable[list[str]]:
    ratio = ours.facts["delays"]["p95"] / max(0.1, bare.facts["delays"]["p95"])
    yield _line(ours, "e-ΚΑΛΟ", f"{ratio:.1f}")
    yield _line(bare, "bare Node", "")


def _line(met: Any, server: str, ratio: str) -> list[str]:
    facts, delays = met.facts, met.facts["delays"]
    return [
        f"{met.people:,}",
        met.deed,
        server,
        f"{met.joined / 1000:.1f}",
        *(f"{facts[each]:,}" for each in ("due", "lost", "doubled")),
        *(f"{delays[each]:.0f}" for each in ("p50", "p95", "p99")),
        ratio,
        *_processor(met),
        f"{met.memory:.0f}",
        f"{1000 * max(0.0, met.memory - met.empty) / met.people:.0f}",
    ]


def _storm(met: Any) -> list[str]:
    facts = met.facts
    return [
        f"{met.people:,}",
        str(facts["refused"]),
        *(f"{facts['answers'][each]:.0f}" for each in ("p50", "p95")),
        f"{facts['news']:.0f}",
        f"{facts['bytes'] / 1000:.1f}",
        *_processor(met),
    ]


def _processor(met: Any) -> Iterable[str]:
    return f"{met.cpu_ms:,.0f}", f"{met.cpu_ms / met.people:.1f}"


def _table(head: tuple[str, ...], lines: list[list[str]]) -> str:
    rows = [list(head), ["---", *["---:"] * (len(head) - 1)], *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


TEXT = """\
# How fast the live room answers

Made by `python -m bench.live --out bench/live.md`. No test asserts a time.

{talks}

**due**: copies that should arrive, people × messages. **p50, p95, p99**: from the moment somebody
sends a message to the moment another person's page has it. **joined**: all of them one after the
other, fifty at a time, each with its page's state. **CPU**: processor time of the web server while
it lasted, and for each client (ten messages a second last ten seconds, one a second twenty).
**MB**: memory (PSS) of the web server with everybody in the room. **KB each**: what that
is more than before they came, for each of them.

## Everybody votes within five seconds

{storms}

{verdict} **answered**: from a vote to its receipt, which is kept by then. **news each**: hints that
each page got; votes of one moment are one hint.

## How it was measured

- The platform as `kalo serve` and `kalo worker` start them: gunicorn, one gevent worker, SQLite.
  Every message is an act: the person is looked up, asked for their seat, the log gets a number and
  a row that survives a power cut, and the piece of the page is written in the person's language.
  Votes that meet within a twentieth of a second are one change of the database.
- The bare server (bench/node/bare.mjs) does nothing but pass on a text of the same length, in
  Node with socket.io, WebSocket only, no compression.
- The clients (bench/node/crowd.mjs) are the real client library of Socket.IO, all in one other
  process on the same two cores, so they are part of every delay; the same for both servers.

{machine}
"""
