"""Interventions with their statements, recognitions and sources, from their newest versions."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from django.db.models import Max
from django.urls import reverse

from interventions.models import Intervention, Publication
from interventions.open_data.linked_data.concepts import source_thing
from interventions.open_data.linked_data.statements import statement_thing, versions_by_address
from interventions.open_data.linked_data.terms import (
    Address,
    Dutch,
    Name,
    Thing,
    at,
    dutch,
    identity,
    moment,
    partial_date,
    source_name,
    terms_of_use,
)
from interventions.open_data.linked_data.vocabulary import (
    SORTED,
    told_in_our_words,
    word_of,
    word_of_part,
)
from interventions.sheet import SOURCED, Fact, Kind
from interventions.sheet.document import source_key
from interventions.sheet.older import complete, with_sources_of_now
from interventions.sheet.permanent import with_permanent

AT_ONCE = 500


def descriptions(ids: Sequence[int], public: Container[str]) -> Iterator[Thing]:
    """All that is said of those of `ids` that are published; each source once.

    `public` are the slugs of what is public: nothing else is pointed to.
    """
    seen = set()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        stood = versions_by_address(some)
        for document in documents(some):
            yield from description(document, public, stood)
            for source in document["bronnen"]:
                if source["id"] not in seen:
                    seen.add(source["id"])
                    yield source_thing(source)


def documents(ids: Sequence[int]) -> Iterator[dict]:
    """The newest version of each of `ids` that is published, in their order."""
    rows = Publication.objects.filter(intervention__in=Intervention.objects.published())
    newest = rows.filter(intervention__in=ids).order_by().values("intervention")
    versions = newest.annotate(last=Max("pk")).values_list("last", flat=True)
    found = dict(
        Publication.objects.filter(pk__in=list(versions)).values_list("intervention", "document")
    )
    whole = map(complete, with_sources_of_now(found[pk] for pk in ids if pk in found))
    return iter(with_permanent(whole))


def description(
    document: dict, public: Container[str], stood: Mapping[str, list[int]]
) -> Iterator[Thing]:
    """One intervention, its statements and its recognitions; its sources are only named.

    `stood`: by its address the versions that a statement stood in.
    """
    name = identity("intervention", document["slug"])
    statements = [statement_thing(document, row, stood) for row in document["uitspraken"]]
    recognitions = list(_recognitions(name, document["erkenningen"]))
    places = list(_places(name, document["plaatsen"]))
    yield Thing(
        name,
        {
            "rdf:type": [Name("we:Interventie"), Name("prov:Plan")],
            "dct:identifier": [document["slug"]],
            "dct:title": dutch(document["naam"]),
            "dct:alternative": [Dutch(alias) for alias in document["aliassen"]],
            "dct:abstract": dutch(document["samenvatting"]),
            **dict(_facts(document)),
            "dct:isVersionOf": [
                identity("intervention", slug)
                for slug in [document["variantVan"]]
                if slug and slug in public
            ],
            **_sorting(document),
            "we:uitspraak": [one.id for one in statements],
            "we:erkenning": [one.id for one in recognitions],
            "we:plaats": [one.id for one in places],
            "dct:source": [source_name(source["id"]) for source in document["bronnen"]],
            **_edition(document),
        },
    )
    yield from statements
    yield from recognitions
    yield from places


def _facts(document: dict) -> Iterator[tuple[str, list]]:
    """What the sheet says in words of our own, and the source and date of it."""
    for fact in told_in_our_words():
        value, word = document.get(fact.key), word_of(fact)
        match fact.kind:
            case Kind.CHOICE:
                yield from _choice(fact, value or {})
            case Kind.PARTS:
                yield from _parts(fact, value or {})
            case Kind.ADDRESS:
                yield "foaf:homepage", [Address(value)] if value else []
            case Kind.YEAR | Kind.DAY:
                yield word, partial_date(str(value or ""))
            case Kind.LINE:
                yield word, [value]
            case _:
                yield word, dutch(value)
        if fact in SOURCED:
            yield f"{word}Bron", _source(document.get(source_key(fact)))


def _choice(fact: Fact, said: dict) -> Iterator[tuple[str, list]]:
    word = word_of(fact)
    yield word, dutch(said.get("stand"))
    yield f"{word}Datum", partial_date(said.get("datum"))
    if fact.source:
        yield f"{word}Bron", _source(said.get("bron"))


def _parts(fact: Fact, said: dict) -> Iterator[tuple[str, list]]:
    """A word of our own for each part of a fact: that of the fact, with the part behind it."""
    for part in fact.parts:
        value, word = said.get(part.key), word_of_part(fact, part)
        match part.kind:
            case Kind.WORDS:
                yield word, [source_name(slug) for slug in value or ()]
            case Kind.ADDRESS:
                yield word, [Address(value)] if value else []
            case Kind.YEAR | Kind.DATE | Kind.DAY:
                yield word, partial_date(str(value or ""))
            case _:
                yield word, dutch(value)


def _places(name: Address, rows: list[dict]) -> Iterator[Thing]:
    for row in rows:
        yield Thing(
            Address(f"{name}#plaats-{row['gemeente']}-{row['bron']}"),
            {
                "rdf:type": [Name("we:Plaats"), Name("prov:Entity")],
                "we:over": [name],
                "we:gemeente": [Name(f"we:gemeente-{row['gemeente']}")],
                "we:vanaf": partial_date(str(row["van"] or "")),
                "we:totEnMet": partial_date(str(row["tot"] or "")),
                "prov:hadPrimarySource": [source_name(row["bron"])],
            },
        )


def _sorting(document: dict) -> dict:
    return {
        f"we:{facet.linked or facet.name}": [
            Name(f"we:{facet.name}-{slug}") for slug in document[fact.key]
        ]
        for facet, fact in SORTED
    }


def _edition(document: dict) -> dict:
    """Which text this is, from when, and what may be done with it."""
    slug, number = document["slug"], document["versie"]
    return {
        "dct:issued": moment(document["gepubliceerdOp"]),
        "dct:modified": moment(document["gewijzigdOp"]),
        "dcat:version": [str(number or "")],
        "dct:hasVersion": (
            [at(reverse("public:intervention-version", args=[slug, number]))] if number else []
        ),
        "foaf:page": [at(reverse("public:intervention-detail", args=[slug]))],
        **terms_of_use(),
    }


def _recognitions(name: Address, rows: list[dict]) -> Iterator[Thing]:
    seen: Counter[str] = Counter()
    for row in reversed(rows):  # the newest is first, and what came later changes no name
        key = "-".join(("erkenning", row["niveau"], row["datum"], row["bron"] or ""))
        seen[key] += 1
        yield Thing(
            Address(f"{name}#{key}" + (f"-{seen[key]}" if seen[key] > 1 else "")),
            {
                "rdf:type": [Name("we:Erkenning"), Name("prov:Entity")],
                "we:over": [name],
                "we:niveau": [Name(f"we:niveau-{row['niveau']}")],
                "we:commissie": dutch(row["commissie"]),
                "dct:date": partial_date(row["datum"]),
                "we:geldigTot": partial_date(row["geldigTot"]),
                "we:nagekekenOp": partial_date(row["nagekekenOp"]),
                "prov:hadPrimarySource": _source(row["bron"]),
            },
        )


def _source(slug: str | None) -> list[Address]:
    return [source_name(slug)] if slug else []
