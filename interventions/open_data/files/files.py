"""Files as streams: CSV and JSON."""

import csv
import json
from collections.abc import Iterable, Iterator

from interventions.sheet.columns.guard import guarded

BOM = "\ufeff"  # tells spreadsheet programs that this is UTF-8


class _Echo:
    """Gives what is written to it back: for a csv writer without a file."""

    def write(self, line: str) -> str:
        return line


def csv_lines(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """A CSV file line by line, that no program takes a formula from."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(map(guarded, head))
    for row in rows:
        yield writer.writerow(map(guarded, row))


def json_lines(head: dict, documents: Iterable[dict]) -> Iterator[str]:
    """One JSON object: what the head says, and the documents under `interventies`, a line each."""
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "interventies": ['
    for number, document in enumerate(documents):
        yield f"{',' if number else ''}\n{json.dumps(document, ensure_ascii=False)}"
    yield "\n]}\n"
