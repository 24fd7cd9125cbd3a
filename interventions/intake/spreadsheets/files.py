"""From the bytes of a file to tables of text; what cannot be read is refused with a sentence."""

from dataclasses import asdict

from interventions.intake.received.apart import Ceiling, read_apart
from interventions.intake.received.limits import DESK, MEGABYTE, Limits, check_size
from interventions.intake.spreadsheets.tables import Table

READER = "interventions.intake.received.spreadsheet.tables_of"
AT_THE_DESK = Ceiling(processor=15, clock=40, memory=512 * MEGABYTE, answer=100 * MEGABYTE)
BY_COMMAND = Ceiling(processor=1800, clock=3600, memory=8000 * MEGABYTE, answer=4000 * MEGABYTE)


def read_file(name: str, data: bytes, limits: Limits) -> list[Table]:
    """The tables of a CSV or XLSX file. Raises Refused."""
    check_size(len(data), limits)
    ceiling = AT_THE_DESK if limits == DESK else BY_COMMAND
    values = {"name": name, "limits": asdict(limits)}
    return [Table(**table) for table in read_apart(READER, data, ceiling, values)]
