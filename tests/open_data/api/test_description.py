"""The OpenAPI description: it is one, it is the one that is checked in, and it tells the truth."""

import json

import pytest
from openapi_schema_validator import OAS30Validator, validate
from openapi_spec_validator import validate as validate_document

from interventions.models import Recognition, RecognitionLevel, Theme
from interventions.open_data.api import description as describing
from interventions.open_data.api.operations import OPERATIONS
from tests.factories import make_intervention, make_source
from tests.guards.test_leaks import TEXTS
from tests.open_data.api.asking import ask, holds, resolved

pytestmark = pytest.mark.django_db
# Per path of the description: to what its example is the answer.
ASKED = {
    "/interventies": "/interventies?q=mcknight",
    "/interventies/{slug}": "/interventies/abcd",
    "/werkzame-elementen": "/werkzame-elementen",
    "/werkzame-elementen/{slug}": "/werkzame-elementen/empowerment",
    "/combinaties": "/combinaties?element=aansluiten&element=empowerment",
}


@pytest.fixture
def description(client) -> dict:
    return ask(client, "/openapi.json")


def described_answer(path: str, description: dict) -> tuple[dict, dict]:
    """The shape and the example of what a path answers."""
    answer = description["paths"][path]["get"]["responses"]["200"]
    found = resolved(answer["content"]["application/json"], description)
    return found["schema"], found["examples"]["Voorbeeld"]["value"]


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
    assert json.loads(describing.text_to_keep()) == json.loads(kept), (
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
    source = make_source(date="2026-01", url="https://bron.example/", authors="organisatie: Iemand")
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
        *ASKED.items(),
        ("/interventies/{slug}", "/interventies/vol"),
        ("/interventies", "/interventies?perPagina=100"),
        ("/combinaties", "/combinaties?doelgroep=ouderen"),
    ],
)
def test_answers_have_the_described_shape_and_nothing_more(client, description, path, address):
    full_base()
    shape, _ = described_answer(path, description)
    answer = ask(client, address)
    validate(answer, shape, cls=OAS30Validator)
    assert undescribed(answer, shape) == []


@pytest.mark.parametrize("path", ASKED)
def test_examples_are_what_is_answered(client, settings, description, path):
    settings.PUBLIC_URL = "https://kennisbank.example"
    shape, example = described_answer(path, description)
    validate(example, shape, cls=OAS30Validator)
    assert holds(timeless(example), ask(client, ASKED[path]))


def timeless(example):
    """The example without the moments of publication, which each base has for itself."""
    if isinstance(example, dict):
        return {
            key: timeless(value)
            for key, value in example.items()
            if key not in ("gepubliceerdOp", "gewijzigdOp")
        }
    return [timeless(one) for one in example] if isinstance(example, list) else example


def test_every_operation_and_parameter_has_words_and_an_example_that_is_accepted(
    client, description
):
    for path, entry in description["paths"].items():
        operation = entry["get"]
        assert operation["summary"]
        assert operation["description"].endswith(".")
        assert operation["tags"]
        for parameter in operation["parameters"]:
            assert parameter["description"].endswith(".")
            value = parameter["examples"]["Voorbeeld"]["value"]
            validate(value, parameter["schema"], cls=OAS30Validator)
            if parameter["in"] == "path":
                ask(client, path.replace("{slug}", value))
            else:
                value = value[0] if isinstance(value, list) else value
                ask(client, f"{path}?{parameter['name']}={value}")


@pytest.mark.parametrize("name", ["Interventie", "Uitspraak", "Erkenning", "Bron"])
def test_every_fact_is_described_in_a_sentence(description, name):
    for key, shape in description["components"]["schemas"][name]["properties"].items():
        assert "$ref" in shape or "enum" in shape or shape["description"].endswith("."), key


def items(description, path, name) -> dict:
    parameters = description["paths"][path]["get"]["parameters"]
    (found,) = [parameter["schema"] for parameter in parameters if parameter["name"] == name]
    return found["items"]


def test_choices_are_those_of_the_content_as_it_is_now(client, description):
    assert "nieuw-thema" not in items(description, "/interventies", "thema")["enum"]
    Theme.objects.create(slug="nieuw-thema", name="Nieuw thema", definition="Nieuw.")
    make_intervention(slug="nieuw")
    now = ask(client, "/openapi.json")
    assert "nieuw-thema" in items(now, "/interventies", "thema")["enum"]
    assert "nieuw" in items(now, "/combinaties", "met")["enum"]
    ask(client, "/interventies?thema=nieuw-thema")


def test_with_very_many_interventions_only_their_pattern_is_described(client, monkeypatch):
    monkeypatch.setattr(describing, "MOST_NAMED", 13)
    now = ask(client, "/openapi.json")
    assert "pattern" in items(now, "/combinaties", "met")
    assert "enum" in items(now, "/combinaties", "thema")


@pytest.mark.usefixtures("empty_base")
def test_an_empty_base_has_a_description_too(client):
    validate_document(ask(client, "/openapi.json"))
    for address in ("/interventies", "/werkzame-elementen", "/combinaties"):
        assert ask(client, address)["aantal"] == 0


def test_the_description_names_every_operation_and_no_other(description):
    assert {*ASKED} == {*description["paths"]} == {*OPERATIONS} == {*describing.PATHS}
