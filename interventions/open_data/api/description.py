"""`/api/v1/openapi.json`: the description of the API, for programs.

`skeleton.json` holds, in the language of OpenAPI itself, what only people know: words, examples and
the shapes that follow from nothing. The sheet, the facets, the parameters and the content as it is
now fill in the rest, so that the description allows exactly what the server accepts.
"""

import json
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings

from interventions.finding.facets import FacetIndex, facet_index, facet_parameters
from interventions.finding.selection import Fault
from interventions.finding.selection.fields import TEXT_LENGTH, InOrderField, PageField, TextField
from interventions.finding.selection.selection import PAGE_SIZE
from interventions.open_data.api.addresses import PREFIX, VERSION
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

SKELETON = json.loads(Path(__file__).with_name("skeleton.json").read_bytes())
PATHS = {path: entry["get"] for path, entry in SKELETON["paths"].items()}
WRITTEN = SKELETON["components"]
OF_FACETS = {
    one.name: {"description": one.about, "example": one.example} for one in facet_parameters()
}
PARAMETERS = {**WRITTEN["parameters"], **OF_FACETS}
EVERYWHERE = ("304", "400", "414", "500", "503")
OURS = ("API-Version", "Access-Control-Allow-Origin")  # but a 414 is of the server, before us
MORE = {"200": ["ETag"], "304": ["ETag"], "503": ["Retry-After"]}
EMPTY: dict[str, list | dict] = {"array": [], "object": {}}  # by type; all else is `null`
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
    publisher = settings.PUBLISHER
    # The rules want an address; without one for questions, that from which mails are sent.
    email = publisher["contact_email"] or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    publisher = {**publisher, "contact_email": email}
    return describe(asked.selection.index, settings.PUBLIC_URL, publisher)


def text_to_keep() -> str:
    """The description as `docs/openapi.json` holds it, on a base with the launch content."""
    return json.dumps(describe(facet_index(), SITE, NOBODY), indent=2, ensure_ascii=False) + "\n"


def describe(index: FacetIndex, public_url: str, publisher: dict[str, str]) -> dict:
    """The whole description, of the content that the index holds, as plain data."""
    every = shapes(WRITTEN["schemas"])
    return {
        "openapi": "3.0.3",
        "info": _info(public_url, publisher),
        "externalDocs": {"description": "Zo werkt de API", "url": f"{public_url}/api/"},
        "servers": [{"url": f"{public_url}{PREFIX}", "description": "Deze kennisbank"}],
        "tags": SKELETON["tags"],
        "paths": {path: {"get": _operation(path, index)} for path in OPERATIONS},
        "components": {
            "examples": _examples(every),
            "headers": WRITTEN["headers"],
            "responses": {
                status: _response(status, words) for status, words in WRITTEN["responses"].items()
            },
            "schemas": every,
        },
    }


def _info(public_url: str, publisher: dict[str, str]) -> dict:
    return {
        **SKELETON["info"],
        "version": VERSION,
        "contact": {
            "name": publisher["name"] or "De redactie van Werkzame elementen",
            "url": f"{public_url}/over/",
            "email": publisher["contact_email"],
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
    one, most = value_schema(name, index), most_of(name, names)
    about, example = PARAMETERS[name]["description"], PARAMETERS[name]["example"]
    if example not in one.get("enum", [example]):  # other content than that of the launch
        example = one["enum"][0]
    schema = {"type": "array", "items": one, "maxItems": most} if most > 1 else one
    if name in DEFAULTS:
        schema = {**schema, "default": DEFAULTS[name]}
    return {
        "name": name,
        "in": "query",
        "description": about,
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


def _headers(status: str) -> dict:
    names = [] if status == "414" else [*OURS, *MORE.get(status, ())]
    return {name: reference(name, "headers") for name in names}


def _response(status: str, words: dict) -> dict:
    if int(status) not in TEXTS:
        return {**words, "headers": _headers(status)}
    faults = [Fault("element", "moed", "Deze keuze bestaat niet.")]
    content = {
        "schema": reference("ProbleemMetVerzoek" if status == "400" else "Probleem"),
        "examples": {"Voorbeeld": {"value": document(int(status), faults)}},
    }
    return {**words, "headers": _headers(status), "content": {MEDIA_TYPE: content}}


def _examples(every: dict[str, Shape]) -> dict:
    """The written examples, as long as their shapes."""
    found = {name: example["value"] for name, example in WRITTEN["examples"].items()}
    page, elements = found["LijstVanInterventies"], found["LijstVanElementen"]
    found["Interventie"] = {**page["resultaten"][0], **found["Interventie"]}
    found["WerkzaamElement"] = elements["resultaten"][0]
    return {name: {"value": _completed(one, every[name], every)} for name, one in found.items()}


def _completed(example, shape: Shape, every: dict[str, Shape]):
    """An example with `null`, or nothing, for each field that it leaves out."""
    shape, *_ = shape.get("allOf") or shape.get("anyOf") or [shape]
    shape = every.get(shape.get("$ref", "").rpartition("/")[2], shape)
    if isinstance(example, list):
        return [_completed(one, shape["items"], every) for one in example]
    if not isinstance(example, dict) or "properties" not in shape:
        return example
    parts = {
        name: part
        for name, part in shape["properties"].items()
        if name in shape.get("required", [*shape["properties"]])
    }
    nothing = {
        name: None if part.get("nullable") else EMPTY.get(part.get("type"))
        for name, part in parts.items()
    }
    return {
        name: _completed(one, shape["properties"].get(name, {}), every)
        for name, one in {**nothing, **example}.items()
    }
