"""The elements, the glossary and the sorting as SKOS, and what our own words mean."""

from collections.abc import Iterator

from django.urls import reverse

from elements.models import Element, Term
from elements.text import list_lines
from interventions.finding import facets
from interventions.models import Municipality, RecognitionLevel, Statement
from interventions.open_data.linked_data.terms import (
    Address,
    Dutch,
    Name,
    Thing,
    at,
    dutch,
    identity,
    partial_date,
    source_name,
    terms_of_use,
)
from interventions.sheet import CHANGE, SORTING, Fact, Kind, Part
from interventions.sheet.document import KINDS, element_document, source_document, told
from interventions.sheet.fact import label_of
from interventions.workflow.bibliography import public_sources

CONCEPT, SCHEME = Name("skos:Concept"), Name("skos:ConceptScheme")
ELEMENTS, GLOSSARY = Name("we:elementen"), Name("we:begrippen")
# (facet, fact of the sheet) of what sorts.
SORTED = [
    (facet, fact) for fact in SORTING for facet in facets.SORTING if fact.field in facet.fields
]
SCHEMES = {
    **{facet.name: (fact.title(CHANGE), facet.model) for facet, fact in SORTED},
    "niveau": ("Niveaus van erkenning", RecognitionLevel),
    "gemeente": ("Gemeenten", Municipality),
}
ABOUT_KINDS = {
    Statement.Kind.NAMED: "De bron noemt het element bij deze interventie.",
    Statement.Kind.CONTRAST: (
        "De bron noemt het element als tegenvoorbeeld. De interventie heeft het dus niet."
    ),
    Statement.Kind.INFERRED: (
        "De bron beschrijft dit, maar noemt het element niet. De redactie leest het zo; de "
        "grondslag zegt waarop dat berust."
    ),
}
CLASSES = {
    "Interventie": ("Interventie", "Een aanpak voor buurt en wijk.", "prov:Plan"),
    "Uitspraak": (
        "Uitspraak",
        "Deze bron zegt dat deze interventie dit element zo gebruikt. Is er geen uitspraak, dan "
        "is het element niet genoemd. Dat betekent niet dat de interventie het niet heeft.",
        "prov:Entity",
    ),
    "Erkenning": (
        "Erkenning",
        "Een commissie erkende de interventie op deze datum.",
        "prov:Entity",
    ),
    "Plaats": (
        "Plaats",
        "Een bron zegt dat de interventie in deze gemeente gebeurt of gebeurde.",
        "prov:Entity",
    ),
}
PROPERTIES = {
    "uitspraak": "Een uitspraak over deze interventie",
    "over": "De interventie waar het over gaat",
    "element": "Het werkzame element",
    "soort": "De soort uitspraak: genoemd, contrast of afgeleid",
    "uitleg": "Hoe de interventie dit doet",
    "vindplaats": "Het onderdeel van de bron",
    "grondslag": "Het deel van de bron waarop de lezing van de redactie berust",
    "extraBron": "Nog een bron van de uitleg",
    "erkenning": "Een erkenning van deze interventie",
    "niveau": "Het niveau van de erkenning",
    "commissie": "Wie erkende",
    "plaats": "Waar de interventie gebeurt of gebeurde",
    "gemeente": "De gemeente",
    "vanaf": "Het eerste jaar",
    "totEnMet": "Het laatste jaar",
    "geldigTot": "De erkenning geldt tot",
    "nagekekenOp": "De dag waarop de redactie dit nakeek",
    "gelezen": "Hoeveel wij van de bron lazen",
    **{facet.linked or facet.name: facet.title for facet, _ in SORTED},
    "zoDoetUDat": "Een punt uit 'Zo doet u dat', gemaakt door de redactie",
    "samenvattingVoorBeleid": "Samenvatting voor beleid",
    "algemeneUitspraak": "Wat een bron van alle interventies tegelijk zegt",
}


# Facts of the sheet for which there is a common word, and those that sort.
COMMON = ("naam", "slug", "aliassen", "variantVan", "samenvatting")


def told_in_our_words() -> Iterator[Fact]:
    return (fact for fact in told() if fact.key not in COMMON)


def word_of(fact: Fact) -> str:
    return f"we:{fact.linked or fact.key}"


def word_of_part(fact: Fact, part: Part) -> str:
    return f"{word_of(fact)}{part.key[0].upper()}{part.key[1:]}"


def _words_of_the_sheet() -> Iterator[tuple[str, str]]:
    """(our word, what it means) of each fact, its date and its source."""
    for fact in told_in_our_words():
        word = word_of(fact)
        for part in fact.parts:
            yield word_of_part(fact, part), part.heading
        if fact.kind not in (Kind.ADDRESS, Kind.PARTS):
            yield word, fact.label
        if fact.date:
            yield f"{word}Datum", fact.headings["datum"]
        if fact.source:
            yield f"{word}Bron", fact.headings.get("bron") or label_of(fact.model, fact.source)


