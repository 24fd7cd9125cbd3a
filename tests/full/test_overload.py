"""More visitors than can be served: who waited too long is told so, and then it is over."""

import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from benchmarks.bases import throw_away
from benchmarks.load import under_load
from benchmarks.server import run_inside, serving

pytestmark = pytest.mark.full
SECONDS = 60
AT_CAPACITY = 8  # visitors that keep two workers busy
CROWD = 600  # two processes keep 800 connections, not divided evenly
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
    addresses = [f"/interventies/?q=w{number}" for number in range(2000)]
    with serving(url, folder, page_cache=False) as visitor:
        site = f"http://127.0.0.1:{visitor.connection.port}"
        alone = min(visitor.ask("/interventies/").seconds for _ in range(20))
        with under_load(site, addresses, seconds=10, connections=AT_CAPACITY) as calm:
            pass
        with under_load(site, addresses, seconds=SECONDS, connections=CROWD) as rush:
            pass
        over = time.monotonic()
        while time.monotonic() - over < SECONDS:
            with suppress(OSError, HTTPException):
                if visitor.ask("/interventies/").seconds < NORMAL * alone:
                    break
        back = time.monotonic() - over
    (calm,), (rush,) = calm, rush
    served = rush.answers - rush.refused
    figure = f"{rush.per_second / calm.per_second:.1f} x of {calm.per_second:.0f} pages a second: "
    figure += f"{served} pages, {rush.refused} refused, {rush.broken} broken, "
    figure += f"{rush.unanswered} unanswered"
    promise(
        f"{CROWD} visitors at once for {SECONDS} s get a page, 429 or 503",
        figure,
        met=not rush.broken and not rush.unanswered,
    )
    promise("Normal within 10 s after that", f"{back:.1f} s", met=back <= 10)
    assert rush.refused
    assert not rush.broken


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
