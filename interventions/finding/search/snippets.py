"""Where in a text the words of a query stand."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from elements.text import fold
from interventions.finding.search.tokens import stem
from interventions.models import Intervention, Statement

WORD = re.compile(r"[^\W_]+")
LENGTH = 180  # letters of a snippet, about two lines
OPEN, CLOSE = Markup("<mark>"), Markup("</mark>")


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    return stem(fold(word))


def marked(text: str, stems: frozenset[str]) -> Markup:
    """The escaped text with `mark` around every word that the query asked for."""
    parts, end = [], 0
    for match in WORD.finditer(text):
        if _root(match[0]) in stems:
            parts += [escape(text[end : match.start()]), OPEN, match[0], CLOSE]
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def has_hit(text: str, stems: frozenset[str]) -> bool:
    return any(_root(word) in stems for word in WORD.findall(text))


def snippets(ids: Sequence[int], stems: frozenset[str]) -> dict[int, Markup]:
    """Of each intervention a piece of the heaviest field, after name and summary, with a hit.

    Those without a hit are left out. Two queries.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    rows = Intervention.objects.filter(pk__in=ids).order_by()
    for pk, *fields in rows.values_list("pk", "goal", "target_group_text", "approach"):
        texts[pk] += fields
    statements = (
        Statement.objects.public().filter(intervention__in=ids).order_by("element__position", "pk")
    )
    for pk, explanation in statements.values_list("intervention", "explanation"):
        texts[pk].append(explanation)
    hits = {
        pk: next((text for text in fields if has_hit(text, stems)), "")
        for pk, fields in texts.items()
    }
    return {pk: marked(_window(text, stems), stems) for pk, text in hits.items() if text}


def _window(text: str, stems: frozenset[str]) -> str:
    """The text, or when it is long the part around its first hit, cut between words."""
    text = " ".join(text.split())
    if len(text) <= LENGTH:
        return text
    first = next(match for match in WORD.finditer(text) if _root(match[0]) in stems)
    start = max(0, min(first.start() - LENGTH // 3, len(text) - LENGTH))
    start = text.rfind(" ", 0, start) + 1
    end = text.find(" ", start + LENGTH)
    piece = text[start:] if end < 0 else text[start:end]
    return f"{'… ' if start else ''}{piece}{' …' if end >= 0 else ''}"
