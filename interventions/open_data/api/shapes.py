"""The shapes of the answers, in the JSON Schema of OpenAPI 3.0; nothing is rendered through them.

Facts and facets follow from their tables, the rest is written. Tests hold each shape against real
answers, field by field.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import SlugField
from django.utils.text import capfirst

from elements.models import Source
from interventions.finding.facets import FACETS, UNKNOWN
from interventions.models.intervention import YEARS
from interventions.sheet import (
    FACT,
    FACTS,
    PLACES,
    RECOGNITIONS,
    SOURCED,
    STATEMENTS,
    Fact,
    Kind,
    Part,
)
from interventions.sheet.document import KINDS, source_key, told
from interventions.sheet.fact import ABOUT_OWN

Shape = dict[str, Any]

TEXT = {"type": "string"}
SLUG = {"type": "string", "maxLength": 80, "pattern": "^[-a-zA-Z0-9_]+$"}
PARTIAL_DATE = {
    "type": "string",
    "format": "partial-date",
    "pattern": "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
}
NOTHING = {"type": "object", "nullable": True, "enum": [None]}
COUNTS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
OF_KIND: dict[Kind, Shape] = {
    **dict.fromkeys((Kind.TEXT, Kind.LINE), TEXT),
    **dict.fromkeys((Kind.SOURCE, Kind.ELEMENT, Kind.LEVEL, Kind.WORD, Kind.ORIGINAL), SLUG),
    Kind.LINES: {"type": "array", "items": TEXT},
    Kind.WORDS: {"type": "array", "items": SLUG},
    Kind.YEAR: {
        "type": "integer",
        "minimum": YEARS[0].limit_value,
        "maximum": YEARS[1].limit_value,
    },
    Kind.DATE: PARTIAL_DATE,
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
}
EMPTY = ("uitleg",)  # and never `null`
NAMES = {"databankStatus": "StandInDatabank"}  # of a shape that is not called after its key
DATED = [fact for fact in FACTS if fact.kind is Kind.CHOICE]
OF_PARTS = [fact for fact in FACTS if fact.parts]
SORTED = [fact for fact in FACTS if fact.kind is Kind.WORDS and fact.key != "bronnen"]
LISTED = [
    *(FACT["slug"], FACT["naam"], FACT["samenvatting"], *SORTED),
    *(FACT["uitvoering"], FACT["onderzoeksbeeld"]),
]


def shapes(written: Mapping[str, Shape]) -> dict[str, Shape]:
    """All shapes by name: what is written of each, and what follows from the tables."""
    listed = {
        **of_facts(LISTED),
        "nieuwsteBron": maybe(PARTIAL_DATE, "De datum van de nieuwste bron."),
        **written["InterventieInLijst"]["properties"],
    }
    follows = {
        "Bron": {
            "soort": one_of(Source.Kind.values),
            "datum": maybe(PARTIAL_DATE, "Wanneer het verscheen."),
        },
        "Erkenning": of_facts(RECOGNITIONS.facts),
        "Facetten": {facet: of_facet(facet) for facet in FACETS},
        "Interventie": {**of_facts(told()), **listed, **of_own_sources()},
        "InterventieInLijst": listed,
        "ProbleemMetVerzoek": written["Probleem"]["properties"],
        "Uitspraak": of_facts(STATEMENTS.facts),
        "Plaats": of_facts(PLACES.facts),
        **{name_of(fact): of_dated(fact) for fact in DATED},
        **{name_of(fact): of_parts(fact) for fact in OF_PARTS},
    }
    about = {
        **written,
        **{name_of(fact): {"description": fact.about} for fact in (*DATED, *OF_PARTS)},
    }
    return {
        name: always(follows.get(name, {}), about.get(name, {}))
        for name in sorted({*follows, *about})
    }


def always(fields: Mapping[str, Shape], about: Shape) -> Shape:
    """An object that has each of its fields in every answer, but for those it calls optional."""
    fields = {**fields, **about.get("properties", {})}
    required = sorted({*fields} - {*about.get("optional", ())})
    told = {name: value for name, value in about.items() if name != "optional"}
    return {"type": "object", **told, "properties": fields, "required": required}


def of_facts(facts: Iterable[Fact]) -> dict[str, Shape]:
    return {fact.key: of_fact(fact) for fact in facts if fact.key}


def of_fact(fact: Fact) -> Shape:
    """The shape of what a document says of a fact."""
    field = field_of(fact)
    if fact in DATED or fact in OF_PARTS:
        return or_null(name_of(fact), "`null`: niet bekend.")
    if fact.kind is Kind.CHOICE:
        return said(stands(fact), fact.about)
    shape = SLUG if isinstance(field, SlugField) else OF_KIND[fact.kind]
    is_known = not field.blank or shape["type"] == "array" or fact.key in EMPTY
    return said(shape, fact.about) if is_known else maybe(shape, fact.about)


def of_own_sources() -> dict[str, Shape]:
    return {source_key(fact): maybe(SLUG, fact.about_source) for fact in SOURCED}


def of_dated(fact: Fact) -> dict[str, Shape]:
    """A choice with its date, and its source where it has one; else with the year of the date."""
    if fact.source:
        return {
            "stand": stands(fact),
            "datum": maybe(PARTIAL_DATE, ABOUT_OWN["datum"]),
            "bron": maybe(SLUG, ABOUT_OWN["bron"]),
        }
    return {
        "stand": stands(fact),
        "jaar": said({"type": "integer"}, "Het jaar waarin dat zo was."),
        "datum": said(PARTIAL_DATE, "Wanneer dat zo was."),
    }


def of_parts(fact: Fact) -> dict[str, Shape]:
    """What belongs together: all but lists may be unknown, and its own field as all of them may."""
    return {
        part.key: said(OF_KIND[part.kind], part.about)
        if part.kind is Kind.WORDS
        else of_part(fact, part)
        for part in fact.parts
    }


def of_part(fact: Fact, part: Part) -> Shape:
    choices = field_of(fact, part.field).choices
    shape = one_of(value for value, _ in choices) if choices else OF_KIND[part.kind]
    is_known = bool(choices) and part.field == fact.field
    return said(shape, part.about) if is_known else maybe(shape, part.about)


def of_facet(facet: str) -> Shape:
    about = f"Per waarde van `{facet}`: hoeveel interventies u vindt als u die nu ook kiest."
    return said(COUNTS, about)


def name_of(fact: Fact) -> str:
    """What the shape of a choice with a date is called."""
    return NAMES.get(fact.key, capfirst(fact.key))


def field_of(fact: Fact, name: str = "") -> Any:
    return fact.model._meta.get_field(name or fact.field)


def stands(fact: Fact) -> Shape:
    choices = field_of(fact).choices
    return one_of(KINDS.get(value, value) for value, _ in choices if value != UNKNOWN)


def one_of(values: Iterable[str]) -> Shape:
    return {"type": "string", "enum": list(values)}


def reference(name: str, kind: str = "schemas") -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def or_null(name: str, about: str) -> Shape:
    """What another shape describes, or `null`: that shape itself admits no `null`."""
    return maybe({"type": "object", "anyOf": [reference(name), NOTHING]}, about)


def said(shape: Shape, about: str) -> Shape:
    """The shape with what it is about; of a partial date, also how it is written."""
    written = " `JJJJ`, `JJJJ-MM` of `JJJJ-MM-DD`." if shape is PARTIAL_DATE else ""
    return {**shape, "description": about + written}


def maybe(shape: Shape, about: str) -> Shape:
    """The same, or `null`; of a text, also what that means."""
    meaning = " `null`: niet bekend." if shape is TEXT and "`null`" not in about else ""
    values = {"enum": [*shape["enum"], None]} if "enum" in shape else {}
    return {**said(shape, about + meaning), **values, "nullable": True}
