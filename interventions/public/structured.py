"""What a page is about in the words of schema.org, for the JSON-LD block in it.

Each thing carries its permanent address (`/id/...`) as `identifier`; a page may move.
"""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from elements.models import Element
from elements.references import reference
from elements.text import other_names
from interventions.models import Intervention
from interventions.sheet.permanent import permanent
from interventions.showing.citation import NAME

CONTEXT = "https://schema.org"


def site() -> dict:
    home = _full("public:home")
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": home,
        "url": home,
        "name": NAME,
        "description": "Kennisbank met aanpakken voor buurt en wijk.",
        **_terms(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{_full('public:intervention-list')}?q={{q}}",
            "query-input": "required name=q",
        },
    }


def element_page(element: Element) -> dict:
    return {
        "@context": CONTEXT,
        **_element(element),
        "description": element.summary,
        "termCode": element.slug,
        "mainEntityOfPage": _full("public:element-detail", element.slug),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": "Werkzame elementen",
            "url": _full("public:element-list"),
        },
        "subjectOf": {"@type": "CreativeWork", "name": reference(element.source)},
    }


def intervention_page(intervention: Intervention, shown: dict) -> dict:
    """`shown` is what the page shows (`portrait.portrait`)."""
    address = _full("public:intervention-detail", intervention.slug)
    version = {"version": shown["version"].number} if shown["version"] else {}
    return {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "identifier": permanent("intervention", intervention.slug),
        "headline": intervention.name,
        "alternativeHeadline": other_names(intervention.name, intervention.alias_list),
        "description": intervention.summary,
        "datePublished": intervention.published_at.isoformat(),
        "dateModified": intervention.revised_at.isoformat(),
        **version,
        **_terms(),
        "isPartOf": {"@type": "WebSite", "@id": _full("public:home"), "name": NAME},
        # Not the elements that a source names as the opposite case.
        "about": [_element(cell.element) for cell in shown["realised"] if cell.is_had],
        "hasPart": list(_statements(address, shown)),
        "audience": [
            {"@type": "Audience", "audienceType": group.name}
            for group in intervention.target_groups.all()
        ],
        "citation": [reference(source) for _, sources in shown["sources"] for source in sources],
    }


def _statements(address: str, shown: dict) -> Iterator[dict]:
    """What each source says of an element, as far as it has a number."""
    for cell in shown["realised"]:
        for row in cell.statements:
            if one := shown["numbered"].get((cell.element.slug, row.source.slug)):
                name = permanent("statement", one.number)
                yield {
                    "@type": "Claim",
                    "@id": name,
                    "identifier": name,
                    "url": f"{address}#uitspraak-{one.number}",
                    "text": row.explanation,
                    "about": {"@id": permanent("element", cell.element.slug)},
                    "citation": reference(row.source),
                }


def _element(element: Element) -> dict:
    name = permanent("element", element.slug)
    return {
        "@type": "DefinedTerm",
        "@id": name,
        "identifier": name,
        "url": _full("public:element-detail", element.slug),
        "name": element.name,
    }


def _terms() -> dict:
    """Language, licence and publisher; a publisher that is not filled in is left out."""
    name = settings.PUBLISHER["name"]
    return {
        "inLanguage": "nl",
        "license": settings.PUBLISHER["licence_url"],
        **({"publisher": {"@type": "Organization", "name": name}} if name else {}),
    }


def _full(name: str, *args: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"
