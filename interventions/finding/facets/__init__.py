"""The facet index: one bit set per facet value, in memory, over what is published.

Counts, totals and the ids of a page come from here; the database is asked only for the rows shown.
"""

from interventions.finding.facets.building import build, facet_index
from interventions.finding.facets.index import (
    ALL,
    ARTICLE,
    Chosen,
    FacetIndex,
    Limits,
)
from interventions.finding.facets.table import (
    FACETS,
    GROUPS,
    SORTING,
    UNKNOWN,
    Facet,
    Switch,
    facet_parameters,
)

__all__ = [
    "ALL",
    "ARTICLE",
    "FACETS",
    "GROUPS",
    "SORTING",
    "UNKNOWN",
    "Chosen",
    "Facet",
    "FacetIndex",
    "Limits",
    "Switch",
    "build",
    "facet_index",
    "facet_parameters",
]
