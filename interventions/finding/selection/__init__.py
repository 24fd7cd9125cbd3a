"""The one reader of the selection parameters: for page, overview and all that comes after.

`read_selection` turns a query string into a frozen `Selection`; the facet index answers it.
"""

from interventions.finding.selection.filterset import read_selection
from interventions.finding.selection.selection import Fault, Selection
from interventions.finding.selection.sentence import described, sentence, unused

__all__ = ["Fault", "Selection", "described", "read_selection", "sentence", "unused"]
