"""From the bytes of a file to tables of text; what cannot be read is refused with a sentence."""

from interventions.intake.received.decoding import refuse_other_kinds
from interventions.intake.received.delimited import read_csv
from interventions.intake.received.export import is_json, read_export
from interventions.intake.received.kinds import OLD_OFFICE
from interventions.intake.received.limits import Limits, Refused
from interventions.intake.received.workbook import ZIP_START, read_workbook


def tables_of(data: bytes, *, name: str, limits: dict) -> list[dict]:
    """The tables of a CSV or XLSX file, or an export: what it is, its first bytes say. Gives what
    `Table` holds.

    Raises Refused.
    """
    held = Limits(**limits)
    if not data.strip():
        raise Refused("Dit bestand is leeg.")
    if data.startswith(OLD_OFFICE):
        raise Refused(
            "Dit is een oud of beveiligd Excel-bestand. "
            "Bewaar het als Excel-werkmap (.xlsx) zonder wachtwoord."
        )
    if is_json(data):
        return [read_export(name, data, held)]
    refuse_other_kinds(data)
    if data.startswith(ZIP_START):
        return read_workbook(name, data, held)
    return [read_csv(name, data, held)]
