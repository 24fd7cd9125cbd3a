"""Whether the site and the yardstick give the same answer: before any speed counts."""

from collections.abc import Iterator
from random import Random

from django.http import QueryDict

from benchmarks import yardstick
from benchmarks.words import pools
from interventions.finding.facets import facet_index
from interventions.finding.selection import read_selection

SELECTIONS = 30


class Disagreement(Exception):
    """The site and the yardstick differ, so that no comparison of their speed means anything."""


def random_selections(seed: int, amount: int = SELECTIONS) -> Iterator[QueryDict]:
    """Selections of up to three facets, half of them with a word too, in two orders."""
    rng = Random(f"selections {seed}")  # noqa: S311 - repeatable on purpose
    labels = facet_index().labels
    for _ in range(amount):
        data = QueryDict(mutable=True)
        for facet in rng.sample(tuple(yardstick.COLUMNS), rng.randrange(4)):
            values = list(labels[facet])
            data.setlist(facet, rng.sample(values, min(len(values), rng.choice((1, 1, 2)))))
        if rng.random() < 0.5:
            data["q"] = rng.choice(rng.choice(list(pools().values())))
        data["sorteer"] = rng.choice(("naam", "nieuwste"))
        yield data


def check_agreement(seed: int, amount: int = SELECTIONS) -> int:
    """Compare total, counts and first ids; gives how many selections found something.

    Raises Disagreement at the first difference.
    """
    filled = 0
    for data in random_selections(seed, amount):
        selection = read_selection(data)
        page = yardstick.page_of(data)
        compare(data, "total", selection.total, page.paginator.count)
        compare(data, "first ids", selection.page_ids, [row.pk for row in page])
        counts = yardstick.counts_of(data)
        for facet in counts.keys() & selection.counts.keys():
            ours = selection.counts[facet]
            theirs = {slug: counts[facet].get(slug, 0) for slug in ours}
            compare(data, f"counts of {facet}", ours, theirs)
        filled += selection.total > 0
    return filled


def compare(data: QueryDict, what: str, ours, theirs) -> None:
    if ours != theirs:
        raise Disagreement(
            f"?{data.urlencode()}: {what}: the site says {ours}, the yardstick {theirs}"
        )
