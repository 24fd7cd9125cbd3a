"""The memory of the workers while mixed pages are read: `python -m benchmarks.memory`.

On the base that DATABASE_URL names, under gunicorn as in production, with the page cache. Eight
visitors at once; every half a minute the memory of each worker in MB. The end says whether it was
flat: the largest of the last third at most 1.05 times the largest of the middle third.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import django

VISITORS = 8
FLAT = 1.05


def main(minutes: float, seed: int, url: str) -> int:
    from benchmarks.addresses import Addresses  # noqa: PLC0415 - Django has to start first
    from benchmarks.server import Visitor, serving  # noqa: PLC0415
    from benchmarks.worst import collect, head_of, say, workers  # noqa: PLC0415

    made = Addresses(seed)
    end = time.monotonic() + minutes * 60
    asked = [0] * VISITORS
    lock = threading.Lock()

    def read(number: int, port: int) -> None:
        visitor = Visitor(port)
        while time.monotonic() < end:
            with lock:
                address = made.any()
            with suppress(OSError, HTTPException):
                head_of(visitor, address)
            asked[number] += 1

    series: dict[int, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="memory-") as name:
        folder = Path(name)
        collect(folder)
        with serving(url, folder, page_cache=True) as visitor:
            port = visitor.connection.port
            threads = [
                threading.Thread(target=read, args=(number, port)) for number in range(VISITORS)
            ]
            for thread in threads:
                thread.start()
            pause = min(30.0, minutes * 60 / 12)
            while time.monotonic() < end:
                time.sleep(pause)
                for pid in workers():
                    series.setdefault(pid, []).append(resident(pid))
                row = "  ".join(f"{pid}: {values[-1]:.0f} MB" for pid, values in series.items())
                say(f"{sum(asked):7} asked  {row}")
            for thread in threads:
                thread.join()
    is_flat = True
    for pid, values in series.items():
        third = len(values) // 3
        middle, last = max(values[third : 2 * third]), max(values[2 * third :])
        is_flat &= last <= FLAT * middle
        say(f"worker {pid}: {values[0]:.0f} MB at first, {middle:.0f} in the middle, {last:.0f}")
    say("flat" if is_flat else "not flat")
    return 0 if is_flat else 1


def resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    django.setup()
    sys.exit(main(options.minutes, options.seed, os.environ["DATABASE_URL"]))
