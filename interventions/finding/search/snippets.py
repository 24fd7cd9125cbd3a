"""Where in a text the words of a query stand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from interventions.finding.search.index import READ
from interventions.finding.search.tokens import stem, words
from interventions.models import Intervention, Statement
from interventions.sheet import PAGE, Fact

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LENGTH = 180  # letters of a snippet, about two lines
OPEN, CLOSE = Markup("<mark>"), Markup("</mark>")
# Every card shows these. Of the rest the heaviest first; relations, which take a query each, only
# where no text has a hit.
ON_CARD = ("naam", "samenvatting", "onderzoeksbeeld")
_HEAVIEST = sorted(
    (fact for fact in READ if fact.key not in ON_CARD), key=lambda fact: -fact.weight
)
SHOWN = [name for fact in READ if fact.key in ON_CARD for name in fact.text_fields]
TEXTS = [fact for fact in _HEAVIEST if not fact.is_relation]
TITLES = [(fact.title(PAGE), fact.text_fields) for fact in TEXTS]
RELATIONS = [fact for fact in _HEAVIEST if fact.is_relation]


Piece = tuple[str, str]  # what it is about, and the text


@dataclass(frozen=True)
class Snippet:
    """A piece of a text, and what that text is about."""

    label: str
    text: Markup


@lru_cache(maxsize=20_000)
def _root(word: str) -> str:
    return "".join(map(stem, words(word)[:1]))


def marked(text: str, stems: frozenset[str]) -> Markup:
    """The escaped text with `mark` around every word that the query asked for."""
    parts, end = [], 0
    for match in WORD.finditer(text):
        if _root(match[0]) in stems:
            parts += [escape(text[end : match.start()]), OPEN, match[0], CLOSE]
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def has_hit(text: str, stems: frozenset[str]) -> bool:
    return not stems.isdisjoint(map(_root, WORD.findall(text)))


def snippets(
    ids: Sequence[int], stems: frozenset[str], asked: Sequence[Fact] = ()
) -> dict[int, Snippet]:
    """Of each intervention a piece of the fact that was asked for, or of the heaviest with a hit.

    Those without are left out. Two queries; some more for those that have a hit in none of these,
    and not in the name or summary either.
    """
    said = _said(ids)
    found = {
        pk: _asked_for(values, asked) or _first(_of_texts(values), stems)
        for pk, values in said.items()
    }
    bare = [pk for pk, piece in found.items() if not piece]
    if bare:
        found.update({pk: _first(pieces, stems) for pk, pieces in _of_statements(bare).items()})
    bare = [
        pk
        for pk in bare
        if not found[pk] and not has_hit(" ".join(said[pk][name] for name in SHOWN), stems)
    ]
    if bare:
        found.update({pk: _first(pieces, stems) for pk, pieces in _of_relations(bare).items()})
    return {
        pk: Snippet(piece[0], marked(_window(piece[1], stems), stems))
        for pk, piece in found.items()
        if piece
    }


def _first(pieces: Iterable[Piece], stems: frozenset[str]) -> Piece | None:
    return next((piece for piece in pieces if has_hit(piece[1], stems)), None)


def _said(ids: Sequence[int]) -> dict[int, dict[str, str]]:
    names = [*SHOWN, *(name for fact in TEXTS for name in fact.text_fields)]
    rows = Intervention.objects.filter(pk__in=ids).order_by().values_list("pk", *names)
    return {
        pk: {name: str(value or "") for name, value in zip(names, values, strict=True)}
        for pk, *values in rows
    }


def _asked_for(values: Mapping[str, str], asked: Sequence[Fact]) -> Piece | None:
    pieces = [
        (fact.title(PAGE), _text(values, fact.text_fields)) for fact in asked if fact in TEXTS
    ]
    return next((piece for piece in pieces if piece[1]), None)


def _of_texts(values: Mapping[str, str]) -> Iterator[Piece]:
    return ((title, _text(values, names)) for title, names in TITLES)


def _text(values: Mapping[str, str], names: Iterable[str]) -> str:
    return "\n".join(filter(None, [values[name] for name in names]))


def _of_statements(ids: Sequence[int]) -> dict[int, list[Piece]]:
    found = defaultdict(list)
    rows = Statement.objects.public().filter(intervention__in=ids)
    for pk, element, explanation in rows.order_by("element__position", "pk").values_list(
        "intervention", "element__short_name", "explanation"
    ):
        found[pk].append((element, explanation))
    return found


def _of_relations(ids: Sequence[int]) -> dict[int, list[Piece]]:
    rows = Intervention.objects.filter(pk__in=ids).order_by().only("pk")
    return {
        row.pk: [(fact.title(PAGE), ", ".join(fact.text(row).splitlines())) for fact in RELATIONS]
        for row in rows.prefetch_related(*(fact.field for fact in RELATIONS))
    }


def _window(text: str, stems: frozenset[str]) -> str:
    """The text, or when it is long the part around its first hit, cut between words."""
    text = " ".join(text.split())
    if len(text) <= LENGTH:
        return text
    first = next((match for match in WORD.finditer(text) if _root(match[0]) in stems), None)
    start = max(0, min((first.start() if first else 0) - LENGTH // 3, len(text) - LENGTH))
    start = text.rfind(" ", 0, start) + 1
    end = text.find(" ", start + LENGTH)
    piece = text[start:] if end < 0 else text[start:end]
    return f"{'… ' if start else ''}{piece}{' …' if end >= 0 else ''}"
