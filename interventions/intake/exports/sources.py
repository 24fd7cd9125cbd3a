"""The sources of an export: those that are here already, and those that are to be made."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from elements.authors import SIGN
from elements.models import Source
from elements.text import fold
from interventions.intake.exports.export import Export
from interventions.intake.spreadsheets.drafts import NewSource
from interventions.intake.spreadsheets.sources import KINDS, SourceShelf
from interventions.intake.spreadsheets.vocabulary import Vocabulary, Words
from interventions.workflow.bibliography import FROM_EXPORT

Known = Source | NewSource


def name_sources(export: Export, shelf: SourceShelf, vocabulary: Vocabulary) -> None:
    """In this file a source is known by the key that it has there, and by nothing else.

    It is one of ours by its address and title, or without an address by its title, date and
    publisher. What is not right is not known: the cells that name it say so.
    """
    bare = {
        (fold(one.title), one.date, fold(one.publisher)): one
        for one in Source.objects.filter(url="")
    }
    found: dict[str, Known] = {}
    for document in export.lines.values():
        for row in _rows(document.get("bronnen")):
            key = row.get("id")
            if isinstance(key, str) and key not in found and (new := _read(row, export)):
                known = (fold(new.title), new.date, fold(new.publisher))
                found[key] = shelf.find(new) if new.url else bare.get(known, new)
    ours = vocabulary.lists["source"]
    values = {f"daar {number}": source for number, source in enumerate(found.values())}
    keys = dict(zip(map(fold, found), values, strict=False))
    vocabulary.lists["source"] = Words(ours.title, ours.options, {**ours.values, **values}, keys)


def _rows(value: Any) -> Iterable[dict]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _read(row: dict, export: Export) -> NewSource | None:
    """The source that a row describes; nothing when it cannot stand in our list."""
    texts = {key: row.get(key) or "" for key in ("titel", "uitgever", "datum", "url", "gelezen")}
    if not all(isinstance(text, str) for text in texts.values()):
        return None
    kind = row.get("soort")
    source = Source(
        slug="bron",
        title=texts["titel"],
        publisher=texts["uitgever"],
        date=texts["datum"],
        url=texts["url"],
        kind=KINDS.get(fold(kind) if isinstance(kind, str) else "", Source.Kind.WEBSITE),
        authors=_authors(row),
        seen=f"{FROM_EXPORT} {export.whose}; daar: {texts['gelezen']}"[:200],
    )
    try:
        source.clean_fields()
    except ValidationError:
        return None
    return NewSource(
        source.title,
        source.url,
        source.date,
        source.kind,
        source.authors,
        source.publisher,
        source.seen,
    )


def _authors(row: dict) -> str:
    """As we store them. Who is said as they are cited, is an organisation."""
    cited, spoken = row.get("auteurs"), row.get("auteur")
    if not isinstance(cited, list) or not isinstance(spoken, str):
        return ""
    names = [name for name in cited if isinstance(name, str) and name.strip()]
    return "\n".join(f"{SIGN} {name}" if name in spoken else name for name in names)
