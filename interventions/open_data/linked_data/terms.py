"""What linked data are made of: names, values, and a thing with its properties."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from interventions.sheet.permanent import permanent

DEED = re.compile(r"deed\.\w+$")
VOCABULARY = "/data/werkzame-elementen.ttl"  # where our own words are explained
EU = "http://publications.europa.eu/resource/authority"
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dc": "http://purl.org/dc/elements/1.1/",  # where the value is a text and no thing
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Name(str):
    """A thing by its short name, such as `skos:Concept`."""


class Address(str):
    """A thing by its full address."""


class Dutch(str):
    """A text in Dutch. A bare `str` is a text in no language."""


class Unsaid(str):
    """A text in a language, but nobody said in which: `und` of BCP 47."""


class Typed(NamedTuple):
    """A value with the short name of its type."""

    text: str
    type: str


Value = Name | Address | Dutch | Unsaid | Typed | str


class Thing(NamedTuple):
    """What is said of one thing; a property without values is left out."""

    id: Name | Address
    properties: Mapping[str, Sequence[Value | None]]


def prefixes() -> dict[str, str]:
    """All prefixes; `we` stands for our own words, so it depends on where the site is."""
    return {**PREFIXES, "we": f"{settings.PUBLIC_URL}{VOCABULARY}#"}


def at(path: str) -> Address:
    """The full address of something of this site."""
    return Address(f"{settings.PUBLIC_URL}{path}")


def identity(kind: str, name: str | int) -> Address:
    """The stable name of an element, an intervention, a statement or a term of the glossary."""
    return Address(permanent(kind, name))


def source_name(slug: str) -> Address:
    """A source, by its place on the page of sources."""
    return at(f"{reverse('public:source-list')}#{slug}")


def terms_of_use() -> dict[str, list[Address]]:
    """Licence and language of all that is ours."""
    # The licence itself, not the page that explains it in one language.
    licence = DEED.sub("", settings.PUBLISHER["licence_url"])
    return {
        "dct:license": [Address(licence)],
        "dct:language": [Address(f"{EU}/language/NLD")],
    }


def dutch(text: str | None) -> list[Dutch]:
    """The text as values of a property: one, or none when it is unknown."""
    return [Dutch(text)] if text else []


def partial_date(text: str | None) -> list[Typed]:
    """`2014`, `2014-02` or `2014-02-10`, typed as what it is."""
    if not text:
        return []
    return [Typed(text, ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[text.count("-")])]


def moment(text: str | None) -> list[Typed]:
    return [Typed(text, "xsd:dateTime")] if text else []
