"""Things as Turtle and as JSON-LD, piece by piece.

Not with rdflib: that holds everything in memory (docs/decisions/0022). The tests read with rdflib
what is written here.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from interventions.open_data.linked_data.terms import (
    Address,
    Dutch,
    Name,
    Thing,
    Typed,
    Unsaid,
    Value,
)

# What may not stand between < and > is written as in any address.
NOT_IN_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
# What may not stand between quotes as it is.
NOT_IN_TEXT = re.compile(r'[\x00-\x1f\x7f"\\]')
ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
AT_ONCE = 64 * 1024  # characters in a piece: many small ones cost more than they hold


def turtle(things: Iterable[Thing], prefixes: Mapping[str, str]) -> Iterator[str]:
    for prefix, address in prefixes.items():
        yield f"@prefix {prefix}: <{_address(address)}> .\n"
    for thing in things:
        rows = [
            f"{'a' if name == 'rdf:type' else name} {', '.join(map(_in_turtle, values))}"
            for name, values in _known(thing)
        ]
        body = " ;\n    ".join(rows)
        yield f"\n{_in_turtle(thing.id)}\n    {body} .\n"


def json_ld(things: Iterable[Thing], prefixes: Mapping[str, str]) -> Iterator[str]:
    """One object with the context and the things under `@graph`, a line for each."""
    yield f'{{"@context": {json.dumps(prefixes)},\n"@graph": ['
    for number, thing in enumerate(things):
        node: dict[str, object] = {"@id": _node(thing.id)}
        for name, values in _known(thing):
            if name == "rdf:type":
                node["@type"] = list(values)
            else:
                node[name] = [_in_json(value) for value in values]
        yield f"{',' if number else ''}\n{json.dumps(node, ensure_ascii=False)}"
    yield "\n]}\n"


def in_pieces(lines: Iterable[str]) -> Iterator[str]:
    """The same text in pieces of a fair size."""
    held, size = [], 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size > AT_ONCE:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _known(thing: Thing) -> Iterator[tuple[str, list[Value]]]:
    for name, values in thing.properties.items():
        if known := [value for value in values if value]:
            yield name, known


def _in_turtle(value: Value) -> str:
    match value:
        case Name():
            return value
        case Address():
            return f"<{_address(value)}>"
        case Dutch():
            return f'"{_text(value)}"@nl'
        case Unsaid():
            return f'"{_text(value)}"@und'
        case Typed():
            return f'"{_text(value.text)}"^^{value.type}'
    return f'"{_text(value)}"'


def _in_json(value: Value) -> dict | str:
    match value:
        case Name() | Address():
            return {"@id": _node(value)}
        case Dutch():
            return {"@value": value, "@language": "nl"}
        case Unsaid():
            return {"@value": value, "@language": "und"}
        case Typed():
            return {"@value": value.text, "@type": value.type}
    return str(value)


def _node(value: Name | Address) -> str:
    return _address(value) if isinstance(value, Address) else value


def _text(text: str) -> str:
    return NOT_IN_TEXT.sub(lambda found: ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text)


def _address(text: str) -> str:
    return NOT_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", text)
