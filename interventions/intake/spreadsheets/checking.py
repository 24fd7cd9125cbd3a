"""Check every row of every table, before anything is written."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from import_export.results import Result

from elements.models import Source
from elements.text import fold
from interventions.intake.received.limits import Refused
from interventions.intake.spreadsheets import tables
from interventions.intake.spreadsheets.drafts import Draft, StatementDraft
from interventions.intake.spreadsheets.faults import ROW, Fault
from interventions.intake.spreadsheets.known import Known, known_interventions
from interventions.intake.spreadsheets.resource import RowResource
from interventions.intake.spreadsheets.sheets import SheetResource
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.intake.spreadsheets.statements import StatementResource
from interventions.intake.spreadsheets.tables import HEADING, Sheet, Table
from interventions.intake.spreadsheets.vocabulary import Vocabulary, choice_key


@dataclass(frozen=True)
class Unknown:
    """A word that no list has: what the editor may choose for it, once for the whole file."""

    words: str
    value: str
    column: str
    times: int
    options: list[tuple[str, str]]
    chosen: str = ""

    @property
    def key(self) -> str:
        return choice_key(self.words, self.value)


@dataclass
class Check:
    """What a file will become. `drafts` and `statements` are the rows without a fault."""

    sheets: list[Sheet]
    shelf: SourceShelf
    drafts: list[Draft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(len(sheet.table.rows) for sheet in self.sheets)

    @property
    def good(self) -> int:
        return len(self.drafts) + len(self.statements)

    @property
    def is_readable(self) -> bool:
        """Whether the headings are known, so that good rows may be taken without the rest."""
        return not any(sheet.faults for sheet in self.sheets)


def check(
    found: list[Table], *, choices: Mapping[str, str], is_update: bool = False, by=None
) -> Check:
    """Read every row. Nothing is written and nothing is locked. Raises Refused."""
    named = tables.with_own_names([table for table in found if table.headings])
    sheets = [tables.recognise(table, choices) for table in named]
    sheets.sort(key=lambda sheet: sheet.has_statements)
    if not any(sheet.table.rows for sheet in sheets):
        raise Refused("In dit bestand staan geen regels onder de koppen.")
    if len(sheets) > 2 or len({sheet.has_statements for sheet in sheets}) < len(sheets):
        raise Refused(
            "Geef hooguit één lijst met interventies en één lijst met uitspraken tegelijk."
        )
    vocabulary, known = Vocabulary(choices), known_interventions()
    result = Check(sheets, SourceShelf(Source.objects.all()))
    refused = set()
    for sheet in sheets:
        result.faults += sheet.faults
        if sheet.has_statements:
            resource = StatementResource(
                sheet,
                vocabulary,
                known,
                result.shelf,
                drafts=result.drafts,
                refused=refused,
                is_update=is_update,
            )
        else:
            resource = SheetResource(
                sheet, vocabulary, known, result.shelf, is_update=is_update, by=by
            )
        _run(resource, result, refused)
        if not sheet.has_statements:
            _drop_orphans(sheet, result, known, refused)
    _drop_what_is_said(result)
    result.unknown = _unknown(result, vocabulary)
    return result


def _run(resource: RowResource, result: Check, refused: set[str]) -> None:
    sheet = resource.sheet
    rows = resource.check()
    faults = [*_faults_of(sheet, rows), *_cell_faults(sheet), *tables.stray_cells(sheet)]
    result.faults += sorted(faults, key=lambda fault: fault.line)
    bad = {fault.line for fault in faults}
    for row in rows.valid_rows():
        if row.instance.line not in bad:
            kept = result.statements if sheet.has_statements else result.drafts
            kept.append(row.instance)
    refused |= {
        fold(sheet.value(cells, key))
        for line, cells in sheet.table.rows
        for key in ("naam", "slug")
        if line in bad and sheet.value(cells, key)
    }


def _drop_orphans(sheet: Sheet, result: Check, known: Known, refused: set[str]) -> None:
    """A row that is a version of a row with a fault has one too, and so on."""
    versions = defaultdict(list)
    for one in result.drafts:
        if (reference := one.values.get("variantVan")) and not known.named(reference):
            versions[fold(reference)].append(one)
    orphans, names = {}, [name for name in versions if name in refused]
    while names:
        for one in versions.pop(names.pop(), ()):
            orphans[one.line] = one
            names += [fold(one.name), one.slug]
            refused |= {fold(one.name), one.slug}
    result.drafts = [one for one in result.drafts if one.line not in orphans]
    result.faults += [
        Fault(
            sheet.table.name,
            line,
            sheet.heading("variantVan"),
            orphans[line].values["variantVan"],
            "De regel van deze interventie heeft een fout.",
            "refused_intervention",
        )
        for line in sorted(orphans)
    ]


def _faults_of(sheet: Sheet, rows: Result) -> list[Fault]:
    lines = [line for line, _ in sheet.table.rows]
    cells = dict(sheet.table.rows)
    return [
        _fault(sheet, lines[row.number - 1], key, fault, cells)
        for row in rows.invalid_rows
        for key, faults in row.error.error_dict.items()
        for fault in faults
    ]


def _fault(sheet: Sheet, line: int, key: str, fault, cells) -> Fault:
    params = fault.params or {}
    if key == NON_FIELD_ERRORS:
        column, value = ROW, ""
    else:
        column, value = sheet.heading(key), sheet.value(cells[line], key)
    return Fault(
        sheet.table.name,
        line,
        column,
        params.get("value", value) if fault.code == "unknown" else value,
        " ".join(fault.messages),
        fault.code or "invalid",
        params.get("words", "") if fault.code == "unknown" else "",
    )


def _cell_faults(sheet: Sheet) -> list[Fault]:
    """Of the columns that are read: a formula beside them does no harm."""
    read = {*sheet.places.values()}
    return [
        Fault(sheet.table.name, line, sheet.table.headings[place], value, reason, "cell")
        for line, place, value, reason in sheet.table.faults
        if place in read
    ]


def _drop_what_is_said(result: Check) -> None:
    """An element that the file has a statement for is not suggested as well."""
    said = {
        (id(one.target), one.values["element"].pk)
        for one in result.statements
        if isinstance(one.target, Draft)
    }
    for draft in result.drafts:
        draft.suggestions = [one for one in draft.suggestions if (id(draft), one.pk) not in said]


def _unknown(result: Check, vocabulary: Vocabulary) -> list[Unknown]:
    """The words that a choice would help, each once, in the order of the file."""
    times, first = {}, {}
    for fault in result.faults:
        if fault.words:
            key = choice_key(fault.words, fault.value)
            times[key] = times.get(key, 0) + 1
            first.setdefault(key, fault)
    headings = {sheet.table.name: tables.heading_options(sheet) for sheet in result.sheets}
    return [
        Unknown(
            fault.words,
            fault.value,
            fault.column,
            times[key],
            headings[fault.sheet]
            if fault.words == HEADING
            else vocabulary.lists[fault.words].options,
        )
        for key, fault in first.items()
    ]
