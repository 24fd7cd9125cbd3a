"""What the linter of the NL API Design Rules asks of the description (docs/api.md says which).

The linter itself needs Node; these are its rules on which the description once failed, and more
strictly: what may be `null` admits it in each of its parts.
"""

import json
import re
from collections.abc import Iterator

import pytest
from openapi_schema_validator import OAS30Validator

from interventions.open_data.api.operations import OPERATIONS
from tests.open_data.api.asking import API, resolved

pytestmark = pytest.mark.django_db
DATE = re.compile(r"^(date|datum)$|\w+Dat(e|um)")


def described(client) -> dict:
    return json.loads(client.get(f"{API}/openapi.json").content)


def shapes(part, name: str = "") -> Iterator[tuple[str, dict]]:
    """Each shape in a description with the name of its field."""
    if isinstance(part, dict):
        if {"type", "nullable", "allOf", "anyOf"} & part.keys() and isinstance(
            part.get("type", ""), str
        ):
            yield name, part
        for key, value in part.items():
            yield from shapes(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from shapes(value, name)


@pytest.mark.parametrize(
    ("publisher", "mail"),
    [
        ({"name": "Stichting", "contact_email": "vraag@kb.example"}, "vraag@kb.example"),
        ({"name": "", "contact_email": ""}, "post@kb.example"),
    ],
)
def test_there_is_always_a_name_a_page_and_a_mail_address(client, settings, publisher, mail):
    settings.PUBLISHER = {**settings.PUBLISHER, **publisher}
    settings.PUBLIC_URL = "https://kb.example:8443/wijk"
    settings.DEFAULT_FROM_EMAIL = "Kennisbank <post@kb.example>"
    found = described(client)
    contact = found["info"]["contact"]
    assert contact["name"]
    assert (contact["email"], contact["url"]) == (mail, "https://kb.example:8443/wijk/over/")
    assert [one["url"] for one in found["servers"]] == ["https://kb.example:8443/wijk/api/v1"]


def test_what_may_be_null_has_a_type_and_admits_null_in_every_part(client):
    description = described(client)
    nullable = [one for _, one in shapes(description) if one.get("nullable")]
    assert len(nullable) > 30
    for one in nullable:
        assert "type" in one, one
        assert "allOf" not in one, one  # what a reference refuses, stays refused
        if "anyOf" in one:
            assert any(part.get("nullable") for part in one["anyOf"]), one
        assert OAS30Validator(resolved(one, description)).is_valid(None), one


def test_a_date_has_a_format_and_a_partial_one_says_how_it_is_written(client):
    dates = [(name, one) for name, one in shapes(described(client)["components"]["schemas"])]
    partial = [one for _, one in dates if one.get("format") == "partial-date"]
    assert len(partial) > 6
    for one in partial:
        assert "`JJJJ`, `JJJJ-MM` of `JJJJ-MM-DD`" in one["description"]
        for text in ("2014", "2014-02", "2014-02-10"):
            assert re.search(one["pattern"], text)
        for text in ("", "2014-13", "10-02-2014", "2014-2", "februari 2014"):
            assert not re.search(one["pattern"], text)
    assert [name for name, one in dates if DATE.search(name) and "format" not in one] == []


def test_tags_are_declared_and_in_order(client):
    description = described(client)
    names = [tag["name"] for tag in description["tags"]]
    used = {tag for path in OPERATIONS for tag in description["paths"][path]["get"]["tags"]}
    assert names == sorted(used)
    assert all(tag["description"].endswith(".") for tag in description["tags"])
