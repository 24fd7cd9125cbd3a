"""Where in a text the words of a query stand."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from elements.text import fold
from interventions.models import Intervention
from interventions.search.tokens import stem

WORD = re.compile(r"[^\W_]+")
LENGTH = 180  # letters of a snippet, about two lines


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    return stem(fold(word))


def marked(text: str, stems: frozenset[str]) -> Markup:
    """The escaped text with `mark` around every word that the query asked for."""
    parts, end = [], 0
    for match in WORD.finditer(text):
        if _root(match[0]) in stems:
            parts += [escape(text[end : match.start()]), Markup("<mark>{}</mark>").format(match[0])]
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def has_hit(text: str, stems: frozenset[str]) -> bool:
    return any(_root(word) in stems for word in WORD.findall(text))


def snippet(intervention: Intervention, stems: frozenset[str]) -> Markup:
    """A piece of the heaviest field, after name and summary, that has a hit; else nothing."""
    texts = (
        intervention.goal,
        intervention.target_group_text,
        intervention.approach,
        *(statement.explanation for statement in intervention.statements.all()),
    )
    text = next((text for text in texts if has_hit(text, stems)), "")
    return marked(_window(text, stems), stems) if text else Markup("")


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
