"""What a published intervention can be found by, and how that gets into the index.

The same rows come out whether they are published one by one or made anew by `reindex`.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import models

from interventions.finding.facets import SORTING
from interventions.finding.search import engine
from interventions.finding.search.tokens import LONGEST_WORD, STOP, stem, words
from interventions.models import Intervention, SearchEntry, SearchWord
from interventions.models.statement import public_statements

NAME_WEIGHT = 8
CHUNK = 500


def texts(intervention: Intervention) -> Iterator[tuple[int, str]]:
    """(weight, text) of everything that is searched, the heaviest first."""
    yield NAME_WEIGHT, f"{intervention.name}\n{intervention.aliases}"
    yield 4, intervention.summary
    yield 4, "\n".join(_names(intervention))
    yield 3, intervention.goal
    yield 3, intervention.target_group_text
    yield 2, intervention.approach
    for statement in public_statements(intervention):
        yield 2, statement.explanation
    yield 2, intervention.owner


def _names(intervention: Intervention) -> Iterator[str]:
    for statement in public_statements(intervention):
        yield statement.element.short_name
        yield statement.element.name
    for facet in SORTING:
        yield from (row.name for row in getattr(intervention, facet.fields[0]).all())


def entry_of(intervention: Intervention) -> SearchEntry:
    """The row for one intervention; not saved."""
    found: set[str] = set()
    weights: dict[str, int] = {}
    for weight, text in texts(intervention):
        for word in words(text):
            if len(word) > LONGEST_WORD or (word in STOP and weight < NAME_WEIGHT):
                continue  # a name such as 'Kan wél!' is made of nothing else
            found.add(word)
            root = stem(word)
            weights[root] = max(weights.get(root, 0), weight)
    return SearchEntry(
        intervention=intervention,
        words=sorted(found),
        weights=dict(sorted(weights.items())),
    )


def put(intervention: Intervention) -> None:
    """Index one published intervention, or index it anew."""
    drop(intervention)
    row = Intervention.objects.filter(pk=intervention.pk).for_search().get()
    entry = entry_of(row)
    _save([entry])
    known = SearchWord.objects.filter(word__in=entry.words)
    known.update(entries=models.F("entries") + 1)
    new = {*entry.words}.difference(known.values_list("word", flat=True))
    SearchWord.objects.bulk_create(SearchWord(word=word, entries=1) for word in sorted(new))


def drop(intervention: Intervention) -> None:
    """Take one intervention out of the index, and out of the vocabulary what only it had."""
    entry = SearchEntry.objects.filter(pk=intervention.pk).first()
    if entry is None:
        return
    standing = SearchWord.objects.filter(word__in=entry.words)
    standing.update(entries=models.F("entries") - 1)
    standing.filter(entries=0).delete()
    entry.delete()
    engine.drop(intervention.pk)


def reindex(rows: models.QuerySet | None = None) -> int:
    """Index these published rows anew, or everything; gives how many there were."""
    if rows is not None:
        found = list(rows)
        for row in found:
            put(row)
        return len(found)
    engine.empty()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    ids = list(Intervention.objects.published().order_by("pk").values_list("pk", flat=True))
    counts: Counter[str] = Counter()
    for start in range(0, len(ids), CHUNK):
        chunk = Intervention.objects.filter(pk__in=ids[start : start + CHUNK]).for_search()
        entries = [entry_of(row) for row in chunk]
        _save(entries)
        for entry in entries:
            counts.update(entry.words)
    vocabulary = (SearchWord(word=word, entries=n) for word, n in counts.items())
    SearchWord.objects.bulk_create(vocabulary, batch_size=CHUNK)
    return len(ids)


def _save(entries: list[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(entries)
    engine.put((entry.pk, entry.weights) for entry in entries)
