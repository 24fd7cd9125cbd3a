"""Whatever an editor writes, what was written can be read back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from interventions.open_data.linked_data.terms import PREFIXES, Address, Dutch, Name, Thing, Typed
from interventions.open_data.linked_data.writing import json_ld, turtle

THING = Address("https://voorbeeld.example/ding")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def read_back(thing: Thing) -> list[Graph]:
    texts = {"turtle": turtle([thing], PREFIXES), "json-ld": json_ld([thing], PREFIXES)}
    return [Graph().parse(data="".join(text), format=name) for name, text in texts.items()]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_back_as_it_was(text):
    thing = Thing(THING, {"dct:title": [Dutch(text)], "dct:identifier": [text]})
    for graph in read_back(thing):
        values = {*graph.objects(URIRef(THING))}
        assert values == {Literal(text, lang="nl"), Literal(text)}


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_address_stays_one_address(text):
    thing = Thing(THING, {"foaf:page": [Address(f"https://voorbeeld.example/{text}")]})
    turtle_graph, json_graph = read_back(thing)
    assert len(turtle_graph) == 1
    assert {*turtle_graph} == {*json_graph}


@pytest.mark.parametrize(
    ("text", "kind"), [("2014", "gYear"), ("2014-02", "gYearMonth"), ("2014-02-10", "date")]
)
def test_a_value_keeps_its_type(text, kind):
    for graph in read_back(Thing(THING, {"dct:date": [Typed(text, f"xsd:{kind}")]})):
        (value,) = graph.objects(URIRef(THING))
        assert (str(value), str(value.datatype)) == (text, f"{PREFIXES['xsd']}{kind}")


def test_what_is_unknown_is_left_out():
    thing = Thing(THING, {"rdf:type": [Name("skos:Concept")], "dct:title": [None, ""], "dct:x": []})
    for graph in read_back(thing):
        assert len(graph) == 1