def concepts() -> Iterator[Thing]:
    """The schemes with what is in them, their sources, and our own vocabulary."""
    yield from _elements()
    yield from _glossary()
    for kind, (title, model) in SCHEMES.items():
        yield from _sorting(kind, title, model)
    yield from vocabulary()


def _elements() -> Iterator[Thing]:
    article = public_sources().founding().first()
    rows = list(Element.objects.public().select_related("source"))
    yield _scheme(
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
        yield _element(element_document(row), row.standing)
    found = {row.source for row in rows} | ({article} if article else set())
    for source in sorted(found, key=lambda source: source.slug):
        yield source_thing(source_document(source))


def _element(document: dict, standing: str) -> Thing:
    return Thing(
        identity("element", document["slug"]),
        {
            "rdf:type": [CONCEPT],
            "skos:inScheme": [ELEMENTS],
            "skos:topConceptOf": [ELEMENTS],
            "skos:notation": [document["slug"]],
            "skos:prefLabel": dutch(document["naam"]),
            "skos:altLabel": (
                dutch(document["korteNaam"]) if document["korteNaam"] != document["naam"] else []
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
    yield _scheme(GLOSSARY, "Begrippen", "Woorden uit het veld, uitgelegd in gewone taal.", {})
    page = reverse("public:term-list")
    for term in Term.objects.prefetch_related("sources"):
        yield Thing(
            identity("term", term.slug),
            {
                "rdf:type": [CONCEPT],
                "skos:inScheme": [GLOSSARY],
                "skos:notation": [term.slug],
                "skos:prefLabel": dutch(term.name),
                "skos:definition": dutch(term.definition),
                "dct:source": [source_name(source.slug) for source in term.sources.all()],
                "foaf:page": [at(f"{page}#{term.slug}")],
            },
        )


def _sorting(kind: str, title: str, model) -> Iterator[Thing]:
    scheme = Name(f"we:{kind}-schema")
    yield _scheme(scheme, title, "", {})
    rows = model.objects.all()
    if hasattr(model, "broader"):
        rows = rows.select_related("broader")
    for row in rows:
        broader = getattr(row, "broader", None)
        former = list_lines(getattr(row, "former_names", ""))
        yield Thing(
            Name(f"we:{kind}-{row.slug}"),
            {
                "rdf:type": [CONCEPT],
                "skos:inScheme": [scheme],
                "skos:notation": [row.slug],
                "skos:prefLabel": dutch(row.name),
                "skos:altLabel": [Dutch(name) for name in former],
                "skos:definition": dutch(
                    getattr(row, "definition", "") or getattr(row, "meaning", "")
                ),
                "skos:broader": [Name(f"we:{kind}-{broader.slug}")] if broader else [],
            },
        )


def _scheme(name: Name, title: str, about: str, more: dict) -> Thing:
    return Thing(
        name,
        {
            "rdf:type": [SCHEME],
            "dct:title": dutch(title),
            "dct:description": dutch(about),
            **terms_of_use(),
            **more,
        },
    )


def source_thing(document: dict) -> Thing:
    """A source as a document keeps it."""
    return Thing(
        source_name(document["id"]),
        {
            "rdf:type": [Name("dct:BibliographicResource"), Name("prov:Entity")],
            "dct:identifier": [document["id"]],
            "dct:title": [document["titel"]],
            "dc:creator": document["auteurs"],
            "dc:publisher": [document["uitgever"]],
            "dct:date": partial_date(document["datum"]),
            "dc:type": dutch(document["soort"]),
            "we:gelezen": dutch(document["gelezen"]),
            "foaf:page": [Address(document["url"])] if document["url"] else [],
        },
    )


def vocabulary() -> Iterator[Thing]:
    """What our own words mean, where no common word says it."""
    for name, (label, about, broader) in CLASSES.items():
        yield Thing(
            Name(f"we:{name}"),
            {
                "rdf:type": [Name("rdfs:Class")],
                "rdfs:label": dutch(label),
                "rdfs:comment": dutch(about),
                "rdfs:subClassOf": [Name(broader)],
            },
        )
    ours = ((f"we:{name}", label) for name, label in PROPERTIES.items())
    for word, label in (*ours, *_words_of_the_sheet()):
        yield Thing(
            Name(word),
            {"rdf:type": [Name("rdf:Property")], "rdfs:label": dutch(label)},
        )
    yield _scheme(Name("we:soorten"), "Soorten uitspraken", "", {})
    for kind, about in ABOUT_KINDS.items():
        word = KINDS[kind]
        yield Thing(
            Name(f"we:soort-{word}"),
            {
                "rdf:type": [CONCEPT],
                "skos:inScheme": [Name("we:soorten")],
                "skos:notation": [word],
                "skos:prefLabel": dutch(word),
                "skos:definition": dutch(about),
            },
        )
