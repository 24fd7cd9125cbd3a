"""What our own words (`we:`) mean, where no common word says it."""

from collections.abc import Iterator

from interventions.finding import facets
from interventions.models import Statement
from interventions.open_data.linked_data.terms import Name, Thing, dutch, terms_of_use
from interventions.sheet import SORTING, Fact, Kind, Part
from interventions.sheet.document import KINDS, told
from interventions.sheet.fact import label_of

CONCEPT, SCHEME = Name("skos:Concept"), Name("skos:ConceptScheme")
# (facet, fact of the sheet) of what sorts.
SORTED = [
    (facet, fact) for fact in SORTING for facet in facets.SORTING if fact.field in facet.fields
]
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


def vocabulary() -> Iterator[Thing]:
    """Each word of our own as a thing, the kinds of statements included."""
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
    scheme, words = Name("we:soorten"), [Name(f"we:soort-{KINDS[kind]}") for kind in ABOUT_KINDS]
    yield scheme_thing(scheme, "Soorten uitspraken", "", {"skos:hasTopConcept": words})
    for kind, about in ABOUT_KINDS.items():
        word = KINDS[kind]
        yield Thing(
            Name(f"we:soort-{word}"),
            {
                "rdf:type": [CONCEPT],
                "skos:inScheme": [scheme],
                "skos:topConceptOf": [scheme],
                "skos:notation": [word],
                "skos:prefLabel": dutch(word),
                "skos:definition": dutch(about),
            },
        )


def scheme_thing(name: Name, title: str, about: str, more: dict) -> Thing:
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
