"""`/api/v1/openapi.json`: the description of the API, for programs.

`skeleton.json` holds, in the language of OpenAPI itself, what only people know: words, examples and
the shapes that follow from nothing. The sheet, the facets, the parameters and the content as it is
now fill in the rest, so that the description allows exactly what the server accepts.
"""

import json
from pathlib import Path

from django.conf import settings

from interventions.finding.facets import FACETS, FacetIndex, facet_index
from interventions.finding.selection import Fault
from interventions.finding.selection.fields import TEXT_LENGTH, InOrderField, PageField, TextField
from interventions.finding.selection.selection import PAGE_SIZE
from interventions.open_data.api.addresses import PREFIX, VERSION
from interventions.open_data.api.descriptions import OF_FACETS
from interventions.open_data.api.operations import OPERATIONS
from interventions.open_data.api.parameters import (
    LARGEST_PAGE,
    Asked,
    PageSizeField,
    choices_of,
    kind_of,
    most_of,
)
from interventions.open_data.api.problems import MEDIA_TYPE, TEXTS, document
from interventions.open_data.api.shapes import SLUG, Shape, one_of, reference, shapes
from interventions.sheet import SOURCED, Kind
from interventions.sheet.document import source_key, told

SKELETON = json.loads(Path(__file__).with_name("skeleton.json").read_text())
PATHS = {path: entry["get"] for path, entry in SKELETON["paths"].items()}
WRITTEN = SKELETON["components"]
PARAMETERS = {**WRITTEN["parameters"], **OF_FACETS}
EVERYWHERE = ("304", "400", "414", "500", "503")
LAST_PAGE = 9_999_999  # what a page number may hold
MOST_NAMED = 500  # above it a description that names every intervention helps nobody
DEFAULTS = {"combineer": "alle", "bron": "alle", "pagina": 1, "perPagina": PAGE_SIZE}
# Who publishes and where, in the copy that is checked in: a site fills in its own.
SITE = "https://kennisbank.example"
NOBODY = {
    "name": "Kennisbank Werkzame elementen",
    "contact_email": "redactie@kennisbank.example",
    "licence_name": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}


def described(asked: Asked) -> dict:
    """The description of this site, as an answer of the API."""
    return describe(asked.selection.index, settings.PUBLIC_URL, settings.PUBLISHER)


def text_to_keep() -> str:
    """The description as `docs/openapi.json` holds it, on a base with the launch content."""
    return json.dumps(describe(facet_index(), SITE, NOBODY), indent=2, ensure_ascii=False) + "\n"


def describe(index: FacetIndex, public_url: str, publisher: dict[str, str]) -> dict:
    """The whole description, of the content that the index holds, as plain data."""
    return {
        "openapi": "3.0.3",
        "info": _info(public_url, publisher),
        "externalDocs": {"description": "Zo werkt de API", "url": f"{public_url}/api/"},
        "servers": [{"url": f"{public_url}{PREFIX}", "description": "Deze kennisbank"}],
        "paths": {path: {"get": _operation(path, index)} for path in OPERATIONS},
        "components": {
            "examples": _examples(),
            "responses": {
                status: _response(status, words) for status, words in WRITTEN["responses"].items()
            },
            "schemas": shapes(WRITTEN["schemas"]),
        },
    }


def _info(public_url: str, publisher: dict[str, str]) -> dict:
    email = {"email": publisher["contact_email"]} if publisher["contact_email"] else {}
    return {
        **SKELETON["info"],
        "version": VERSION,
        "contact": {
            "name": publisher["name"] or "De redactie van Werkzame elementen",
            "url": f"{public_url}/over/",
            **email,
        },
        "license": {"name": publisher["licence_name"], "url": publisher["licence_url"]},
    }


def _operation(path: str, index: FacetIndex) -> dict:
    words, (_, names) = PATHS[path], OPERATIONS[path]
    own = words["responses"]
    return {
        **words,
        "parameters": [
            *words.get("parameters", ()),
            *(_in_query(name, names, index) for name in names),
        ],
        "responses": {
            **own,
            "200": {**own["200"], "headers": _headers("200")},
            **{status: reference(status, "responses") for status in EVERYWHERE},
        },
    }


# --- Parameters -----------------------------------------------------------------------------------


def _in_query(name: str, names: tuple[str, ...], index: FacetIndex) -> dict:
    one, most, example = (
        value_schema(name, index),
        most_of(name, names),
        PARAMETERS[name]["example"],
    )
    if example not in one.get("enum", [example]):  # other content than that of the launch
        example = one["enum"][0]
    schema = {"type": "array", "items": one, "maxItems": most} if most > 1 else one
    if name in DEFAULTS:
        schema = {**schema, "default": DEFAULTS[name]}
    return {
        "name": name,
        "in": "query",
        "description": PARAMETERS[name]["description"],
        "schema": schema,
        "examples": {"Voorbeeld": {"value": [example] if most > 1 else example}},
    }


def value_schema(name: str, index: FacetIndex) -> Shape:
    """What one value of a parameter may be."""
    kind = kind_of(name)
    if kind is TextField:  # all but the character that no database holds
        return {"type": "string", "maxLength": TEXT_LENGTH, "pattern": r"^[^\u0000]*$"}
    if kind in (PageField, PageSizeField):
        most = LARGEST_PAGE if kind is PageSizeField else LAST_PAGE
        return {"type": "integer", "minimum": 1, "maximum": most}
    choices = list(choices_of(name, index))
    if choices and (kind is not InOrderField or len(choices) <= MOST_NAMED):
        return one_of(choices)
    return SLUG


# --- Answers --------------------------------------------------------------------------------------


def _header(about: str, kind: str = "string") -> dict:
    return {"description": about, "schema": {"type": kind}}


OURS = {
    "API-Version": _header("De versie van de API, als `1.0.0`."),
    "Access-Control-Allow-Origin": _header("Elke pagina mag dit lezen."),
}
TAGGED = {**OURS, "ETag": _header("Geef dit terug in `If-None-Match`.")}
HEADERS = {
    "200": TAGGED,
    "304": TAGGED,
    "414": {},  # an answer of the server, before us
    "503": {**OURS, "Retry-After": _header("Seconden om te wachten.", "integer")},
}


def _headers(status: str) -> dict:
    return HEADERS.get(status, OURS)


def _response(status: str, words: dict) -> dict:
    if int(status) not in TEXTS:
        return {**words, "headers": _headers(status)}
    faults = [Fault("element", "moed", "Deze keuze bestaat niet.")]
    content = {
        "schema": reference("ProbleemMetVerzoek" if status == "400" else "Probleem"),
        "examples": {"Voorbeeld": {"value": document(int(status), faults)}},
    }
    return {**words, "headers": _headers(status), "content": {MEDIA_TYPE: content}}


def _examples() -> dict:
    """The written examples, with `null` for the facts and nothing for the facets that they lack."""
    found = {name: example["value"] for name, example in WRITTEN["examples"].items()}
    page, elements = found["LijstVanInterventies"], found["LijstVanElementen"]
    unknown = {
        **{fact.key: [] if fact.kind is Kind.LINES else None for fact in told()},
        **{source_key(fact): None for fact in SOURCED},
    }
    facets = {**{facet: {} for facet in FACETS}, **page["facetten"]}
    found |= {
        "Interventie": {**unknown, **page["resultaten"][0], **found["Interventie"]},
        "LijstVanInterventies": {**page, "facetten": facets},
        "WerkzaamElement": elements["resultaten"][0],
    }
    return {name: {"value": value} for name, value in found.items()}
