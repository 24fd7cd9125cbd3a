"""The description sheet: the table of facts, and what follows from it."""

from interventions.sheet.fact import Fact, Kind, Question
from interventions.sheet.facts import (
    ASKED,
    CHANGE,
    COMPARE,
    FACT,
    FACTS,
    PAGE,
    RECOGNITION_FACTS,
    RECOGNITION_IDENTITY,
    SHORT,
    SOURCE_FIELDS,
    SOURCED,
    STATEMENT_FACTS,
    STATEMENT_IDENTITY,
    UNKNOWN,
    VERSION,
    WRITTEN,
)

__all__ = [
    "ASKED",
    "CHANGE",
    "COMPARE",
    "FACT",
    "FACTS",
    "PAGE",
    "RECOGNITION_FACTS",
    "RECOGNITION_IDENTITY",
    "SHORT",
    "SOURCED",
    "SOURCE_FIELDS",
    "STATEMENT_FACTS",
    "STATEMENT_IDENTITY",
    "UNKNOWN",
    "VERSION",
    "WRITTEN",
    "Fact",
    "Kind",
    "Question",
]
