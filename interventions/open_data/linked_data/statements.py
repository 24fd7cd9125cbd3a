"""One statement as a record of its own: what it says now, or said last, and where it stood."""

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse

from interventions.models import Statement, StatementNumber
from interventions.open_data.linked_data.concepts import source_thing
from interventions.open_data.linked_data.terms import (
    Address,
    Name,
    Thing,
    Value,
    at,
    dutch,
    identity,
    moment,
    source_name,
    terms_of_use,
)
from interventions.sheet.older import complete, with_sources_of_now
from interventions.sheet.permanent import permanent, with_permanent


def place_of(row: StatementNumber) -> str:
    """Where a reader finds it: in the text, or in the last version that it stood in."""
    slug, anchor = row.intervention.slug, f"#uitspraak-{row.pk}"
    stands = Statement.objects.filter(
        intervention=row.intervention, element=row.element, source=row.source
    )
    if stands.exists():
        return f"{reverse('public:intervention-detail', args=[slug])}{anchor}"
    last = row.publications.order_by("-number").values_list("number", flat=True).first()
    return f"{reverse('public:intervention-version', args=[slug, last])}{anchor}"


def statement_record(row: StatementNumber) -> Iterator[Thing]:
    """All that is said of one statement, from the last version that it stood in, with its sources.

    One that went from the text says when.
    """
    versions = list(row.publications.order_by("number").values_list("number", "at"))
    (_, since), (last, _) = versions[0], versions[-1]
    after = row.intervention.publications.filter(number__gt=last).order_by("number")
    until = after.first()
    kept = row.publications.get(number=last).document
    [document] = with_permanent(map(complete, with_sources_of_now([kept])))
    said = next(
        one
        for one in document["uitspraken"]
        if (one["element"], one["bron"]) == (row.element.slug, row.source.slug)
    )
    thing = statement_thing(document, said, {said["id"]: [number for number, _ in versions]})
    yield Thing(
        thing.id,
        {
            **thing.properties,
            "prov:generatedAtTime": moment(since.isoformat()),
            "prov:invalidatedAtTime": moment(until.at.isoformat()) if until else [],
            **terms_of_use(),
        },
    )
    named = {said["bron"], *said["extraBronnen"]}
    yield from (source_thing(one) for one in document["bronnen"] if one["id"] in named)


def statement_thing(document: dict, row: dict, stood: Mapping[str, list[int]]) -> Thing:
    """A statement of a document with permanent addresses; `stood`: by address its versions."""
    about = identity("intervention", document["slug"])
    # As it was named before it had a number; that name stays one of the same thing.
    older = Address(f"{about}#uitspraak-{row['element']}-{row['bron']}")
    numbered: dict[str, list[Value | None]] = {}
    if row["id"]:
        numbered = {
            "dct:identifier": [row["id"].rpartition("/")[2]],
            "owl:sameAs": [older],
            "dct:isPartOf": [
                at(reverse("public:intervention-version", args=[document["slug"], version]))
                for version in stood.get(row["id"], ())
            ],
        }
    return Thing(
        Address(row["id"] or older),
        {
            "rdf:type": [Name("we:Uitspraak"), Name("prov:Entity")],
            **numbered,
            "we:over": [about],
            "we:element": [identity("element", row["element"])],
            "we:soort": [Name(f"we:soort-{row['soort']}")],
            "we:uitleg": dutch(row["uitleg"]),
            "prov:hadPrimarySource": [source_name(row["bron"])],
            "we:vindplaats": dutch(row["vindplaats"]),
            "we:grondslag": dutch(row["grondslag"]),
            "we:extraBron": [source_name(slug) for slug in row["extraBronnen"]],
        },
    )


def versions_by_address(interventions: Sequence[int]) -> dict[str, list[int]]:
    """By its address the versions that each statement of these interventions stood in."""
    found = StatementNumber.objects.filter(intervention__in=interventions).with_versions()
    return {permanent("statement", number): versions for number, (*_, versions) in found.items()}
