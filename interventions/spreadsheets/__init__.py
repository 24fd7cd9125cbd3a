"""Spreadsheets in: read a file, check every row, write the good ones as concepts.

The desk and `manage.py import_interventions` take the same steps: `read_file`, `check`, `write`.
"""

from interventions.received.limits import COMMAND, DESK, Limits, Refused, check_size
from interventions.spreadsheets.checking import Check, Unknown, check
from interventions.spreadsheets.faults import Fault
from interventions.spreadsheets.files import read_file
from interventions.spreadsheets.rest import rest_tables, rest_workbook
from interventions.spreadsheets.tables import Table
from interventions.spreadsheets.template import template_workbook
from interventions.spreadsheets.vocabulary import LEFT_OUT, choice_key
from interventions.spreadsheets.writing import Written, write

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
