"""The process that reads one file: `python -I child.py READER CEILING VALUES`, run by `apart`.

The file comes in by stdin, the answer goes out by stdout: `{"found": ...}` or `{"refused": ...}`.
Anything else that happens is an exit code, and no words.
"""

import importlib
import json
import resource
import sys
from contextlib import suppress
from pathlib import Path

FILES = 64  # that may be open at once


def main(reader: str, ceiling: dict, values: dict) -> None:
    confine(ceiling)
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    module, _, name = reader.rpartition(".")
    read = getattr(importlib.import_module(module), name)
    refused = importlib.import_module("interventions.intake.received.limits").Refused
    try:
        answer = {"found": read(sys.stdin.buffer.read(), **values)}
    except refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


def confine(ceiling: dict) -> None:
    """Before anything of the file is read: the system ends a process that goes above these."""
    for what, most in (
        (resource.RLIMIT_CPU, ceiling["processor"]),
        (resource.RLIMIT_AS, ceiling["memory"]),
        (resource.RLIMIT_FSIZE, ceiling["answer"]),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that lacks one, or has a lower one
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3]))
