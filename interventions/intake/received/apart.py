"""Read a file that somebody sent in a process of its own, with a ceiling on time and memory.

A new interpreter and not a fork: a fork of a process with threads may stop on a lock that another
thread held (docs/decisions/0031-files-are-read-apart.md). It gets the file and nothing else: no
settings, no secrets, no open files.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from interventions.intake.received.limits import Refused

# What may be called, and what helps when a file is too much for it: each takes the bytes of a file
# and named values, and gives plain data.
READERS = {
    "interventions.intake.received.spreadsheet.tables_of": (
        "Plak alleen de waarden in een nieuw, leeg bestand en probeer het daarmee nog eens."
    ),
    "interventions.intake.received.sheets.reading.description_of": (
        "Neem alleen de tekst van het werkblad over in een nieuw, leeg document, zonder plaatjes, "
        "en probeer het daarmee nog eens."
    ),
}
CHILD = Path(__file__).with_name("child.py")
KEPT = ("LD_LIBRARY_PATH", "TMPDIR")  # what an interpreter may need of the environment
TOO_MUCH = "Dit bestand vraagt te veel van onze computer."


@dataclass(frozen=True)
class Ceiling:
    """What reading may take: seconds of the processor and of the clock, bytes of memory, and bytes
    of the answer.
    """

    processor: int
    clock: int
    memory: int
    answer: int


def read_apart(reader: str, data: bytes, ceiling: Ceiling, values: Mapping[str, object]):
    """What the function of this dotted name makes of the file: plain data, as JSON can hold it.

    Raises Refused with the reader's own words, or with TOO_MUCH and what helps when it died or was
    stopped;
    ValueError when the function is not among READERS.
    """
    if reader not in READERS:
        raise ValueError(f"{reader} is no reader of files.")
    # Files and not pipes: nothing to keep reading, and the system holds the answer to its size.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        code = _run(reader, ceiling, values, given, answer)
        answer.seek(0)
        found = answer.read(ceiling.answer + 1)
    if code != 0 or len(found) > ceiling.answer:
        raise Refused(f"{TOO_MUCH} {READERS[reader]}")
    try:
        said = json.loads(found)
    except ValueError as error:  # it stopped halfway
        raise Refused(f"{TOO_MUCH} {READERS[reader]}") from error
    if "refused" in said:
        raise Refused(said["refused"])
    return said["found"]


def _run(reader, ceiling, values, given, answer) -> int:
    """The exit code of the child; that of a kill when it took longer than the clock allows."""
    process = subprocess.Popen(  # noqa: S603 - our own file, and words that we wrote
        [sys.executable, "-I", str(CHILD), reader, *map(json.dumps, (asdict(ceiling), values))],
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={name: os.environ[name] for name in KEPT if name in os.environ},
        start_new_session=True,
    )
    try:
        return process.wait(ceiling.clock)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:  # also when we are stopped ourselves
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
