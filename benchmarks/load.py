"""Many visitors at once: wrk asks the addresses of a list in turn, over kept connections."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.parts import program
from benchmarks.server import Broken

SCRIPT = """
local addresses, next = {{{addresses}}}, 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function()
    next = next % #addresses + 1
    return wrk.format("GET", addresses[next])
end
local thread
setup = function(one) thread = one end
init = function() broken = 0 end
response = function(status)
    if status >= 400 and status ~= 429 and status ~= 503 then broken = broken + 1 end
end
done = function() print("Broken: " .. thread:get("broken")) end
"""
ERRORS = re.compile(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}
SIZES = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


@dataclass(frozen=True)
class Load:
    """What wrk saw: how many answers, and the seconds of the slowest."""

    answers: int
    refused: int  # neither 2xx nor 3xx
    broken: int  # of those, neither 429 nor 503
    unanswered: int  # no answer, or half of one
    per_second: float
    slowest: float
    bytes_per_answer: float

    @property
    def failed(self) -> int:
        return self.refused + self.unanswered


@contextmanager
def under_load(
    url: str, addresses: Sequence[str], *, seconds: int, connections: int = 16
) -> Iterator[list[Load]]:
    """Ask these addresses of the site while the block runs, and after it until the time is over.

    The list gets what wrk saw once the block has ended. An answer may take 30 seconds.
    """
    found: list[Load] = []
    with TemporaryDirectory(prefix="load-") as folder:
        script = Path(folder) / "load.lua"
        quoted = ", ".join(f'"{address}"' for address in addresses)
        script.write_text(SCRIPT.format(addresses=quoted))
        options = f"-t 1 -c {connections} -d {seconds}s --timeout 30s -s {script}"
        process = subprocess.Popen(  # noqa: S603 - a program of the system
            [program("wrk"), *options.split(), url], stdout=subprocess.PIPE, text=True
        )
        try:
            yield found
            text, _ = process.communicate(timeout=seconds + 60)
        finally:
            process.kill()
            process.wait()
        found.append(read(text))


def read(text: str) -> Load:
    """What wrk printed. Raises Broken when that is no result."""
    total = re.search(r"(\d+) requests in [\d.]+\w+, ([\d.]+)(\w+) read", text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    broken = re.search(r"Broken: (\d+)", text)
    slowest = re.search(r"Latency\s+\S+\s+\S+\s+([\d.]+)(us|ms|s|m)", text)
    if not (total and rate and broken and slowest):
        raise Broken(f"wrk said:\n{text}")
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    unanswered = ERRORS.search(text)
    answers = int(total[1])
    return Load(
        answers=answers,
        refused=int(refused[1] if refused else 0),
        broken=int(broken[1]),
        unanswered=sum(map(int, unanswered.groups() if unanswered else ())),
        per_second=float(rate[1]),
        slowest=float(slowest[1]) * UNITS[slowest[2]],
        bytes_per_answer=float(total[2]) * SIZES[total[3]] / max(answers, 1),
    )
