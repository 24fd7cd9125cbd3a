"""How much is read of a file at the desk, and how much by the command."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
WIDEST = 200
BLANK_LINES = 20_000  # so many lines without anything may stand between the rows


class Refused(Exception):
    """The file, or the import of it, is refused as a whole; the text says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """Rows per sheet, bytes of the file; bytes and cells of a workbook; `instead`: what to do."""

    rows: int
    size: int
    unpacked: int
    cells: int
    instead: str


DESK = Limits(
    2000,
    5 * MEGABYTE,
    60 * MEGABYTE,
    500_000,
    "Knip het bestand in stukken, of vraag een beheerder om het in te lezen met de opdracht: "
    "manage.py import_interventions BESTAND",
)
COMMAND = Limits(
    200_000, 500 * MEGABYTE, 2000 * MEGABYTE, 100_000_000, "Knip het bestand in stukken."
)


@dataclass(frozen=True)
class DocumentLimits:
    """Bytes of a document, as it is and unpacked; parts of its XML (`cells`, as `Limits` has it),
    pages, blocks and signs; `instead`: what to do.
    """

    size: int
    unpacked: int
    cells: int
    pages: int
    blocks: int
    characters: int
    instead: str


DOCUMENT = DocumentLimits(
    DESK.size,
    60 * MEGABYTE,
    100_000,
    200,
    10_000,
    500_000,
    "Bewaar alleen het werkblad zelf, zonder plaatjes en bijlagen, en probeer het nog eens.",
)


def check_size(size: int, limits: Limits | DocumentLimits) -> None:
    """Raises Refused when the file is too big to be opened."""
    if size > limits.size:
        megabytes = limits.size // MEGABYTE
        raise Refused(f"Dit bestand is groter dan {megabytes} MB. {limits.instead}")


def check_width(cells: int, line: int) -> None:
    """Raises Refused when more cells stand side by side than any list has columns."""
    if cells > WIDEST:
        raise Refused(f"Op regel {line} staan meer dan {WIDEST} cellen naast elkaar.")


def check_text(characters: int, limits: Limits) -> None:
    """Raises Refused when the cells say too much: a workbook may hold one long text many times."""
    if characters > limits.unpacked:
        raise Refused(f"In dit bestand staat veel te veel tekst. {limits.instead}")


def check_rows(rows: int, line: int, limits: Limits) -> None:
    """Raises Refused at the first row too many, or after endless empty lines: no more is read."""
    if rows > limits.rows:
        thousands = f"{limits.rows:,}".replace(",", ".")
        raise Refused(f"Dit bestand heeft meer dan {thousands} regels. {limits.instead}")
    if line > limits.rows + BLANK_LINES:
        raise Refused("In dit bestand staan te veel lege regels. Haal die eerst weg.")
