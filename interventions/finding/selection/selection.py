"""A selection as a value: what was chosen, what it finds, and the addresses next to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, islice
from urllib.parse import urlencode

from interventions.finding import facets
from interventions.finding.facets import ALL, ARTICLE, FACETS, FacetIndex, Limits
from interventions.finding.search import Found, search

SORTS = ("relevantie", "naam", "nieuwste", "elementen")
PAGE_SIZE = 25


AMPERSAND = re.compile(r"^(?:amp;|&|%26)+", re.IGNORECASE)  # what is left of one before a name


@dataclass(frozen=True)
class Fault:
    """A value in the address that was not used: which parameter, the value, and why."""

    parameter: str
    value: str
    message: str

    @property
    def is_badly_copied(self) -> bool:
        return AMPERSAND.match(self.parameter) is not None


@dataclass(frozen=True)
class Selection:
    """What a visitor chose. `chosen` holds the facets, keyed by their public parameter name."""

    index: FacetIndex = field(repr=False, compare=False)
    text: str = ""
    chosen: facets.Chosen = field(default_factory=dict)
    any_element: bool = False
    scope: str = ALL
    valid_only: bool = False
    sort: str = ""  # as chosen; empty: the default
    page: int = 1
    page_size: int = PAGE_SIZE
    shortlist: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = field(default=(), compare=False)

    # --- What it finds ---

    @cached_property
    def found_by_text(self) -> Found | None:
        return search(self.text) if self.text else None

    @cached_property
    def limits(self) -> Limits:
        found = self.found_by_text
        return Limits(
            chosen=self.chosen,
            any_element=self.any_element,
            scope=self.scope,
            valid_only=self.valid_only,
            text=None if found is None else self.index.bit_set(found.ids),
        )

    @cached_property
    def hits(self) -> int:
        return self.index.hits(self.limits)

    @property
    def total(self) -> int:
        return self.hits.bit_count()

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        return self.index.counts(self.limits)

    @property
    def order(self) -> str:
        """The order in force: relevance only makes sense with text."""
        sort = self.sort or ("relevantie" if self.text else "naam")
        return "naam" if sort == "relevantie" and not self.text else sort

    @cached_property
    def ids(self) -> list[int]:
        """Every id that the selection finds, in order."""
        found = self.found_by_text
        if found is None or not self._by_relevance:
            return list(self._in_order())
        allowed = set(self._in_order())
        return [pk for pk in found.ids if pk in allowed]

    @property
    def _by_relevance(self) -> bool:
        found = self.found_by_text
        return self.order == "relevantie" and found is not None and not found.by_name

    def _in_order(self) -> Iterator[int]:
        parts = [self.hits]
        if self.order == "relevantie":
            parts = [self.direct_hits, self.hits & ~self.direct_hits]
        return chain(*(self.index.in_order(part, self.order, self.scope) for part in parts))

    @cached_property
    def direct_hits(self) -> int:
        """The bit set of those that have the words themselves; the others have a related term."""
        found = self.found_by_text
        if not found or found.direct is None:
            return self.hits
        return self.hits & self.index.bit_set(found.direct)

    @property
    def page_count(self) -> int:
        return max(1, -(-self.total // self.page_size))

    @property
    def page_ids(self) -> list[int]:
        start, stop = (self.page - 1) * self.page_size, self.page * self.page_size
        if self._by_relevance:
            return self.ids[start:stop]
        return list(islice(self._in_order(), start, stop))  # and not one row further

    # --- What is chosen ---

    @property
    def article_only(self) -> bool:
        return self.scope == ARTICLE

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every chosen facet value as (parameter, slug), in the order of the facets."""
        return [(facet, slug) for facet in FACETS for slug in self.chosen.get(facet, ())]

    @property
    def limit_count(self) -> int:
        """How many choices narrow the list; the text is not counted."""
        return len(self.choices) + self.valid_only

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.limit_count)

    def has(self, facet: str, slug: str) -> bool:
        return slug in self.chosen.get(facet, ())

    # --- The selections next to it ---

    def but(self, **changes) -> "Selection":
        """The same selection with these changes, from its first page."""
        other = replace(self, **{"page": 1, "faults": (), **changes})
        if other.text == self.text and "found_by_text" in self.__dict__:
            other.__dict__["found_by_text"] = self.found_by_text  # not looked for again
        return other

    def adding(self, facet: str, slug: str) -> "Selection":
        return self.but(chosen={**self.chosen, facet: (*self.chosen.get(facet, ()), slug)})

    def dropping(self, facet: str, slug: str) -> "Selection":
        kept = tuple(value for value in self.chosen.get(facet, ()) if value != slug)
        return self.but(chosen={**self.chosen, facet: kept})

    # --- The address ---

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters that make this selection, without those at their default."""
        single = [
            ("combineer", "een" if self.any_element else ""),
            ("geldig", "ja" if self.valid_only else ""),
            ("bron", "" if self.scope == ALL else self.scope),
            ("sorteer", "" if self.sort == self.but(sort="").order else self.sort),
            ("pagina", "" if self.page == 1 else str(self.page)),
        ]
        return [
            *([("q", self.text)] if self.text else []),
            *self.choices,
            *(pair for pair in single if pair[1]),
            *(("lijst", slug) for slug in self.shortlist),
        ]

    @property
    def query(self) -> str:
        """`?q=...&element=...`, or nothing when nothing is chosen."""
        pairs = self.pairs()
        return f"?{urlencode(pairs)}" if pairs else ""
