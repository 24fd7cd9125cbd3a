"""The slowest addresses of the base that DATABASE_URL names: `python -m benchmarks.worst`.

Asks for random addresses, keeps the slowest, and goes on with others like those. Of a file of the
whole base the first bytes count. Everything is asked of gunicorn, without the page cache, so that
each address costs what it costs the first visitor. With `--processor` only the time that the
workers are at work counts, and not what else the machine does; on SQLite that is all of it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from heapq import nlargest
from http.client import HTTPException
from pathlib import Path
from random import Random

import django
from django.core.management import call_command

FIRST = 64 * 1024  # bytes of a file: no more is asked of one
LIMIT = 2.0  # seconds, the goal
LIKE = 0.6  # the part of the addresses that are like a slow one


def main(kept: int, asked: int, seed: int, url: str, *, processor: bool) -> int:
    from benchmarks.addresses import Addresses  # noqa: PLC0415 - Django has to start first
    from benchmarks.server import serving  # noqa: PLC0415

    addresses, rng = Addresses(seed), Random(seed)  # noqa: S311 - repeatable on purpose
    seconds: dict[str, float] = {}
    statuses: Counter[int] = Counter()
    clock = of_workers if processor else time.perf_counter
    with tempfile.TemporaryDirectory(prefix="worst-") as name:
        folder = Path(name)
        collect(folder)
        with serving(url, folder, page_cache=False) as visitor:
            visitor.ask("/interventies/?q=buurt")  # builds the index and the vocabulary
            slow: list[str] = []
            while len(seconds) < asked:
                if slow and rng.random() < LIKE:
                    address = addresses.like(rng.choice(slow))
                else:
                    address = addresses.any()
                if address in seconds:
                    continue
                seconds[address], status = head_of(visitor, address, clock)
                statuses[status] += 1
                if status >= 500:
                    say(f"{status} {seconds[address]:.2f} {address}")
                if len(seconds) % 200 == 0:
                    slow = nlargest(kept // 10 + 1, seconds, key=seconds.__getitem__)
                    say(f"{len(seconds)} asked, slowest {seconds[slow[0]]:.2f} s")
            worst = nlargest(kept, seconds, key=seconds.__getitem__)
            # Once more, so that what else the machine did does not count.
            again = {
                one: min(seconds[one], head_of(visitor, one, clock)[0])
                for one in worst
                if seconds[one] > LIMIT
            }
    over = {address: took for address, took in again.items() if took > LIMIT}
    for address in sorted(over, key=over.__getitem__, reverse=True)[:40]:
        say(f"{over[address]:6.2f} s  {address[:300]}")
    for address in worst[:20]:
        say(f"{again.get(address, seconds[address]):6.2f} s  {address[:160]}")
    say(
        f"The {len(worst)} worst of {len(seconds)} addresses: {len(over)} over {LIMIT:g} s, "
        f"the slowest {max(again.get(one, seconds[one]) for one in worst):.2f} s; "
        f"by status {dict(statuses)}"
    )
    return 1 if over else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def collect(folder: Path) -> None:
    from django.conf import settings  # noqa: PLC0415

    settings.STATIC_ROOT = folder / "static"
    call_command("collectstatic", interactive=False, verbosity=0)


def of_workers() -> float:
    """The processor time of the server that this process started, in seconds."""
    ticks = 0
    for pid in workers():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def workers() -> list[int]:
    """The workers of the gunicorn that this process started: the children of its child."""
    return [pid for child in children(os.getpid()) for pid in children(child)]


def children(pid: int) -> list[int]:
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, file.read_text().split())
    return found


def head_of(visitor, address: str, clock=time.perf_counter) -> tuple[float, int]:
    """Seconds until the first bytes of an answer, or all of a short one; and its status."""
    for _ in range(3):
        started = clock()
        try:
            visitor.connection.request("GET", address)
            response = visitor.connection.getresponse()
            response.read(FIRST)
        except (OSError, HTTPException):
            visitor.connection.close()
            continue
        took = clock() - started
        if not response.isclosed() or response.will_close:
            visitor.connection.close()
        if response.status == 503 and response.getheader("Retry-After") == "5":
            time.sleep(1)  # a file that is made for who went away still has its place
            continue
        return took, response.status
    return clock() - started, 599


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=int, default=2000, help="how many count as the worst")
    parser.add_argument("--asked", type=int, default=20_000, help="how many are asked for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processor", action="store_true")
    options = parser.parse_args()
    django.setup()
    url = os.environ["DATABASE_URL"]
    sys.exit(main(options.kept, options.asked, options.seed, url, processor=options.processor))
