"""The elements, the glossary and the sorting as SKOS, with their sources."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst

from elements.models import Element, Term
from elements.text import list_lines
from interventions.models import Municipality, RecognitionLevel
from interventions.open_data.linked_data.terms import (
    Address,
    Dutch,
    Name,
    Thing,
    Unsaid,
    at,
    dutch,
    identity,
    partial_date,
    source_name,
)
from interventions.open_data.linked_data.vocabulary import (
    CONCEPT,
    SORTED,
    scheme_thing,
    vocabulary,
)
from interventions.sheet import CHANGE
from interventions.sheet.document import element_document, source_document
from interventions.workflow.bibliography import public_sources

ELEMENTS, GLOSSARY = Name("we:elementen"), Name("we:begrippen")
SCHEMES = {
    **{facet.name: (fact.title(CHANGE), facet.model) for facet, fact in SORTED},
    "niveau": ("Niveaus van erkenning", RecognitionLevel),
    "gemeente": ("Gemeenten", Municipality),
}


def concepts() -> Iterator[Thing]:
    """The schemes with what is in them, their sources, and our own vocabulary."""
    yield from _elements()
    yield from _glossary()
    used = Q(elements__in=Element.objects.public()) | Q(terms__isnull=False) | Q(is_founding=True)
    for source in public_sources().filter(used).distinct().order_by("slug"):
        yield source_thing(source_document(source))
    for kind, (title, model) in SCHEMES.items():
        yield from _sorting(kind, title, model)
    yield from vocabulary()


def _elements() -> Iterator[Thing]:
    article = public_sources().founding().first()
    rows = list(Element.objects.public().select_related("source"))
    names = Counter(row.name for row in rows)
    yield scheme_thing(
        ELEMENTS,
        "Werkzame elementen",
        "Een werkzaam element is een bouwsteen van een aanpak die helpt om het doel te bereiken. "
        "Het is een goede indicatie, geen bewijs.",
        {
            "skos:hasTopConcept": [identity("element", row.slug) for row in rows],
            "dct:source": [source_name(article.slug)] if article else [],
        },
    )
    for row in rows:
        document = element_document(row)
        # In one scheme each concept has a label of its own, also beside a retired one.
        label = row.name if names[row.name] == 1 else f"{row.name} ({row.slug})"
        yield _element(document, label, row.standing)


def _element(document: dict, label: str, standing: str) -> Thing:
    return Thing(
        identity("element", document["slug"]),
        {
            "rdf:type": [CONCEPT],
            "skos:inScheme": [ELEMENTS],
            "skos:topConceptOf": [ELEMENTS],
            "skos:notation": [document["slug"]],
            "skos:prefLabel": dutch(label),
            "skos:altLabel": (
                dutch(document["korteNaam"]) if document["korteNaam"] != label else []
            ),
            "skos:definition": dutch(document["samenvatting"]),
            "skos:scopeNote": dutch(document["beschrijving"]),
            "skos:historyNote": dutch(standing.capitalize()),
            "we:zoDoetUDat": [Dutch(line) for line in document["zoDoetUDat"]],
            "we:samenvattingVoorBeleid": dutch(document["samenvattingVoorBeleid"]),
            "we:algemeneUitspraak": dutch(document["algemeneUitspraak"]),
            "dct:source": [source_name(document["bron"])],
            "we:vindplaats": dutch(document["vindplaats"]),
            "foaf:page": [at(reverse("public:element-detail", args=[document["slug"]]))],
        },
    )


def _glossary() -> Iterator[Thing]:
    rows = list(Term.objects.prefetch_related("sources"))
    yield scheme_thing(
        GLOSSARY,
        "Begrippen",
        "Woorden uit het veld, uitgelegd in gewone taal.",
        {"skos:hasTopConcept": [identity("term", row.slug) for row in rows]},
    )
    page = reverse("public:term-list")
    for term in rows:
        yield Thing(
            identity("term", term.slug),
            {
                "rdf:type": [CONCEPT],
                "skos:inScheme": [GLOSSARY],
                "skos:topConceptOf": [GLOSSARY],
                "skos:notation": [term.slug],
                "skos:prefLabel": dutch(term.name),
                "skos:definition": dutch(term.definition),
                "dct:source": [source_name(source.slug) for source in term.sources.all()],
                "foaf:page": [at(f"{page}#{term.slug}")],
            },
        )


def _sorting(kind: str, title: str, model) -> Iterator[Thing]:
    scheme = Name(f"we:{kind}-schema")
    rows = model.objects.all()
    if hasattr(model, "broader"):
        rows = rows.select_related("broader")
    top = [Name(f"we:{kind}-{row.slug}") for row in rows if not getattr(row, "broader", None)]
    yield scheme_thing(scheme, title, "", {"skos:hasTopConcept": top})
    for row in rows:
        name = Name(f"we:{kind}-{row.slug}")
        broader = getattr(row, "broader", None)
        former = list_lines(getattr(row, "former_names", ""))
        about = getattr(row, "definition", "") or getattr(row, "meaning", "")
        yield Thing(
            name,
            {
                "rdf:type": [CONCEPT],
                "skos:inScheme": [scheme],
                "skos:topConceptOf": [] if broader else [scheme],
                "skos:notation": [row.slug],
                "skos:prefLabel": dutch(row.name),
                "skos:altLabel": [Dutch(text) for text in former if text != row.name],
                "skos:definition": dutch(
                    about or f"{capfirst(row._meta.verbose_name)} {row.name}."
                ),
                "skos:broader": [Name(f"we:{kind}-{broader.slug}")] if broader else [],
            },
        )


def source_thing(document: dict) -> Thing:
    """A source as a document keeps it."""
    return Thing(
        source_name(document["id"]),
        {
            "rdf:type": [Name("dct:BibliographicResource"), Name("prov:Entity")],
            "dct:identifier": [document["id"]],
            "dct:title": [Unsaid(document["titel"])],
            "dc:creator": document["auteurs"],
            "dc:publisher": [document["uitgever"]],
            "dct:date": partial_date(document["datum"]),
            "dc:type": dutch(document["soort"]),
            "we:gelezen": dutch(document["gelezen"]),
            "foaf:page": [Address(document["url"])] if document["url"] else [],
        },
    )
