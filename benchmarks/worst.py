"""The slowest addresses of the base that DATABASE_URL names: `python -m benchmarks.worst`.

Asks for random addresses, keeps the slowest, and goes on with others like those. Of a file of the
whole base the first bytes count. Everything is asked of gunicorn, without the page cache, so that
each address costs what it costs the first visitor.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from heapq import nlargest
from http.client import HTTPException
from pathlib import Path
from random import Random

import django
from django.core.management import call_command

FIRST = 64 * 1024  # bytes of a file: no more is asked of one
LIMIT = 2.0  # seconds, the goal
LIKE = 0.6  # the part of the addresses that are like a slow one


def main(kept: int, asked: int, seed: int, url: str) -> int:
    from benchmarks.addresses import Addresses  # noqa: PLC0415 - Django has to start first
    from benchmarks.server import serving  # noqa: PLC0415

    addresses, rng = Addresses(seed), Random(seed)  # noqa: S311 - repeatable on purpose
    seconds: dict[str, float] = {}
    statuses: Counter[int] = Counter()
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
                seconds[address], status = head_of(visitor, address)
                statuses[status] += 1
                if status >= 500:
                    print(f"{status} {seconds[address]:.2f} {address}")
                if len(seconds) % 200 == 0:
                    slow = nlargest(kept // 10 + 1, seconds, key=seconds.__getitem__)
                    print(f"{len(seconds)} asked, slowest {seconds[slow[0]]:.2f} s", flush=True)
            worst = nlargest(kept, seconds, key=seconds.__getitem__)
            # Once more, so that what else the machine did does not count.
            again = {
                one: min(seconds[one], head_of(visitor, one)[0])
                for one in worst
                if seconds[one] > LIMIT
            }
    over = {address: took for address, took in again.items() if took > LIMIT}
    for address in sorted(over, key=over.__getitem__, reverse=True)[:40]:
        print(f"{over[address]:6.2f} s  {address[:300]}")
    for address in worst[:20]:
        print(f"{again.get(address, seconds[address]):6.2f} s  {address[:160]}")
    print(
        f"The {len(worst)} worst of {len(seconds)} addresses: {len(over)} over {LIMIT:g} s, "
        f"the slowest {max(again.get(one, seconds[one]) for one in worst):.2f} s; "
        f"by status {dict(statuses)}"
    )
    return 1 if over else 0


def collect(folder: Path) -> None:
    from django.conf import settings  # noqa: PLC0415

    settings.STATIC_ROOT = folder / "static"
    call_command("collectstatic", interactive=False, verbosity=0)


def head_of(visitor, address: str) -> tuple[float, int]:
    """Seconds until the first bytes of an answer, or all of a short one; and its status."""
    for _ in range(3):
        started = time.perf_counter()
        try:
            visitor.connection.request("GET", address)
            response = visitor.connection.getresponse()
            response.read(FIRST)
        except (OSError, HTTPException):
            visitor.connection.close()
            continue
        took = time.perf_counter() - started
        if not response.isclosed() or response.will_close:
            visitor.connection.close()
        if response.status == 503 and response.getheader("Retry-After") == "5":
            time.sleep(1)  # a file that is made for who went away still has its place
            continue
        return took, response.status
    return time.perf_counter() - started, 599


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=int, default=2000, help="how many count as the worst")
    parser.add_argument("--asked", type=int, default=20_000, help="how many are asked for")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    import os

    django.setup()
    sys.exit(main(options.kept, options.asked, options.seed, os.environ["DATABASE_URL"]))
