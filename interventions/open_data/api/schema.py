"""The OpenAPI description of version 1, made from the views, the parameters and the content.

What a parameter may be comes from the content as it is now, so that the description allows exactly
what the server accepts.
"""

from collections.abc import Sequence
from threading import Lock

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from interventions.finding.facets import FacetIndex
from interventions.finding.selection.fields import (
    TEXT_LENGTH,
    InOrderField,
    PageField,
    TextField,
)
from interventions.finding.selection.selection import PAGE_SIZE
from interventions.open_data.api import examples
from interventions.open_data.api.addresses import PREFIX, VERSION
from interventions.open_data.api.descriptions import (
    ANSWERS,
    INTRODUCTION,
    OPERATIONS,
    PARAMETERS,
    SLUG,
)
from interventions.open_data.api.parameters import (
    LARGEST_PAGE,
    PageSizeField,
    choices_of,
    kind_of,
    most_of,
)
from interventions.open_data.api.problems import MEDIA_TYPE
from interventions.open_data.api.shapes import SLUG as SLUG_PATTERN
from interventions.open_data.api.shapes import BadRequest, Problem

EVERYWHERE = (400, 429, 500, 503)
WAITING = (429, 503)
OURS = [200, 304, 400, 404, 410, 429, 500, 503]  # 414 is an answer of the server, before us
LAST_PAGE = 9_999_999  # what a page number may hold
MOST_NAMED = 500  # above it a description that names every intervention helps nobody
SLUG_SCHEMA = {"type": "string", "pattern": SLUG_PATTERN, "maxLength": 80}
DEFAULTS = {"combineer": "alle", "bron": "alle", "pagina": 1, "perPagina": PAGE_SIZE}
_generating = Lock()  # the framework keeps what it is making at the class of a view


class Described(AutoSchema):
    """The description of one operation, from the table in `descriptions.py`."""

    @property
    def told(self):
        return OPERATIONS[self.path]

    def get_operation_id(self):
        return self.told.id

    def get_summary(self):
        return self.told.summary

    def get_description(self):
        return self.told.description

    def get_tags(self):
        return [self.told.tag]

    def get_examples(self):
        _, answer = examples.ASKED[self.path]
        return [OpenApiExample("Voorbeeld", value=answer, status_codes=["200"])]

    def get_override_parameters(self):
        in_path = [_in_path(self.path)] if "{slug}" in self.path else []
        names = self.view.names
        return [*in_path, *(_in_query(name, names, self.view.index) for name in names), *_headers()]

    def get_response_serializers(self):
        failures = sorted({*EVERYWHERE, *self.told.failures})
        return {
            (200, "application/json"): OpenApiResponse(self.told.shape, self.told.found),
            **{status: OpenApiResponse(None, ANSWERS[status]) for status in (304, 414)},
            **{(status, MEDIA_TYPE): _failure(status) for status in failures},
        }


def _failure(status: int) -> OpenApiResponse:
    shape = BadRequest if status == 400 else Problem
    example = OpenApiExample("Voorbeeld", value=examples.problem_document(status))
    return OpenApiResponse(shape, ANSWERS[status], examples=[example])


def _in_path(path: str) -> OpenApiParameter:
    example = OpenApiExample("Voorbeeld", value=examples.SLUGS[path])
    return OpenApiParameter(
        "slug", SLUG_SCHEMA, OpenApiParameter.PATH, description=SLUG, examples=[example]
    )


def _in_query(name: str, names: Sequence[str], index: FacetIndex) -> OpenApiParameter:
    repeated = most_of(name, names) > 1
    one = value_schema(name, index)
    schema = {"type": "array", "items": one, "maxItems": most_of(name, names)} if repeated else one
    if name in DEFAULTS:
        schema = {**schema, "default": DEFAULTS[name]}
    example = examples.PARAMETERS[name]
    if example not in one.get("enum", [example]):  # other content than that of the launch
        example = one["enum"][0]
    return OpenApiParameter(
        name,
        schema,
        OpenApiParameter.QUERY,
        description=PARAMETERS[name],
        style="form" if repeated else None,
        explode=True if repeated else None,
        examples=[OpenApiExample("Voorbeeld", value=[example] if repeated else example)],
    )


def value_schema(name: str, index: FacetIndex) -> dict:
    """What one value of a parameter may be."""
    kind = kind_of(name)
    if kind is TextField:  # all but the character that no database holds
        return {"type": "string", "maxLength": TEXT_LENGTH, "pattern": r"^[^\u0000]*$"}
    if kind in (PageField, PageSizeField):
        most = LARGEST_PAGE if kind is PageSizeField else LAST_PAGE
        return {"type": "integer", "minimum": 1, "maximum": most}
    choices = list(choices_of(name, index))
    if choices and (kind is not InOrderField or len(choices) <= MOST_NAMED):
        return {"type": "string", "enum": choices}
    return SLUG_SCHEMA


def _headers() -> list[OpenApiParameter]:
    found = [
        ("API-Version", "De versie van de API, als `1.0.0`.", {"type": "string"}, OURS),
        ("Access-Control-Allow-Origin", "Elke pagina mag dit lezen.", {"type": "string"}, OURS),
        ("ETag", "Geef dit terug in `If-None-Match`.", {"type": "string"}, [200, 304]),
        ("Retry-After", "Seconden om te wachten.", {"type": "integer"}, [*WAITING]),
    ]
    return [
        OpenApiParameter(
            name, schema, OpenApiParameter.HEADER, description=about, response=response
        )
        for name, about, schema, response in found
    ]


class Generator(SchemaGenerator):
    """Hands the index to every view that it makes."""

    def __init__(self, patterns: Sequence, index: FacetIndex):
        super().__init__(patterns=patterns)
        self.index = index

    def create_view(self, callback, method, request=None):
        view = super().create_view(callback, method, request)
        view.index = self.index
        return view


def describe(
    patterns: Sequence, index: FacetIndex, *, public_url: str, publisher: dict[str, str]
) -> dict:
    """The whole description, of the content that the index holds, as plain data."""
    with _generating:
        document = Generator(patterns, index).get_schema(request=None, public=True)
    email = {"email": publisher["contact_email"]} if publisher["contact_email"] else {}
    return {
        "openapi": document["openapi"],
        "info": {
            "title": "Werkzame elementen",
            "version": VERSION,
            "description": INTRODUCTION,
            "contact": {
                "name": publisher["name"] or "De redactie van Werkzame elementen",
                "url": f"{public_url}/over/",
                **email,
            },
            "license": {"name": publisher["licence_name"], "url": publisher["licence_url"]},
        },
        "externalDocs": {"description": "Zo werkt de API", "url": f"{public_url}/api/"},
        "servers": [{"url": f"{public_url}{PREFIX}", "description": "Deze kennisbank"}],
        "paths": document["paths"],
        "components": document["components"],
    }
