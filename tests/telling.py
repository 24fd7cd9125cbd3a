"""What `make test` says of each step, and at the end of all of them."""

import sys
from dataclasses import dataclass, field

HALF = 40  # lines of a check's output to show at each end: a formatter can go on for thousands


@dataclass
class Result:
    """How one step went. A check counts only when it fails; a run counts its tests."""

    name: str
    seconds: float
    output: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    tests: list[tuple[float, str]] = field(default_factory=list)
    promises: list[tuple[str, str, bool]] = field(default_factory=list)  # what, figure, whether met

    def __str__(self) -> str:
        if self.tests:
            verdict = f"{self.passed} passed, {self.failed} failed"
        else:
            verdict = "FAILED" if self.failed else "ok"
        return f"{self.name:<28}{self.seconds:8.1f} s  {verdict}"


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def show(result: Result) -> None:
    """One line; for a run of tests all its output, for a check that failed both ends of it."""
    say(str(result))
    lines = result.output.strip().splitlines()
    if not result.tests and len(lines) > 2 * HALF:
        lines = [*lines[:HALF], f"... {len(lines) - 2 * HALF} lines ...", *lines[-HALF:]]
    if result.tests or result.failed:
        say("\n".join(["-" * 100, *lines, "-" * 100]))


def show_promises(results: list[Result]) -> None:
    promises = [promise for result in results for promise in result.promises]
    if promises:
        say("\nPromise, figure, result")
    for text, figure, met in promises:
        say(f"{'met   ' if met else 'MISSED'}  {text}: {figure}")


def summary(results: list[Result], left_out: list[str], *, strict: bool) -> int:
    """Say how everything went; gives the number of failures."""
    show_promises(results)
    tests = [(seconds, result.name, test) for result in results for seconds, test in result.tests]
    say("\nThe ten slowest tests")
    for seconds, run, test in sorted(tests, reverse=True)[:10]:
        say(f"{seconds:8.2f} s  {test}  ({run.removeprefix('pytest ')})")
    say("\nAll steps")
    for result in results:
        say(str(result))
    missing = left_out + [
        f"{result.skipped} tests that were skipped, {result.name}"
        for result in results
        if result.skipped
    ]
    for what in missing:
        say(f"\n!!! NOT RUN: {what}")
    failed = sum(result.failed for result in results) + (len(missing) if strict else 0)
    say(f"\n{sum(result.passed for result in results)} passed, {failed} failed")
    return failed
