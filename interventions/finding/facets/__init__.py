"""The facet index: one bit set per facet value, in memory, over what is published.

Counts, totals and the ids of a page come from here; the database is asked only for the rows shown.
"""

from interventions.finding.facets.building import build, facet_index
from interventions.finding.facets.index import (
    ALL,
    ARTICLE,
    FACETS,
    GROUPS,
    UNKNOWN,
    Chosen,
    FacetIndex,
    Limits,
)

__all__ = [
    "ALL",
    "ARTICLE",
    "FACETS",
    "GROUPS",
    "UNKNOWN",
    "Chosen",
    "FacetIndex",
    "Limits",
    "build",
    "facet_index",
]
