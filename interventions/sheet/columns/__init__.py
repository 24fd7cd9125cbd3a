"""The columns of a spreadsheet: one table for what is exported and for what is imported.

A list in one cell is separated by `;` (`|` and a new line are read too); recognitions, which may be
several, by `|` in each of their columns. In a workbook for people each stands on a line of its own.
"""

from interventions.sheet.columns.column import Column, column_of
from interventions.sheet.columns.sheet import SHEET_COLUMNS, STATEMENT_COLUMNS

__all__ = ["SHEET_COLUMNS", "STATEMENT_COLUMNS", "Column", "column_of"]
