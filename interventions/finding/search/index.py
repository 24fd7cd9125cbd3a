"""What a published intervention can be found by, and how that gets into the index.

The same rows come out whether they are published one by one or made anew by `reindex`.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from django.db import models

from interventions.finding.search import engine
from interventions.finding.search.tokens import EXCEPTIONS, LONGEST_WORD, STOP, stem, words
from interventions.models import Intervention, SearchEntry, SearchWord
from interventions.models.statement import public_statements
from interventions.sheet import BOXES, FACTS, STATEMENTS

READ = tuple(fact for fact in FACTS if fact.is_searched)
READ_BELOW = tuple((box, [fact for fact in box.facts if fact.is_searched]) for box in BOXES)
NAME_WEIGHT = max(fact.weight for fact in READ)
ADDRESS = re.compile(r"https?://\S+")
CHUNK = 500


def _edition() -> str:
    """By what the index was made. A row of another edition is made anew by `prepare`."""
    rules = 1  # raise it when `entry_of` or `stem` gives something else for the same text
    below = (fact for _, facts in READ_BELOW for fact in facts)
    read = [(f.field, f.weight) for f in (*READ, *below)]
    made_by = rules, read, sorted(STOP), sorted(EXCEPTIONS.items())
    return hashlib.sha256(repr(made_by).encode()).hexdigest()[:16]


EDITION = _edition()


def indexed() -> models.QuerySet:
    """The published rows with all that is searched."""
    relations = [fact.field for fact in READ if fact.is_relation]
    return Intervention.objects.published().for_search().prefetch_related(*relations)


def is_up_to_date() -> bool:
    """Whether each published row has an entry, made by the rules of now."""
    entries = SearchEntry.objects.filter(edition=EDITION).count()
    return entries == SearchEntry.objects.count() == Intervention.objects.published().count()


def texts(intervention: Intervention) -> Iterator[tuple[int, str]]:
    """(weight, text) of everything that is searched."""
    for fact in READ:
        yield fact.weight, ADDRESS.sub(" ", fact.text(intervention))
    for box, facts in READ_BELOW:
        is_statement = box is STATEMENTS
        relation = getattr(intervention, box.relation)
        for row in public_statements(intervention) if is_statement else relation.all():
            for fact in facts:
                yield fact.weight, ADDRESS.sub(" ", fact.text(row))


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
        edition=EDITION,
        words=sorted(found),
        weights=dict(sorted(weights.items())),
    )


def put(intervention: Intervention) -> None:
    """Index one published intervention, or index it anew."""
    drop(intervention)
    entry = entry_of(indexed().get(pk=intervention.pk))
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
        entries = [entry_of(row) for row in indexed().filter(pk__in=ids[start : start + CHUNK])]
        _save(entries)
        for entry in entries:
            counts.update(entry.words)
    vocabulary = (SearchWord(word=word, entries=n) for word, n in counts.items())
    SearchWord.objects.bulk_create(vocabulary, batch_size=CHUNK)
    return len(ids)


def _save(entries: list[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(entries)
    engine.put((entry.pk, entry.weights) for entry in entries)
