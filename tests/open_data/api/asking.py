"""How the tests of the API ask, and what every answer must have."""

import json

API = "/api/v1"
ADDRESSES = [
    "/interventies",
    "/interventies?q=buurt&element=empowerment&perPagina=2",
    "/interventies/abcd",
    "/werkzame-elementen",
    "/werkzame-elementen/empowerment",
    "/combinaties",
    "/combinaties?met=abcd&zonder=kan-wel&element=outreachend",
    "/openapi.json",
]


def ask(client, path: str, status: int = 200) -> dict:
    """The answer to a GET, as data; it has to have this status and say what it is."""
    response = client.get(f"{API}{path}")
    assert response.status_code == status, response.content
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response["Content-Type"] == kind
    found = json.loads(response.content)
    if status != 200:
        assert found["status"] == status
        assert found["title"]
        assert found["detail"]
    return found


def faults(client, path: str) -> list[tuple[str, str]]:
    """(parameter, value) of every fault of a request that is refused."""
    found = ask(client, path, 400)["fouten"]
    assert all(fault["melding"] for fault in found)
    return [(fault["veld"], fault["waarde"]) for fault in found]


def resolved(shape, description: dict):
    """The shape with every reference replaced by what it points to, and nullable made explicit."""
    if isinstance(shape, list):
        return [resolved(one, description) for one in shape]
    if not isinstance(shape, dict):
        return shape
    if "$ref" in shape:
        kind, name = shape["$ref"].removeprefix("#/components/").split("/")
        return resolved(description["components"][kind][name], description)
    if "allOf" in shape or "anyOf" in shape:
        whole, *_ = resolved(shape.get("allOf") or shape["anyOf"], description)
        return {**whole, "nullable": shape.get("nullable", False)}
    return {key: resolved(value, description) for key, value in shape.items()}


def holds(part, whole) -> bool:
    """Whether `part` is a part of `whole`: fewer keys, fewer rows, the beginning of a text."""
    if isinstance(part, dict):
        return part.keys() <= whole.keys() and all(holds(part[key], whole[key]) for key in part)
    if isinstance(part, list):
        return all(any(holds(one, other) for other in whole) for one in part)
    if isinstance(part, str):
        return isinstance(whole, str) and whole.startswith(part)
    return part == whole
