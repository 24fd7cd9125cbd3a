import pytest

from interventions.models import Intervention
from interventions.models.moments import PAIRS
from interventions.sheet import BOXES, FACT, FACTS
from tests.factories import make_intervention

# What is no fact: what the workflow makes of a row, and what follows from another field.
MADE = {
    Intervention: {
        *("id", "name_key", "replaces", "status", "touched_at", "news_at"),
        "municipalities",  # the same rows as the places
        *(f"{verb}_{part}" for verb in ("created", *PAIRS) for part in ("at", "by")),
    },
    **{box.model: {"id", "intervention"} for box in BOXES},
}
SHEETS = {Intervention: FACTS, **{box.model: box.facts for box in BOXES}}


@pytest.mark.parametrize("model", SHEETS)
def test_every_field_is_a_fact_or_made_by_the_workflow(model):
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    facts = [name for fact in SHEETS[model] for name in fact.fields]

    assert sorted(facts) == sorted(fields - MADE[model])


@pytest.mark.django_db
def test_only_a_choice_can_say_that_it_is_not_known():
    row = make_intervention(costs="onbekend", activity="onbekend")

    assert FACT["kosten"].is_filled(row)
    assert not FACT["uitvoering"].is_filled(row)
