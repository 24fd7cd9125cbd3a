"""Read interventions from CSV, XLSX or the JSON of another site, by the code of the desk."""

from pathlib import Path

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from interventions.intake.exports.checking import ExportCheck, check_any
from interventions.intake.exports.writing import write_any
from interventions.intake.received.limits import COMMAND, Refused, check_size
from interventions.intake.spreadsheets.checking import Check
from interventions.intake.spreadsheets.tables import HEADING, read_file
from interventions.intake.spreadsheets.vocabulary import LEFT_OUT, choice_key
from interventions.intake.spreadsheets.workbooks import rest_workbook
from interventions.models.accounts import people
from interventions.sheet.columns import SHEET_COLUMNS, STATEMENT_COLUMNS, column_of
from interventions.sheet.columns.column import bare


class Command(BaseCommand):
    help = (
        "Read interventions and statements from CSV, XLSX or another site's JSON, as concepts. All "
        "rows are checked first; a fault anywhere writes nothing, unless --rest names a file for "
        "the bad rows."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--user", metavar="NAME", help="the account that imports")
        parser.add_argument(
            "--update", action="store_true", help="make working copies of what is public"
        )
        parser.add_argument(
            "--rest",
            type=Path,
            metavar="XLSX",
            help="write the good rows, and the others to this file",
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN:VALUE=WORD",
            help="read an unknown VALUE in COLUMN as WORD; an empty WORD leaves it out",
        )
        parser.add_argument("--check", action="store_true", help="check only, write nothing")

    def handle(self, *args, files, user, update, rest, **options):
        by = account(user)
        try:
            with override("nl"):  # the faults are for editors
                tables = [table for file in files for table in read(file)]
                found = check_any(
                    tables, choices=choices_of(options["map"]), is_update=update, by=by
                )
                self.report(found)
                if options["check"] and found.faults:
                    raise CommandError(f"{len(found.faults)} fouten.")
                if options["check"]:
                    return
                self.write(found, files[0].name, by, rest)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def report(self, found: Check) -> None:
        if isinstance(found, ExportCheck):
            self.stdout.write(f"{found.counted}.")
        for sheet in found.sheets:
            notes = " ".join(sheet.table.notes)
            self.stdout.write(f"{sheet.table.name}: {len(sheet.table.rows)} regels. {notes}")
            if sheet.passed_over:
                self.stdout.write(f"Overgeslagen kolommen: {', '.join(sheet.passed_over)}.")
        for row in (*found.drafts, *found.statements):
            for told in row.told:
                self.stdout.write(f"{row.sheet.table.name}, regel {row.line}, {told}")
        for fault in found.faults:
            place = f", {fault.column}" if fault.column else ""
            value = f" '{fault.value[:80]}'" if fault.value else ""
            self.stderr.write(f"{fault.sheet}, regel {fault.line}{place}{value}: {fault.reason}")

    def write(self, found: Check, name: str, by, rest: Path | None) -> None:
        if found.faults and not (rest and found.is_readable and found.good):
            raise CommandError(f"Er is niets ingelezen: {len(found.faults)} fouten.")
        if found.faults and rest:
            save(rest, rest_workbook(found))  # before the writing: a full disk loses nothing
        write_any(found, file_name=name, by=by)
        if isinstance(found, ExportCheck):
            self.stdout.write(f"Ingelezen. {found.made}")
        else:
            self.stdout.write(
                f"Ingelezen als concept: {len(found.drafts)} interventies en "
                f"{len(found.statements)} uitspraken."
            )
        if found.faults:
            self.stdout.write(f"De andere {found.rows - found.good} regels staan in {rest}.")


def read(file: Path) -> list:
    """Raises CommandError when there is no such file, Refused when it cannot be read."""
    try:
        check_size(file.stat().st_size, COMMAND)
        return read_file(file.name, file.read_bytes(), COMMAND)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


def save(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}. Er is niets ingelezen.") from error


def account(name: str | None) -> User | None:
    if name is None:
        return None
    user = people().filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active account {name!r}.")
    return user


def choices_of(given: list[str]) -> dict[str, str]:
    """What `--map` says, as the choices of the desk."""
    choices = {}
    for each in given:
        column, found, rest = each.partition(":")
        value, separator, word = rest.partition("=")
        words = HEADING if bare(column) == HEADING else words_of(column)
        if not (found and separator and words):
            raise CommandError(f"{each!r}: write COLUMN:VALUE=WORD, as in thema:mantelzorg=jeugd.")
        choices[choice_key(words, value)] = word.strip() or LEFT_OUT
    return choices


def words_of(heading: str) -> str:
    """The list that a column names; empty when there is no such column, or it names none."""
    found = column_of(heading, (*SHEET_COLUMNS, *STATEMENT_COLUMNS))
    return found.words if found else ""
