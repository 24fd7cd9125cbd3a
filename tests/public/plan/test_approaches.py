"""The plans of the made-up approaches are those that were written down before the code."""

import re

import pytest

from interventions.finding.facets import facet_index
from tests.public.plan.approaches import ALWAYS_MAY_NOT, APPROACHES, DESCRIBED, HAVE
from tests.public.plan.as_text import lines_of, plan_of
from tests.public.plan.reading import order

pytestmark = pytest.mark.django_db
each_approach = pytest.mark.parametrize("approach", APPROACHES, ids=lambda one: one["name"])
COUNT = re.compile(rf"([\w ]+?) (?:komt voor|komen elk voor|elk)? ?in (\d+) van de {DESCRIBED}")
CLAIM = re.compile(r"Wij gebruiken naar eigen zeggen (?:het element|de elementen) (.*?)\.")
NUMBERS = ("geen", "één", "twee")


def slugs(found):
    return " ".join(one.about.slug for one in found)


def labels_of(facet, slugs):
    found = facet_index().labels[facet]
    return {found[slug].lower() for slug in slugs}


def as_written(part, chosen):
    """A part of a plan in the words of `approaches.py`."""
    said = {
        "element": part.element.slug,
        "answer": part.answer or "onbekend",
        "step": part.step.number if part.step else 0,
        "cautions": slugs(part.cautions),
        "contrasts": slugs(part.contrasts),
    }
    if part.answer != "ja":
        fits = [{name.lower() for name in one.fits} for one in part.examples]
        met = {facet: sum(bool(names & one) for one in fits) for facet, names in chosen.items()}
        said |= {"examples": slugs(part.examples), "fits": met}
    return {key: value for key, value in said.items() if value not in ("", {})}


def missing(facts, text):
    return [fact for fact in facts if fact.lower() not in text.lower()]


def text_of(sayings):
    return " ".join(f"{one.opening} {one.text}" for one in sayings)


@each_approach
def test_a_plan_has_the_parts_that_were_written_down(approach):
    plan = plan_of(approach["address"])
    chosen = {facet: labels_of(facet, found) for facet, found in plan.asked.chosen.items()}
    assert [as_written(part, chosen) for part in plan.parts] == approach["parts"]


@each_approach
def test_the_same_approaches_are_alike_for_the_same_reasons(approach):
    expected = [
        {facet: labels_of(facet, said.split()) for facet, said in one.items() if facet != "slug"}
        for one in approach.get("alike", ())
    ]
    found = plan_of(approach["address"]).alike
    assert slugs(found) == " ".join(one["slug"] for one in approach.get("alike", ()))
    assert [
        {facet: {name.lower() for name in names} for facet, names in one.shared.items()}
        for one in found
    ] == expected


@each_approach
def test_the_two_lists_say_what_was_written_down(approach):
    plan = plan_of(approach["address"])
    may, may_not = text_of(plan.may), text_of(plan.may_not)
    claimed = [part.element.short_name for part in plan.parts if part.answer in ("ja", "beetje")]
    assert missing(approach.get("may", ()), may) == []
    assert missing(approach.get("may_not", ()), may_not) == []
    assert missing(ALWAYS_MAY_NOT, may_not) == []
    assert {name for said in CLAIM.findall(may) for name in _names_in(said)} == {*claimed}
    counts = {name: int(n) for said, n in COUNT.findall(may) for name in _names_in(said)}
    have = {labels: HAVE[slug] for slug, labels in facet_index().labels["element"].items()}
    assert counts == {name: have[name] for name in claimed}


@each_approach
def test_the_page_says_it_and_nothing_else(client, approach):
    plan = plan_of(approach["address"])
    whole = client.get(f"/plan/{approach['address']}").content.decode()
    page = " ".join(lines_of(whole))
    faults = [f"{one.parameter} {one.value} {one.message}" for one in plan.asked.faults]
    expected = [part.element.short_name for part in plan.parts]
    expected += [part.step.text for part in plan.parts if part.step and part.answer != "ja"]
    expected += [part.note for part in plan.parts]
    for part in plan.parts:
        for one in (*part.examples, *part.contrasts):
            fits = [f"Deelt met uw keuze: {', '.join(one.fits)}."] if one.fits else []
            expected += [one.about.name, one.statement.explanation, *fits]
        expected += [one.text for one in part.cautions]
        expected += [f"{question} (vraag van de redactie)" for question in part.questions]
    for one in (*plan.may, *plan.may_not):
        expected += [one.opening, one.text] if plan.parts else []
    expected += approach.get("page", ())
    assert order(whole) == [one["element"] for one in approach["parts"]]
    assert missing(expected, page) == []
    assert [text for text in approach.get("absent", ()) if text in page] == []
    assert missing(approach.get("notices", ()), " ".join(faults)) == []
    assert "geen erkenning" in page.lower()
    assert ("niet over de uwe" in page) == bool(plan.alike)


@each_approach
def test_a_note_says_how_many_examples_fit(approach):
    expected = {one["element"]: one for one in approach["parts"] if one["answer"] != "ja"}
    for part in plan_of(approach["address"]).parts:
        written = expected.get(part.element.slug)
        if written is None:
            continue
        shown = len(written["examples"].split())
        unmet = [n for n in written.get("fits", {}).values() if n < shown]
        assert bool(part.note) == bool(unmet)
        for number in unmet:
            assert NUMBERS[number] in part.note.lower()


def _names_in(said):
    names = facet_index().labels["element"].values()
    return [name for name in names if re.search(rf"\b{name}\b", said)]
