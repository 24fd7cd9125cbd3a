"""What a run says: lines of text, with an aim beside each figure that has one."""

import os
from collections.abc import Iterator
from datetime import date

from benchmarks.measure import NOISY, Series
from benchmarks.scenarios import GROWTH_AIM

# Rows -> the most that building the index may take (seconds) and hold (MB per worker).
REBUILD_AIMS = {1_000: (0.05, None), 100_000: (4.0, 60.0)}
HEAD = (
    f"{'':<32}{'ms':>9}{'x (a)':>9}{'(b)':>9}{'aim':>7}  {'verdict':<10}{'(a) ms':>7}{'spread':>8}"
)


def opening(filled: dict, rounds: int, day: date) -> Iterator[str]:
    """On what and when was measured."""
    busy = f"{os.getloadavg()[0]:.1f} busy on average" if hasattr(os, "getloadavg") else ""
    yield ""
    yield (
        f"{filled['total']:,} interventions, {filled['database']}, Python {filled['python']}, "
        f"{os.cpu_count()} cores ({busy}), {rounds} rounds, {day}"
    )
    yield f"Filled in {filled['fill_seconds']:.1f} s, of which {filled['made']:,} were generated."
    yield f"Site and yardstick agree on 30 random selections; {filled['agreed']} found something."


def rebuilding(found: dict) -> Iterator[str]:
    """Building the index, beside the aims when there are some for this number of rows."""
    seconds, megabytes = REBUILD_AIMS.get(found["rows"], (None, None))
    yield (
        f"Index: {found['index_seconds'] * 1000:,.0f} ms{_aim(seconds and seconds * 1000)}, "
        f"{found['index_kept_mb']:.1f} MB kept, {found['index_peak_mb']:.1f} MB at its peak"
        f"{_aim(megabytes)}; vocabulary of the search: "
        f"{found['vocabulary_seconds'] * 1000:,.0f} ms"
    )


def _aim(most: float | None) -> str:
    return f" (aim {most:g})" if most else ""


def table(series: list[Series]) -> Iterator[str]:
    """A line per scenario: (a) is a constant page of the same size, (b) the yardstick."""
    yield HEAD
    for one in series:
        plain, aim = one.yardstick_ratio, one.scenario.aim
        yield (
            f"{one.scenario.name:<32}"
            f"{_middle(one.seconds) * 1000:>9.1f}{one.ratio:>9.1f}"
            f"{f'{plain:.1f}' if plain else '':>9}{f'{aim:g}' if aim else '':>7}  "
            f"{one.verdict:<10}{_middle(one.constant) * 1000:>7.2f}{one.spread:>8.2f}"
        )
    noisy = sum(one.is_noisy for one in series)
    if noisy:
        yield (
            f"THE MACHINE WAS TOO NOISY for a verdict on {noisy} of {len(series)} lines: "
            f"between rounds (a) or the ratio differed by more than {NOISY:g} x."
        )


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def growth(smallest: tuple[int, list[Series]], largest: tuple[int, list[Series]]) -> Iterator[str]:
    """How much more the warm pages cost with more rows."""
    yield f"\nGrowth from {smallest[0]:,} to {largest[0]:,} interventions (aim {GROWTH_AIM:g})"
    for small, large in zip(smallest[1], largest[1], strict=True):
        if small.scenario.grows:
            times = large.ratio / small.ratio
            unsure = small.is_noisy or large.is_noisy
            verdict = "too noisy" if unsure else "met" if times <= GROWTH_AIM else "missed"
            yield f"{small.scenario.name:<32}{times:>9.2f} x  {verdict}"
