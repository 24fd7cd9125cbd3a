"""The plans of the made-up approaches are those that were written down before the code."""

import pytest

from tests.public.plan.approaches import APPROACHES
from tests.public.plan.reading import plan_of

pytestmark = pytest.mark.django_db
each_approach = pytest.mark.parametrize("approach", APPROACHES, ids=lambda one: one["name"])


def slugs(found):
    return " ".join(one.about.slug for one in found)


def as_written(part, labels):
    """A part of a plan in the words of `approaches.py`."""
    said = {
        "element": part.element.slug,
        "answer": part.answer or "onbekend",
        "step": part.step.number if part.step else 0,
        "cautions": slugs(part.cautions),
        "contrasts": slugs(part.contrasts),
    }
    if part.answer != "ja":
        met = {
            facet: sum(bool(named & {*one.fits}) for one in part.examples)
            for facet, named in labels.items()
        }
        said |= {"examples": slugs(part.examples), "fits": met}
    return {key: value for key, value in said.items() if value not in ("", {})}


@each_approach
def test_a_plan_has_the_parts_that_were_written_down(approach):
    plan = plan_of(approach["address"])
    index = plan.asked.selection.index
    labels = {
        facet: {_within(index.labels[facet][slug]) for slug in found}
        for facet, found in plan.asked.chosen.items()
    }
    assert [as_written(part, labels) for part in plan.parts] == approach["parts"]


def _within(label):
    return label[0].lower() + label[1:]
