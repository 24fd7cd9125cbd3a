"""A description sheet that somebody gives, read in a process of its own."""

from dataclasses import asdict
from typing import Any

from interventions.intake.received.apart import Ceiling, read_apart
from interventions.intake.received.limits import DOCUMENT, MEGABYTE, check_size

READER = "interventions.intake.received.sheets.reading.description_of"
# Of ten seconds, one is for starting the process and for ending it.
CEILING = Ceiling(processor=10, clock=9, memory=300 * MEGABYTE, answer=20 * MEGABYTE)


def read_description(data: bytes, name: str) -> dict[str, Any]:
    """What the document says, as `sheets.reading.description_of` gives it.

    Raises Refused, with a sentence that says what the file is and what to do.
    """
    check_size(len(data), DOCUMENT)
    return read_apart(READER, data, CEILING, {"name": name, "limits": asdict(DOCUMENT)})
