"""Of which class it is that a property points to: DCAT-AP-NL wants it said in the same file.

Only of what stands elsewhere (a code list, a licence, a page): our own things say it themselves.
"""

from collections.abc import Iterable, Iterator

from interventions.open_data.linked_data.terms import EU, Address, Dutch, Name, Thing

DOCUMENT = Name("foaf:Document")
CLASSES = {
    "dct:license": Name("dct:LicenseDocument"),
    "dct:language": Name("dct:LinguisticSystem"),
    "dct:accessRights": Name("dct:RightsStatement"),
    "dct:accrualPeriodicity": Name("dct:Frequency"),
    "dct:spatial": Name("dct:Location"),
    "dct:format": Name("dct:MediaTypeOrExtent"),
    "dcat:mediaType": Name("dct:MediaType"),
    **dict.fromkeys(("foaf:page", "foaf:homepage", "dcat:landingPage"), DOCUMENT),
    "dct:hasVersion": DOCUMENT,
}
# Words of the EU's code lists, with what they mean: list and code, label, definition.
CONCEPTS = (
    ("data-theme", "SOCI", "Bevolking en samenleving", "Data over mensen en hoe zij samenleven."),
    ("planned-availability", "AVAILABLE", "beschikbaar", "Dit blijft de komende jaren te krijgen."),
    ("distribution-status", "COMPLETED", "voltooid", "Dit is af en in gebruik."),
    ("dataset-status", "COMPLETED", "voltooid", "Dit is af en in gebruik."),
)
LISTS = {
    "data-theme": "Thema's van data",
    "planned-availability": "Hoe lang iets te krijgen is",
    "distribution-status": "Stand van een bestand",
    "dataset-status": "Stand van een dataset",
}


def code(kind: str, value: str) -> Address:
    """A value of one of the EU's code lists."""
    return Address(f"{EU}/{kind}/{value}")


def with_classes(things: Iterable[Thing]) -> Iterator[Thing]:
    """The things, and behind each the class of what it points to, once for each address."""
    seen = set()
    for thing in things:
        yield thing
        for name in thing.properties:
            for value in thing.properties[name] if name in CLASSES else ():
                if isinstance(value, Address) and (name, value) not in seen:
                    seen.add((name, value))
                    yield Thing(value, {"rdf:type": [CLASSES[name]]})


def concepts_of_code_lists() -> Iterator[Thing]:
    """The words of the EU that we use, with as much as SKOS-AP-NL asks of a concept."""
    for kind, title in LISTS.items():
        yield Thing(
            Address(f"{EU}/{kind}"),
            {"rdf:type": [Name("skos:ConceptScheme")], "dct:title": [Dutch(title)]},
        )
    for kind, value, label, about in CONCEPTS:
        scheme = Address(f"{EU}/{kind}")
        yield Thing(
            code(kind, value),
            {
                "rdf:type": [Name("skos:Concept")],
                "skos:inScheme": [scheme],
                "skos:topConceptOf": [scheme],
                "skos:prefLabel": [Dutch(label)],
                "skos:definition": [Dutch(about)],
            },
        )


def standard(address: Address, title: str) -> Thing:
    """A standard or a schema that something of ours follows."""
    return Thing(address, {"rdf:type": [Name("dct:Standard")], "dct:title": [Dutch(title)]})
