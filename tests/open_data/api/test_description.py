"""The OpenAPI description: it is one, it is the one that is checked in, and it tells the truth."""

import json

import pytest
from openapi_schema_validator import OAS30Validator, validate
from openapi_spec_validator import validate as validate_document

from interventions.finding.facets import facet_index
from interventions.models import Recognition, RecognitionLevel, Theme
from interventions.open_data.api import schema
from interventions.open_data.api.description import text_to_keep
from interventions.open_data.api.examples import ASKED
from tests.factories import make_intervention, make_source
from tests.guards.test_leaks import TEXTS
from tests.open_data.api.asking import ADDRESSES, API, ask, holds

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(client) -> dict:
    return ask(client, "/openapi.json")


def resolved(shape, description: dict):
    """The shape with every reference replaced by what it points to, and nullable made explicit."""
    if isinstance(shape, list):
        return [resolved(one, description) for one in shape]
    if not isinstance(shape, dict):
        return shape
    if "$ref" in shape:
        name = shape["$ref"].removeprefix("#/components/schemas/")
        return resolved(description["components"]["schemas"][name], description)
    if "allOf" in shape:
        (whole,) = resolved(shape["allOf"], description)
        return {**whole, "nullable": shape.get("nullable", False)}
    return {key: resolved(value, description) for key, value in shape.items()}


def shape_of(path: str, description: dict) -> dict:
    answer = description["paths"][path]["get"]["responses"]["200"]
    return resolved(answer["content"]["application/json"]["schema"], description)


def undescribed(answer, shape: dict, place: str = "") -> list[str]:
    """The keys of an answer that its shape does not name."""
    if isinstance(answer, list):
        return [name for one in answer for name in undescribed(one, shape["items"], place)]
    if not isinstance(answer, dict) or "additionalProperties" in shape:
        return []
    known = shape["properties"]
    found = [f"{place}.{key}" for key in answer if key not in known]
    for key in answer.keys() & known.keys():
        found += undescribed(answer[key], known[key], f"{place}.{key}")
    return found


def test_it_is_an_openapi_document(description):
    validate_document(description)
    assert description["openapi"].startswith("3.0.")


def test_it_is_the_one_that_is_checked_in(settings):
    kept = (settings.BASE_DIR / "docs" / "openapi.json").read_text()
    assert json.loads(text_to_keep()) == json.loads(kept), (
        "The API has changed. When that is meant: manage.py write_openapi, "
        "raise VERSION in interventions/open_data/api/addresses.py and tell it in docs/api.md."
    )


def test_what_is_served_differs_only_in_who_and_where(client, settings):
    kept = json.loads((settings.BASE_DIR / "docs" / "openapi.json").read_text())
    served = ask(client, "/openapi.json")
    for part in ("info", "servers", "externalDocs"):
        served.pop(part), kept.pop(part)
    assert served == kept


def full_base():
    """An intervention with something of everything that can be null."""
    source = make_source(date="2026-01", url="https://bron.example/", author="Iemand")
    row = make_intervention(
        slug="vol",
        sources=[source],
        **dict.fromkeys(TEXTS, "Tekst."),
        started_year=1999,
        website="https://vol.example/",
        activity="loopt",
        activity_source=source,
        duration_source=source,
        municipal_role_source=source,
        databank_status="opgenomen",
        databank_status_date="2014",
        owner_checked_on="2026-01-01",
        statements=[{"kind": "inferred", "source": source}],
    )
    level = RecognitionLevel.objects.get(slug="goed-beschreven")
    Recognition.objects.create(
        intervention=row, level=level, date="2012", body="Commissie", source=source
    )


@pytest.mark.parametrize(
    ("path", "address"),
    [
        *((path, asked) for path, (asked, _) in ASKED.items()),
        ("/interventies/{slug}", "/interventies/vol"),
        ("/interventies", "/interventies?perPagina=100"),
        ("/combinaties", "/combinaties?doelgroep=ouderen"),
    ],
)
def test_answers_have_the_described_shape_and_nothing_more(client, description, path, address):
    full_base()
    shape = shape_of(path, description)
    answer = ask(client, address)
    validate(answer, shape, cls=OAS30Validator)
    assert undescribed(answer, shape) == []


@pytest.mark.parametrize("path", ASKED)
def test_examples_are_what_is_answered(client, settings, description, path):
    settings.PUBLIC_URL = "https://kennisbank.example"
    address, example = ASKED[path]
    validate(example, shape_of(path, description), cls=OAS30Validator)
    answer = ask(client, address)
    assert holds(timeless(example), answer)


def timeless(example):
    """The example without the moments of publication, which each base has for itself."""
    if isinstance(example, dict):
        return {
            key: timeless(value)
            for key, value in example.items()
            if key not in ("gepubliceerdOp", "gewijzigdOp")
        }
    return [timeless(one) for one in example] if isinstance(example, list) else example


def test_every_operation_and_parameter_has_words_and_an_example(description):
    for entry in description["paths"].values():
        operation = entry["get"]
        assert operation["summary"]
        assert operation["description"]
        assert operation["tags"]
        assert operation["responses"]["200"]["content"]["application/json"]["examples"]
        for parameter in operation.get("parameters", ()):
            assert parameter["description"].endswith(".")
            assert parameter["examples"]
            value = parameter["examples"]["Voorbeeld"]["value"]
            validate(value, parameter["schema"], cls=OAS30Validator)


def test_examples_of_parameters_are_accepted(client, description):
    for path, entry in description["paths"].items():
        for parameter in entry["get"].get("parameters", ()):
            value = parameter["examples"]["Voorbeeld"]["value"]
            if parameter["in"] == "path":
                ask(client, path.replace("{slug}", value))
            else:
                value = value[0] if isinstance(value, list) else value
                ask(client, f"{path}?{parameter['name']}={value}")


def enum(description, path, name):
    parameters = description["paths"][path]["get"]["parameters"]
    (found,) = [parameter["schema"] for parameter in parameters if parameter["name"] == name]
    return found["items"]["enum"]


def test_choices_are_those_of_the_content_as_it_is_now(client, description):
    assert "nieuw-thema" not in enum(description, "/interventies", "thema")
    Theme.objects.create(slug="nieuw-thema", name="Nieuw thema", definition="Nieuw.")
    make_intervention(slug="nieuw")
    now = ask(client, "/openapi.json")
    assert "nieuw-thema" in enum(now, "/interventies", "thema")
    assert "nieuw" in enum(now, "/combinaties", "met")
    ask(client, "/interventies?thema=nieuw-thema")


def test_with_very_many_interventions_only_their_pattern_is_described(monkeypatch):
    monkeypatch.setattr(schema, "MOST_NAMED", 13)
    assert schema.value_schema("met", facet_index()) == schema.SLUG_SCHEMA
    assert "enum" in schema.value_schema("thema", facet_index())


@pytest.mark.usefixtures("empty_base")
def test_an_empty_base_has_a_description_too(client):
    validate_document(ask(client, "/openapi.json"))
    for address in ("/interventies", "/werkzame-elementen", "/combinaties"):
        assert ask(client, address)["aantal"] == 0


def test_the_description_names_every_address(description):
    described = {path.replace("{slug}", "abcd") for path in description["paths"]}
    described |= {path.replace("{slug}", "empowerment") for path in description["paths"]}
    asked = {address.partition("?")[0] for address in ADDRESSES} - {"/openapi.json"}
    assert asked <= described
    assert API.endswith("/v1")
