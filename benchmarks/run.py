"""One run: make a base, check the answers, measure, and say what was found."""

import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bases, report, scenarios
from benchmarks.measure import Series, measure
from benchmarks.server import run_inside, serving
from elements.dates import today

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What to measure: on which databases, with how many rows, how often."""

    sizes: list[int]
    kinds: list[str]
    rounds: int
    seed: int


@contextmanager
def stopped_in_order() -> Iterator[None]:
    """Being told to stop unwinds like Ctrl-C: servers and temporary folders go too."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@stopped_in_order()
def run(plan: Plan, say: Say) -> None:
    """Measure all that is planned, and say what was found as it is found."""
    for kind in plan.kinds:
        by_size = {size: measure_size(kind, size, plan, say) for size in sorted(plan.sizes)}
        sizes = list(by_size.items())
        if len(sizes) > 1:
            for line in report.growth(sizes[0], sizes[-1]):
                say(line)


def measure_size(kind: str, size: int, plan: Plan, say: Say) -> list[Series]:
    """Everything for one database and one number of rows, on a base of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-") as name,
        bases.throw_away(kind, Path(name)) as url,
    ):
        folder = Path(name)
        filled = json.loads(run_inside(url, folder, "fill", str(size), str(plan.seed)))
        for line in report.opening(filled, plan.rounds, today()):
            say(line)
        for line in report.rebuilding(json.loads(run_inside(url, folder, "rebuild"))):
            say(line)
        with serving(url, folder, page_cache=False) as visitor:
            wanted = scenarios.uncached(kind, filled["total"], filled["detail"])
            series = measure(visitor, wanted, plan.rounds)
        with serving(url, folder, page_cache=True) as visitor:
            etag = visitor.ask(scenarios.kept("")[0].path).etag
            series += measure(visitor, scenarios.kept(etag), plan.rounds)
        for line in report.table(series):
            say(line)
    return series
