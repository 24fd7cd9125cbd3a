"""The threads of a worker share one heap, and what is free in it goes back to the system."""

import re
from pathlib import Path

from config import heap
from tests.config.conftest import server, wait_for
from tests.config.test_slow_clients import HEADERS, ask

EACH = 64 * 2**20  # glibc reserves as much for the heap of a thread, and begins it at a multiple
REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (....) \S+ \S+ 0 *$", re.MULTILINE)


def test_no_thread_has_a_heap_of_its_own(collected):
    with server(collected) as running:
        assert ask(running.port, b"GET /healthz HTTP/1.1\r\n" + HEADERS + b"\r\n")
        (worker,) = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        found = REGION.findall(Path(f"/proc/{worker}/maps").read_text())
    regions = [(int(start, 16), int(end, 16), rights) for start, end, rights in found]
    rest = {start: end for start, end, rights in regions if rights == "---p"}
    assert len(regions) > 20
    assert not [
        start
        for start, end, rights in regions
        if rights == "rw-p" and start % EACH == 0 and rest.get(end) == start + EACH
    ]


def test_a_worker_that_grew_too_large_is_replaced_and_nobody_is_refused(collected):
    with server(collected, WORKER_MB="32") as running:  # no worker is that small
        for _ in range(5):
            answer = ask(running.port, b"GET /healthz HTTP/1.1\r\n" + HEADERS + b"\r\n")
            assert answer.startswith("HTTP/1.1 200")
        assert "Above WORKER_MB" in wait_for(running, "Above WORKER_MB")
        assert "Booting worker" in wait_for(running, "Booting worker")


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def test_what_is_free_between_what_is_in_use_goes_back():
    held = [b"x" * size for _ in range(1000) for size in (60_000, 600)]
    before = resident()
    del held[::2]
    heap.give_back()
    assert resident() < before - 40_000_000
    assert len(held) == 1000
