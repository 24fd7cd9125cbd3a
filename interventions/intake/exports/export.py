"""The documents of an export as cells, as if somebody had filled in a spreadsheet with them: so the
checks, the questions about words and the writing are those of the import.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from elements.dates import PARTIAL
from elements.text import fold
from interventions.intake.spreadsheets.tables import Fault, Table
from interventions.intake.spreadsheets.vocabulary import LEFT_OUT, Vocabulary, choice_key
from interventions.models.recognition import expires_on
from interventions.sheet import BOXES, Kind
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, Column
from interventions.sheet.columns.cells import NONE
from interventions.sheet.columns.guard import guarded
from interventions.sheet.names import LISTS

# What the other site gives by itself, or only its own editors can say.
NOT_READ = ("slug", "variantVan", "nagelezenDoorEigenaar")
COLUMNS = tuple(one for one in SHEET_COLUMNS if one.read and one.model and one.key not in NOT_READ)
STATED = tuple(one for one in STATEMENT_COLUMNS if not one.key.startswith("bron."))
NOTE = "aantekening"
# The list of a column, as the export calls it.
LIST_OF = {str(model._meta.model_name): key for key, model in LISTS.items()}
BELOW = {box.key for box in BOXES}
UNSAID = ("id", "mogelijkVerlopen")  # of a row below an intervention
WRONG = "Dit hoort hier niet: wij lezen tekst, een jaartal of een lijst daarvan."
UNTOLD = object()  # of what is no part of anything


class WrongKind(Exception):
    """A value of another kind than the fact is."""


@dataclass
class Export:
    """What an export holds. `lines` are its documents with their place in the file, from 1."""

    file_name: str
    site: str
    names: Mapping[str, Mapping[str, str]]
    lines: dict[int, dict] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> "Export":
        held = table.export or {}
        lines = dict(enumerate(held["documents"], 1))
        return cls(table.name, held["site"], held["names"], lines)

    @property
    def whose(self) -> str:
        return self.site or "een andere site"

    def since(self, before: Mapping[int, Mapping]) -> "Export":
        """Of these lines only what they did not say before, with the name by which each is known.

        The number of a statement, and what only the day decides, say nothing.
        """
        lines = {line: _news(self.lines[line], old) for line, old in before.items()}
        return replace(self, lines=lines)

    def stated(self, lines: Iterable[int], vocabulary: Vocabulary) -> list[tuple[int, dict]]:
        """The statements of these lines, but for those about an element that is left out."""
        return [
            (line, row)
            for line in lines
            for row in _dicts(self.lines[line].get("uitspraken"))
            if not _is_left_out(row.get("element"), self, vocabulary)
        ]

    def lines_of(
        self, lines: Iterable[int], faults: Iterable[Fault], vocabulary: Vocabulary
    ) -> set[int]:
        """Of these lines the ones that faults in the tables of them are about."""
        stated = [line for line, _ in self.stated(lines, vocabulary)]
        return {
            stated[fault.line - 1] if fault.sheet == self.statements else fault.line
            for fault in faults
        }

    @property
    def statements(self) -> str:
        """The name of the table of statements."""
        return f"{self.file_name}, uitspraken"

    def slug(self, line: int) -> str:
        slug = self.lines[line].get("slug")
        return slug[:80] if isinstance(slug, str) else ""

    def version(self, line: int) -> int | None:
        version = self.lines[line].get("versie")
        return version if type(version) is int and 0 < version < 2**31 else None


def _news(document: Mapping, old: Mapping) -> dict:
    news = {key: value for key, value in document.items() if value != old.get(key)}
    for key in BELOW & news.keys():
        told = [_bare(row) for row in _dicts(old.get(key))]
        if isinstance(rows := news[key], list):
            news[key] = [row for row in rows if not isinstance(row, dict) or _bare(row) not in told]
    return {**news, "naam": document.get("naam")}


def _bare(row: Mapping) -> dict:
    return {key: value for key, value in row.items() if key not in UNSAID}


def tables_of(export: Export, lines: Iterable[int], vocabulary: Vocabulary) -> list[Table]:
    """The interventions and the statements of these documents; the second only when there are."""
    lines = list(lines)
    stated = export.stated(lines, vocabulary)
    headings = [*(one.heading for one in COLUMNS), NOTE]
    main = Table(f"{export.file_name}, interventies", headings, [])
    for line in lines:
        document = _prepared(export, line, vocabulary)
        _add(main, line, COLUMNS, document, export, vocabulary)
        main.rows[-1][1].append(guarded(_note(export, document, vocabulary)))
    said = Table(export.statements, [one.heading for one in STATED], [])
    for number, (line, row) in enumerate(stated, 1):
        of_row = {**row, "interventie": export.lines[line].get("naam")}
        _add(said, number, STATED, of_row, export, vocabulary)
    return [main, said] if stated else [main]


def _add(
    table: Table,
    line: int,
    columns: tuple[Column, ...],
    said: Mapping,
    export: Export,
    vocabulary: Vocabulary,
) -> None:
    """One more row, with a fault for each value that is of the wrong kind."""
    cells = []
    for place, column in enumerate(columns):
        try:
            cells.append(guarded(_cell(column, _at(said, column.key), export, vocabulary)))
        except WrongKind:
            cells.append("")
            table.faults.append((line, place, str(_at(said, column.key))[:80], WRONG))
    table.rows.append((line, cells))


# --- Values ---------------------------------------------------------------------------------------


def _at(said: Mapping, key: str) -> Any:
    """What a document says under the key of a column, which may be a path."""
    first, _, rest = key.partition(".")
    value = said.get(first)
    if not rest or value is None:
        return value
    if isinstance(value, list):
        return [one.get(rest) if isinstance(one, dict) else UNTOLD for one in value]
    return value.get(rest) if isinstance(value, dict) else UNTOLD


def _cell(column: Column, value: Any, export: Export, vocabulary: Vocabulary) -> str:
    """The value as a cell says it. Raises WrongKind."""
    if value is None or value == "" or value == []:
        return ""
    is_below = column.key.partition(".")[0] in BELOW
    if isinstance(value, list) and (is_below or column.kind in (Kind.WORDS, Kind.LINES)):
        pieces = [_piece(column, one, export, vocabulary).replace("\n", " ") for one in value]
        if not any(pieces):
            return ""
        return "\n".join(piece or NONE for piece in pieces)
    if is_below or column.kind in (Kind.WORDS, Kind.LINES):
        raise WrongKind
    return _piece(column, value, export, vocabulary)


def _piece(column: Column, value: Any, export: Export, vocabulary: Vocabulary) -> str:
    if value is None:
        return ""
    if column.kind is Kind.YEAR and type(value) is int:
        return str(value)[:40]
    if not isinstance(value, str):
        raise WrongKind
    return _word(column.words, value, export, vocabulary) if column.words in LIST_OF else value


def _word(words: str, slug: str, export: Export, vocabulary: Vocabulary) -> str:
    """A word by its slug where we have that, else by the name that it has there."""
    if fold(slug) in vocabulary.lists[words].keys:
        return slug
    return export.names.get(LIST_OF[words], {}).get(slug, slug)


def _dicts(value: Any) -> list[dict]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _prepared(export: Export, line: int, vocabulary: Vocabulary) -> dict:
    """The document with its sources by their key, and only the ends that a source says: what is
    left out is what follows from the level.
    """
    document = export.lines[line]
    if not isinstance(document.get("bronnen"), list | None):
        return document
    return {
        **document,
        "bronnen": [one.get("id") for one in _dicts(document.get("bronnen"))],
        "erkenningen": [_own_end(row, vocabulary) for row in _dicts(document.get("erkenningen"))],
    }


def _own_end(row: dict, vocabulary: Vocabulary) -> dict:
    known = vocabulary.lists["recognitionlevel"]
    slug, since = row.get("niveau"), row.get("datum")
    level: Any = known.values.get(known.keys.get(fold(slug), "")) if isinstance(slug, str) else None
    if level is None or not isinstance(since, str) or not since or not PARTIAL.match(since):
        return row
    ends = expires_on(since, "", level.valid_years)
    return {**row, "geldigTot": None} if row.get("geldigTot") == ends else row


def _is_left_out(element: Any, export: Export, vocabulary: Vocabulary) -> bool:
    if not isinstance(element, str):
        return False
    word = _word("element", element, export, vocabulary)
    return vocabulary.choices.get(choice_key("element", word)) == LEFT_OUT


def _note(export: Export, document: Mapping, vocabulary: Vocabulary) -> str:
    """What the desk has to know of a concept that has no field for it."""
    told = [f"Uit de export van {export.whose}."]
    if isinstance(original := document.get("variantVan"), str) and original:
        told.append(f"Daar is dit een versie van '{original[:80]}'.")
    for row in _dicts(document.get("uitspraken")):
        if _is_left_out(row.get("element"), export, vocabulary):
            name = _word("element", row["element"], export, vocabulary)
            told.append(f"Daar is ook het element '{name}' genoemd: {row.get('uitleg')}")
    return "\n".join(told)
