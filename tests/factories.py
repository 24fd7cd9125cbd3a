"""Rows for tests, each with what the database asks for and nothing more.

Everything is made inside `content_change()`, as the verbs do: otherwise the facet index of an
earlier test would still count as the newest.
"""

from itertools import count

from django.contrib.auth.models import User
from django.utils import timezone

from elements import dates
from elements.models import Element, Source, content_change
from interventions.finding import search
from interventions.models import Intervention, Statement, StatusChange, TargetGroup
from interventions.workflow import claim, submit
from interventions.workflow.publications import record_element, record_intervention

Status = Intervention.Status
NUMBERS = count(100)  # above the positions of the launch content
# Which moments a row in this state must know.
MOMENTS = {
    Status.SUBMITTED: ("submitted",),
    Status.IN_REVIEW: ("submitted", "claimed"),
    Status.PUBLISHED: ("published", "revised", "reviewed"),
    Status.WITHDRAWN: ("published", "revised", "reviewed", "withdrawn"),
}


def make_person(username: str = "iemand") -> User:
    return User.objects.get_or_create(username=username)[0]


def make_source(**values) -> Source:
    number = next(NUMBERS)
    defaults = {
        "slug": f"bron-{number}",
        "title": f"Bron {number}",
        "kind": Source.Kind.WEBSITE,
        "seen": "volledig",
    }
    with content_change():
        return Source.objects.create(**{**defaults, **values})


def make_element(**values) -> Element:
    number = next(NUMBERS)
    defaults = {
        "position": number,
        "slug": f"element-{number}",
        "name": f"Het element {number}",
        "short_name": f"Element {number}",
        "summary": f"Samenvatting van element {number}. Nog een zin.",
        "description": f"Beschrijving van element {number}.",
        "practice": "- Begin klein.\n- Vraag het na.",
        "policy_summary": f"Beleid bij element {number}.",
    }
    with content_change():
        return Element.objects.create(
            source=values.pop("source", None) or make_source(),
            **{
                **defaults,
                **values,
            },
        )


def use_elements(count: int) -> list[Element]:
    """So many elements in use, as the desk leaves them: the first of the launch content and more.

    Each new one is named for two interventions; of fewer than seven, the last are retired.
    """
    with content_change():
        Element.objects.filter(position__gt=count).update(retired_on=dates.today())
    rows = list(Intervention.objects.published().order_by_name())
    for number in range(Element.objects.count() + 1, count + 1):
        element = make_element(position=number, section="Hoofdstuk 1")
        record_element(element, by=make_person())
        for row in (rows[number % len(rows)], rows[(number + 5) % len(rows)]):
            make_statement(row, element=element)
            record_intervention(row, by=make_person(), at=timezone.now(), note="Een element erbij.")
    return list(Element.objects.in_use())


def make_target_group(**values) -> TargetGroup:
    number = next(NUMBERS)
    defaults = {"slug": f"groep-{number}", "name": f"Groep {number}", "definition": "Een groep."}
    with content_change():
        return TargetGroup.objects.create(**{**defaults, **values})


def make_intervention(
    *,
    status: str = Status.PUBLISHED,
    statements: list[dict] = (),
    target_groups: list[TargetGroup] = (),
    sources: list[Source] | None = None,
    **values,
) -> Intervention:
    """An intervention, published unless told otherwise; `statements` are values of Statement."""
    number = next(NUMBERS)
    defaults = {
        "slug": f"interventie-{number}",
        "name": f"Interventie {number}",
        "summary": f"Samenvatting van interventie {number}.",
    }
    with content_change():
        row = Intervention.objects.create(**{**defaults, **values})
        row.target_groups.set(target_groups)
        row.sources.set([make_source()] if sources is None else sources)
        for statement in statements:
            make_statement(row, **statement)
        return in_state(row, status)


def make_statement(intervention: Intervention, **values) -> Statement:
    """A statement by the intervention's first source, unless told otherwise."""
    defaults = {"explanation": "Zo doen zij dat."}
    if values.get("kind") == Statement.Kind.INFERRED:
        defaults["basis"] = "De aanpak."
    with content_change():
        return Statement.objects.create(
            intervention=intervention,
            source=values.pop("source", None) or intervention.sources.first(),
            element=values.pop("element", None) or make_element(),
            **{**defaults, **values},
        )


def in_state(intervention: Intervention, status: str, *, by: User | None = None) -> Intervention:
    """Put the row in any state, past the verbs, as if `by` had taken every step.

    What is or was public has its first version; a withdrawn row has its public reason.
    """
    by, now = by or make_person(), timezone.now()
    values = {"status": status}
    for verb in ("submitted", "claimed", "published", "revised", "reviewed", "withdrawn"):
        known = verb in MOMENTS.get(status, ())
        values[f"{verb}_at"], values[f"{verb}_by"] = (now, by) if known else (None, None)
    values["news_at"] = values["revised_at"]
    with content_change():
        Intervention.objects.filter(pk=intervention.pk).update(**values)
        if status == Status.WITHDRAWN:
            StatusChange.objects.create(
                intervention=intervention,
                verb="withdraw",
                from_status=Status.PUBLISHED,
                to_status=status,
                by=by,
                note="De eigenaar vroeg hierom.",
            )
        intervention.refresh_from_db()
        if status in (Status.PUBLISHED, Status.WITHDRAWN):
            record_intervention(intervention, by=by, at=now, note="")
        if status == Status.PUBLISHED and not intervention.replaces_id:
            search.put(intervention)
        else:
            search.drop(intervention)
    return intervention


def reviewed(intervention: Intervention, *, editor: User, reviewer: User) -> Intervention:
    """Take a draft of the editor to the desk of the reviewer, who can publish it now."""
    Intervention.objects.filter(pk=intervention.pk).update(
        changed_at=timezone.now(), changed_by=editor
    )
    intervention.refresh_from_db()
    submit(intervention, by=editor)
    claim(intervention, by=reviewer)
    return intervention
