"""More visitors than can be served: who waited too long is told so, and then it is over."""

import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from benchmarks.bases import throw_away
from benchmarks.server import Visitor, run_inside, serving

pytestmark = pytest.mark.full
SECONDS = 60
TIMES = 4  # the capacity
AT_CAPACITY = 8  # visitors that keep two workers busy
NORMAL = 3  # times what a page takes alone is normal
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("overload")
    with throw_away("sqlite", folder) as url:
        run_inside(url, folder, "fill", "1000", "1")
        yield url, folder


def test_four_times_the_capacity_ends_in_503_and_nothing_else(base, promise):
    url, folder = base
    statuses: Counter[int | str] = Counter()
    with serving(url, folder, page_cache=False) as visitor:
        alone = min(visitor.ask("/interventies/").seconds for _ in range(20))
        port, end = visitor.connection.port, time.monotonic() + SECONDS

        def read(number: int) -> None:
            mine, asked = Visitor(port), 0
            while time.monotonic() < end:
                asked += 1
                try:
                    status: int | str = mine.ask(f"/interventies/?q=w{number}x{asked}").status
                except (OSError, HTTPException) as error:
                    mine.connection.close()
                    status = type(error).__name__
                statuses[status] += 1

        crowd = [
            threading.Thread(target=read, args=[number]) for number in range(TIMES * AT_CAPACITY)
        ]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        over = time.monotonic()
        while time.monotonic() - over < SECONDS:
            with suppress(OSError, HTTPException):
                if visitor.ask("/interventies/").seconds < NORMAL * alone:
                    break
        back = time.monotonic() - over
    others = {status: count for status, count in statuses.items() if status not in (200, 429, 503)}
    promise(
        f"At {TIMES} x the capacity for {SECONDS} s: 429 or 503 and nothing else",
        f"{dict(statuses)}",
        met=not others,
    )
    promise("Normal within 10 s after that", f"{back:.1f} s", met=back <= 10)
    assert not [status for status in others if isinstance(status, int)]


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (["memory", "--minutes", "10"], "The memory of a worker is flat after ten minutes"),
        (
            ["worst", "--asked", "2000", "--kept", "200"],
            "None of the worst addresses takes over 2 s (1,000 interventions)",
        ),
    ],
)
def test_the_commands_that_look_for_trouble_find_none(base, promise, command, text):
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{command[0]}", *command[1:]],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "ENVIRONMENT": "development",
            "DATABASE_URL": base[0],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "only-for-a-benchmark",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    promise(text, lines[-1] if lines else done.stderr[-300:], met=done.returncode == 0)
    assert lines
