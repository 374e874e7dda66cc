"""Short turns, one page after the other and the bare page before each, so that noise hits all."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from bench import load, wrk
from bench.load import Burst, Target
from bench.pages import Seen
from bench.servers import Part

BARE = "the bare page"
WARM = 0.5  # seconds before anything counts
SHARE = 0.25  # the bare page is asked for so much of a turn, but before every page


@dataclass
class Turns:
    """What came of all turns of one page."""

    bursts: list[Burst] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests per second, the median of the turns."""
        return median(burst.rate for burst in self.bursts)

    @property
    def p50(self) -> float:
        """Milliseconds that half of the answers took at most."""
        return median(burst.p50 for burst in self.bursts)

    @property
    def p99(self) -> float:
        """Milliseconds that all but one in a hundred took at most."""
        return median(burst.p99 for burst in self.bursts)

    @property
    def cpu_ms(self) -> float:
        """Processor time of the web server for one request, in milliseconds."""
        return 1000 * sum(self.cpu) / max(1, self.requests)

    @property
    def ratio(self) -> float:
        """How fast it is beside the bare page of the same moment: 1 is as fast."""
        return median(self.ratios)

    @property
    def requests(self) -> int:
        """How many were answered."""
        return sum(burst.requests for burst in self.bursts)

    @property
    def wrong(self) -> int:
        """How many had another status than they should."""
        return sum(burst.wrong for burst in self.bursts)


def press(target: Target, seconds: float) -> Burst:
    """Load by the best client there is."""
    gets = shutil.which("wrk") and not (target.body or target.turns)
    return (wrk.press if gets else load.press_from_outside)(target, seconds)


def measure(
    web: Part, bare: Part, seen: list[Seen], rounds: int, seconds: float, step: Callable[[], object]
) -> dict[str, Turns]:
    """All pages, round after round; calls `step` after each turn."""
    targets = {each.page.name: target_of(each, web.port) for each in seen}
    found = {name: Turns() for name in (BARE, *targets)}
    for target in targets.values():
        press(target, min(WARM, seconds))
    for _round in range(rounds):
        for name, target in targets.items():
            floor = turn(found[BARE], bare, Target(bare.port, "/", {}), seconds * SHARE)
            burst = turn(found[name], web, target, seconds)
            found[BARE].ratios.append(1.0)
            found[name].ratios.append(burst.rate / floor.rate)
            step()
    return found


def target_of(seen: Seen, port: int) -> Target:
    """What the load asks for."""
    return Target(port, seen.page.path, seen.headers, seen.status)


def turn(turns: Turns, part: Part, target: Target, seconds: float) -> Burst:
    """One page for some seconds; what came of it is added to its turns."""
    before = part.cpu_seconds()
    burst = press(target, seconds)
    turns.cpu.append(part.cpu_seconds() - before)
    turns.bursts.append(burst)
    return burst
