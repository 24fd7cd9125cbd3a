"""Check every row of every table, before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from elements.text import fold
from interventions.intake.received.limits import Refused
from interventions.intake.spreadsheets import tables
from interventions.intake.spreadsheets.drafts import Draft, Row, StatementDraft
from interventions.intake.spreadsheets.interventions import InterventionChecks
from interventions.intake.spreadsheets.known import Known
from interventions.intake.spreadsheets.sources import SourceShelf
from interventions.intake.spreadsheets.statements import StatementChecks
from interventions.intake.spreadsheets.tables import HEADING, Fault, Sheet, Table
from interventions.intake.spreadsheets.vocabulary import Vocabulary, choice_key


@dataclass(frozen=True)
class Unknown:
    """A word that no list has: what the editor may choose for it, once for the whole file."""

    words: str
    value: str
    column: str
    times: int
    options: list[tuple[str, str]]


@dataclass
class Check:
    """What a file will become. `drafts` and `statements` are the rows without a fault."""

    sheets: list[Sheet] = field(default_factory=list)
    shelf: SourceShelf | None = None
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

    def faults_of(self, sheet: Sheet) -> list[Fault]:
        return [fault for fault in self.faults if fault.sheet == sheet.table.name]


def check(
    found: list[Table],
    *,
    choices: Mapping[str, str],
    is_update: bool = False,
    by=None,
    known: Known | None = None,
) -> Check:
    """Read every row. Nothing is written and nothing is locked. `known`: when somebody asked what
    the base holds before. Raises Refused.
    """
    sheets = _sheets(found, choices)
    known = known or Known(Vocabulary(choices), is_update=is_update, by=by)
    drafts: list[Draft] = []
    statements: list[StatementDraft] = []
    faults: list[Fault] = []
    for sheet in sheets:  # interventions first
        rows: Sequence[Row]
        if sheet.has_statements:
            rows = statements = StatementDraft.all_of(sheet, known.vocabulary)
            about = StatementChecks(drafts, known)
            for statement in statements:
                about.check(statement)
        else:
            rows = drafts = Draft.all_of(sheet, known.vocabulary)
            checks = InterventionChecks(drafts, known)
            for draft in drafts:
                checks.check(draft)
        check_cells(sheet, rows)
        if not sheet.has_statements:
            _refuse_versions(drafts, known)
        faults += [*sheet.faults, *(fault for row in rows for fault in row.faults)]
    good = [row for row in drafts if not row.faults]
    said = [row for row in statements if not row.faults]
    _drop_what_is_said(good, said)
    unknown = unknown_words(faults, sheets, known.vocabulary)
    return Check(sheets, known.shelf, good, said, faults, unknown)


def _sheets(found: list[Table], choices: Mapping[str, str]) -> list[Sheet]:
    """At most one of interventions, and then one of statements. Raises Refused."""
    named = tables.with_own_names([table for table in found if table.headings])
    sheets = [tables.recognise(table, choices) for table in named]
    sheets.sort(key=lambda sheet: sheet.has_statements)
    if not any(sheet.table.rows for sheet in sheets):
        raise Refused("In dit bestand staan geen regels onder de koppen.")
    if len({sheet.has_statements for sheet in sheets}) < len(sheets):
        raise Refused(
            "Geef hooguit één lijst met interventies en één lijst met uitspraken tegelijk."
        )
    return sheets


def check_cells(sheet: Sheet, rows: Iterable[Row]) -> None:
    """Formulas in the columns that are read, and values that stand under no heading."""
    read = {*sheet.places.values()}
    named = {place for place, heading in enumerate(sheet.table.headings) if heading}
    formulas = defaultdict(list)
    for line, place, value, reason in sheet.table.faults:
        if place in read:  # beside them it does no harm
            formulas[line].append((sheet.table.headings[place], value, reason, "cell"))
    for row in rows:
        for formula in formulas[row.line]:
            row.fault(*formula)
        if stray := [cell for place, cell in enumerate(row.cells) if cell and place not in named]:
            others = f" Dat geldt voor {len(stray)} cellen op deze regel." if stray[1:] else ""
            row.fault("", stray[0], f"Boven deze cel staat geen kop.{others}", "no_heading")


def _refuse_versions(drafts: list[Draft], known: Known) -> None:
    """A row that is a version of a row with a fault has one too, and so on."""
    versions = defaultdict(list)
    for draft in drafts:
        reference = draft.values.get("variantVan")
        if reference and not draft.faults and not known.named(reference):
            versions[fold(reference)].append(draft)
    names = [name for draft in drafts if draft.faults for name in draft.names]
    while names:
        for draft in versions.pop(names.pop(), ()):
            reason = "De regel van deze interventie heeft een fout."
            draft.refuse("variantVan", reason, "refused_intervention")
            names += draft.names


def _drop_what_is_said(drafts: list[Draft], statements: list[StatementDraft]) -> None:
    """An element that the file has a statement for is not suggested as well."""
    said = {(one.target, one.values["element"]) for one in statements}
    for draft in drafts:
        draft.suggestions = [one for one in draft.suggestions if (draft, one) not in said]


def unknown_words(
    faults: list[Fault], sheets: list[Sheet], vocabulary: Vocabulary
) -> list[Unknown]:
    """The words that a choice would help, each once, in the order of the file."""
    times: Counter[str] = Counter()
    first: dict[str, Fault] = {}
    for fault in faults:
        if fault.words:
            key = choice_key(fault.words, fault.value)
            times[key] += 1
            first.setdefault(key, fault)
    options = {name: words.options for name, words in vocabulary.lists.items()}
    headings = {sheet.table.name: sheet.heading_options for sheet in sheets}
    return [
        Unknown(
            fault.words,
            fault.value,
            fault.column,
            times[key],
            headings[fault.sheet] if fault.words == HEADING else options[fault.words],
        )
        for key, fault in first.items()
    ]
