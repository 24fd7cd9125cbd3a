"""A text in review, for the tests of reading it and of remarks."""

from django.urls import reverse

from interventions.models import Intervention, Remark
from tests.factories import Status, make_element, make_intervention, reviewed


def reading(row) -> str:
    return reverse("admin:interventions_intervention_compare", args=[row.pk])


def deciding(remark) -> str:
    return reverse("admin:interventions_intervention_remark", args=[remark.pk])


def text_in_review(editor, reviewer) -> Intervention:
    """A text of the editor, in review with the reviewer."""
    made = make_intervention(
        status=Status.DRAFT,
        name="Buurttuin",
        goal="Buren leren elkaar kennen.",
        statements=[{"element": make_element(slug="samen", short_name="Samen")}],
    )
    return reviewed(made, editor=editor, reviewer=reviewer)


def remark_of(row, reviewer, field="goal", proposal="Buren helpen elkaar.", **values) -> Remark:
    return Remark.objects.create(
        intervention=row, field=field, text="Korter.", proposal=proposal, by=reviewer, **values
    )
