"""What an export will become: new concepts, and what differs from the texts that are here."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from elements.text import fold
from interventions.finding.selection.sentence import joined
from interventions.intake.exports.again import Again
from interventions.intake.exports.export import Export, tables_of
from interventions.intake.exports.sources import name_sources
from interventions.intake.received.limits import Refused
from interventions.intake.spreadsheets import checking, tables
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.drafts import Draft, StatementDraft
from interventions.intake.spreadsheets.interventions import read_rows
from interventions.intake.spreadsheets.known import Known
from interventions.intake.spreadsheets.statements import StatementChecks
from interventions.intake.spreadsheets.tables import Table
from interventions.intake.spreadsheets.vocabulary import Vocabulary
from interventions.models import Intervention, Origin
from interventions.sheet import SOURCE_FIELDS


@dataclass
class ExportCheck(Check):
    """As of a spreadsheet, with what is here already: `alike` are those without a difference."""

    export: Export = field(default_factory=lambda: Export("", "", {}))
    again: list[Again] = field(default_factory=list)
    alike: list[Again] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)  # lines of which something could not be read

    @property
    def counted(self) -> str:
        """What it holds, in a sentence."""
        new = len(self.sheets[0].table.rows) if self.sheets else 0
        parts = (
            _counted(new, "nieuwe interventie", "nieuwe interventies"),
            f"{len(self.again)} met verschillen",
            f"{len(self.alike)} zonder verschil",
        )
        return f"{self.export.whose}: {', '.join(parts)}"

    @property
    def made(self) -> str:
        """What became of it, in a sentence."""
        copies = sum(draft.live is not None for draft in self.drafts)
        proposals = sum(len(one.changes()) for one in self.again if one.is_open)
        parts = [
            _counted(len(self.drafts) - copies, "concept", "concepten"),
            _counted(copies, "werkkopie", "werkkopieën"),
            _counted(proposals, "voorstel", "voorstellen"),
        ]
        return f"Dit kwam erbij: {joined(parts, 'en')}."

    @property
    def good(self) -> int:
        return len(self.drafts) + len(self.statements) + sum(one.is_open for one in self.again)


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def check_any(found: list[Table], *, choices: Mapping[str, str], is_update: bool, by) -> Check:
    """Read every row of a spreadsheet, or every document of an export. Raises Refused."""
    exports = [table for table in found if table.export]
    if not exports:
        return checking.check(found, choices=choices, is_update=is_update, by=by)
    if len(found) > 1:
        raise Refused("Lees een export alleen in, zonder een tweede bestand.")
    return _check(Export.of(exports[0]), choices, by)


def _check(export: Export, choices: Mapping[str, str], by) -> ExportCheck:
    known = Known(Vocabulary(choices), is_update=True, by=by)
    name_sources(export, known.shelf, known.vocabulary)
    origins = {one.slug: one for one in Origin.objects.filter(site=export.site)}
    here = _here(export, known, origins)
    new = [line for line in export.lines if line not in here]
    found = ExportCheck(shelf=known.shelf)
    if new:
        made = checking.check(
            tables_of(export, new, known.vocabulary), choices=choices, known=known
        )
        found = ExportCheck(**vars(made))
    found.export = export
    found.unread = export.lines_of(new, found.faults, known.vocabulary)
    if here:
        _compare(found, here, known, origins)
    return found


def _here(export: Export, known: Known, origins: dict[str, Origin]) -> dict[int, int]:
    """The key of the intervention that each line is: by where it came from, else by its name."""
    found: dict[int, int] = {}
    for line, document in export.lines.items():
        name = document.get("naam")
        if origin := origins.get(export.slug(line)):
            found[line] = origin.intervention_id
        elif isinstance(name, str) and (row := known.by_name.get(fold(name))):
            found[line] = row.pk
    return found


def _compare(
    found: ExportCheck, here: dict[int, int], known: Known, origins: dict[str, Origin]
) -> None:
    """Find what differs; rows below a public text go along as a working copy."""
    export = found.export.since({line: _read_before(found.export, line, origins) for line in here})
    sheets = [
        tables.recognise(table, known.vocabulary.choices)
        for table in tables_of(export, here, known.vocabulary)
    ]
    drafts = Draft.all_of(sheets[0], known.vocabulary)
    checking.check_cells(sheets[0], drafts)
    stated = StatementDraft.all_of(sheets[1], known.vocabulary) if sheets[1:] else []
    checks = StatementChecks(drafts, known)
    for one in stated:
        checks.check(one)
    rows = Intervention.objects.for_detail().select_related(*SOURCE_FIELDS, "claimed_by")
    by_key = rows.in_bulk(set(here.values()))
    said = defaultdict(list)
    for one in stated:
        if not one.faults:
            said[one.target].append(one)
    for draft in drafts:
        read_rows(draft)
        again = Again(by_key[here[draft.line]], draft, said[draft])
        before = _read_before(found.export, draft.line, origins)
        again.has_old_name = before.get("naam") == found.export.lines[draft.line].get("naam")
        _add(found, again, known)
    faults = [fault for row in (*drafts, *stated) for fault in row.faults]
    found.unread |= export.lines_of(here, faults, known.vocabulary)
    found.faults += faults
    found.unknown = checking.unknown_words(found.faults, [*found.sheets, *sheets], known.vocabulary)


def _add(found: ExportCheck, again: Again, known: Known) -> None:
    again.leave_what_is_here()
    if not (again.changes() or again.new_rows):
        found.alike.append(again)
        return
    found.again.append(again)
    if again.is_public and again.new_rows:
        refusal = known.refusal(again.row)
        again.refusal = refusal[0] if refusal else ""
        if not refusal:
            found.drafts.append(again.as_copy())
            found.statements += again.statements


def _read_before(export: Export, line: int, origins: dict[str, Origin]) -> dict:
    """The document as it was read the time before; nothing when it never was."""
    origin = origins.get(export.slug(line))
    return origin.document if origin else {}
