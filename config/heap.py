"""How the C library gives memory to a server: one heap, and what is large apart from it.

By itself glibc makes a heap for each thread, and puts ever larger pieces in them once a large one
was freed. Each heap then keeps the holes that its largest page left: a worker went on growing
though nothing more was kept (docs/performance.md, Memory).
"""

import ctypes
import resource
from pathlib import Path

# Of mallopt(3). What is set is no longer adapted to what is freed.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
LARGE = 128 * 1024  # bytes


def share() -> None:
    """For this process and those that it forks; call it before there are threads.

    Does nothing where the C library has no such options, as musl and that of macOS.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        for option, value in {ARENA_MAX: 1, MMAP_THRESHOLD: LARGE, TRIM_THRESHOLD: LARGE}.items():
            mallopt(option, value)


def give_back() -> None:
    """Give the system the memory that is free between what is in use; takes some milliseconds."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def held() -> int:
    """The bytes of memory that this process takes now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()
