"""Readers that behave badly, and one that tells what it knows: called in the child process."""

import os
import sys
import time
from pathlib import Path


def told(data: bytes, *, twice: str) -> dict:
    return {
        "data": data.hex(),
        "twice": twice,
        "environment": list(os.environ),
        "modules": list(sys.modules),
        "open": [os.path.realpath(one) for one in Path("/proc/self/fd").iterdir()],
        "group": os.getpgid(0),
    }


def spinning(data: bytes) -> None:
    while True:
        pass


def sleeping(data: bytes) -> None:
    time.sleep(60)


def greedy(data: bytes) -> int:
    return len(bytes(1024 * 1024 * 1024))


def talkative(data: bytes) -> str:
    return "a" * 5_000_000


def dying(data: bytes) -> None:
    os.abort()


def talking_nonsense(data: bytes) -> None:
    sys.stdout.write("{")
    sys.stdout.flush()
    os._exit(0)
