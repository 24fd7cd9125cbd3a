"""Rounds of requests, interleaved with those for a constant page of the same size.

Every ratio is taken within its round: what else the machine does then weighs on both sides alike.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from benchmarks.scenarios import Scenario
from benchmarks.server import Broken, Visitor

REQUESTS = 15  # per scenario and round
TWINS = 3  # of those, asked of the yardstick too
PATIENCE = 2.0  # seconds per scenario and round, after which what was asked is enough
NOISY = 1.5  # how much rounds may differ: above this there is no verdict


@dataclass
class Series:
    """What was measured of one scenario: a median per round."""

    scenario: Scenario
    size: int = 0
    seconds: list[float] = field(default_factory=list)
    constant: list[float] = field(default_factory=list)
    yardstick: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Multiples of the constant page: the median over the rounds."""
        return median(_ratios(self.seconds, self.constant))

    @property
    def yardstick_ratio(self) -> float | None:
        return median(_ratios(self.yardstick, self.constant)) if self.yardstick else None

    @property
    def spread(self) -> float:
        """How much rounds differ: the constant page in time, or the page in its ratio."""
        ratios = _ratios(self.seconds, self.constant)
        return max(max(values) / min(values) for values in (self.constant, ratios))

    @property
    def is_noisy(self) -> bool:
        return self.spread > NOISY

    @property
    def verdict(self) -> str:
        if self.scenario.aim is None:
            return ""
        if self.is_noisy:
            return "too noisy"
        return "met" if self.ratio <= self.scenario.aim else "missed"


def _ratios(some: list[float], others: list[float]) -> list[float]:
    return [one / other for one, other in zip(some, others, strict=True)]


def measure(visitor: Visitor, scenarios: list[Scenario], rounds: int) -> list[Series]:
    """Every scenario once per round, after one round that does not count."""
    series = [Series(scenario) for scenario in scenarios]
    for one in series:
        # Without the headers of a scenario: a 304 is compared with the page that it saves.
        one.size = checked(visitor, Scenario(one.scenario.name, ""), one.scenario.path)[1]
    sources = [one.scenario.paths() for one in series]
    for _ in range(rounds):
        for one, paths in zip(series, sources, strict=True):
            measure_round(visitor, one, paths, rounds)
    return series


def measure_round(visitor: Visitor, series: Series, paths: Iterator[str], rounds: int) -> None:
    """One round of one scenario: page and constant page by turns, then the yardstick."""
    scenario = series.scenario
    most = len(scenario.words) // rounds if scenario.words else REQUESTS
    constant = Scenario("constant page", f"/benchmark/constant/{series.size}/")
    checked(visitor, constant, constant.path)
    asked, pages, constants = [], [], []
    for _ in within_patience(min(most, REQUESTS)):
        asked.append(next(paths))
        pages.append(checked(visitor, scenario, asked[-1])[0])
        constants.append(checked(visitor, constant, constant.path)[0])
    series.seconds.append(median(pages))
    series.constant.append(median(constants))
    if scenario.yardstick:
        yardstick = Scenario("yardstick", "")
        twins = [
            checked(visitor, yardstick, scenario.twin(path))[0]
            for path, _ in zip(asked, within_patience(TWINS), strict=False)
        ]
        series.yardstick.append(median(twins))


def within_patience(most: int) -> Iterator[int]:
    """Numbers up to `most`, but after PATIENCE no next one; always the first."""
    end = time.monotonic() + PATIENCE
    for number in range(most):
        if number and time.monotonic() > end:
            return
        yield number


def checked(visitor: Visitor, scenario: Scenario, path: str) -> tuple[float, int]:
    """Seconds and size of one answer. Raises Broken when it is not the answer to expect."""
    answer = visitor.ask(path, scenario.headers)
    expected = 304 if scenario.headers else 200
    if answer.status != expected:
        raise Broken(f"{scenario.name}: {path} gives {answer.status} and not {expected}")
    return answer.seconds, answer.size
