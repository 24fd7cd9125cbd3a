"""Spreadsheets in: read a file, check every row, write the good ones as concepts.

The desk and `manage.py import_interventions` take the same steps: `read_file`, `check`, `write`.
"""

from interventions.intake.received.limits import COMMAND, DESK, Limits, Refused, check_size
from interventions.intake.spreadsheets.checking import Check, Unknown, check
from interventions.intake.spreadsheets.faults import Fault
from interventions.intake.spreadsheets.files import read_file
from interventions.intake.spreadsheets.rest import rest_tables, rest_workbook
from interventions.intake.spreadsheets.tables import Table
from interventions.intake.spreadsheets.template import template_workbook
from interventions.intake.spreadsheets.vocabulary import LEFT_OUT, choice_key
from interventions.intake.spreadsheets.writing import Written, write

__all__ = [
    "COMMAND",
    "DESK",
    "LEFT_OUT",
    "Check",
    "Fault",
    "Limits",
    "Refused",
    "Table",
    "Unknown",
    "Written",
    "check",
    "check_size",
    "choice_key",
    "read_file",
    "rest_tables",
    "rest_workbook",
    "template_workbook",
    "write",
]
