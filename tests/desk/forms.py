"""Addresses of the desk, and what a browser would send from its forms."""

import re

from django.urls import reverse

from elements.models import ContentVersion, Element
from interventions.desk.checklist import POINTS
from tests.factories import make_source

INTERVENTIONS = "/beheer/interventions/intervention/"
ADD = f"{INTERVENTIONS}add/"
SOURCES = "/beheer/elements/source/"
# What the page of a step sends; only publishing asks for the six points.
CHECKED = {point.key: "on" for point in POINTS}
NOTE = {"note": "Omdat het moet.", **CHECKED}


def change_page(row) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return reverse(name, args=[row.pk])


def delete_page(row) -> str:
    return change_page(row).replace("/change/", "/delete/")


def verb_page(row, verb: str) -> str:
    return f"{INTERVENTIONS}{row.pk}/stap/{verb}/"


def intervention_form(*, statements=(), recognitions=(), places=(), **values) -> dict:
    """The form of a draft; the others are the boxes below it."""
    return {
        "name": "Buurttuin",
        "slug": "",
        "summary": "Buren tuinieren samen.",
        "activity": "onbekend",
        **values,
        **boxes("statements", statements),
        **boxes("recognitions", recognitions),
        **boxes("places", places),
    }


def boxes(prefix: str, rows) -> dict:
    """The boxes of one kind; those with an `id` are there already."""
    form = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return form


def statement_box(**values) -> dict:
    defaults = {"kind": "named", "explanation": "Een buurtwerker helpt."}
    return {**defaults, "element": element("empowerment").pk, **values}


def element_form(row: Element, **values) -> dict:
    names = ("name", "short_name", "summary", "description", "practice")
    form = {
        name: getattr(row, name) for name in (*names, "policy_summary", "general_claim", "cues")
    }
    return {**form, "source": row.source_id, "section": row.section, **values}


def source_form(**values) -> dict:
    return {"title": "Een verslag", "slug": "", "kind": "website", "seen": "volledig", **values}


def element(slug: str) -> Element:
    return Element.objects.get(slug=slug)


def seal_of(client, row) -> dict:
    """The hidden field of the form of a row: what the text was when the form was made."""
    page = client.get(change_page(row)).content.decode()
    return {"_stand": re.search(r'name="_stand" value="([^"]+)"', page)[1]}


def post_form(client, row, form: dict):
    """Open the form of a row and send this back."""
    return client.post(change_page(row), {**seal_of(client, row), **form})


def page_of(client, row) -> str:
    answer = client.get(change_page(row))
    assert answer.status_code == 200
    return answer.content.decode()


def section(page: str, name: str) -> str:
    """The section of the page under the heading with this id."""
    start = page.index(f'aria-labelledby="{name}"')
    return page[start : page.index("</section>", start)]


def version() -> int:
    return ContentVersion.current().number


def source() -> int:
    return make_source().pk


def faults_of(response) -> list[str]:
    """Every fault that the form page names, of the form and of the boxes below it."""
    form = response.context["adminform"].form
    boxes_below = [
        fault
        for admin_formset in response.context["inline_admin_formsets"]
        for faults in [*admin_formset.formset.errors, {"": admin_formset.formset.non_form_errors()}]
        for each in faults.values()
        for fault in each
    ]
    return [fault for each in form.errors.values() for fault in each] + boxes_below
