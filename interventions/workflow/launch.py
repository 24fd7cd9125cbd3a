"""The launch content, which an account of the software publishes past the review: decision 0013."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from elements.models import content_change
from interventions.finding import search
from interventions.models import Intervention
from interventions.models.accounts import is_person, people
from interventions.sheet import FACT, PLACES, RELATIONS
from interventions.workflow import guards
from interventions.workflow.publications import record_intervention
from interventions.workflow.table import TRANSITIONS
from interventions.workflow.verbs import locked, make_public


def publish_launch_content(intervention: Intervention, *, by, note: str = "") -> None:
    """Publish a new row of the launch content.

    Only for an account that cannot sign in, so that nobody at the desk can come this way. Raises
    PermissionDenied for any other, and ValidationError when something is missing.
    """
    with content_change():
        row = locked(intervention)
        if row.published_at:
            raise PermissionDenied(f"{row} has been published")
        _ask(by)
        guards.complete(row)
        make_public(row, by=by, note=note)
    intervention.refresh_from_db()


def lacks(row: Intervention, facts: Mapping[str, Mapping]) -> list[str]:
    """Which of these facts, by key, a row does not say yet."""
    return [key for key in facts if not _says(row, key)]


def refusal(row: Intervention) -> str:
    """Why a row of the launch content is left as it is: the public text is ours no more."""
    if row.status == Intervention.Status.WITHDRAWN:
        return "ingetrokken"
    if row.status != Intervention.Status.PUBLISHED:
        return "niet openbaar"
    return "bewerkt" if row.publications.filter(by__in=people()).exists() else ""


def add_launch_facts(
    intervention: Intervention, facts: Mapping[str, Mapping], *, by, note: str
) -> None:
    """Give a public row, and its open working copy, the facts that the launch content learned.

    `facts`: by key the values of the fields of a fact, or under `plaatsen` the rows. Only where
    nothing stands; one version, and a quiet one: nobody wrote news. Raises PermissionDenied for any
    account but that of the launch content, and ValidationError when `refusal` says no.
    """
    with content_change():
        row = locked(intervention)
        _ask(by)
        if why := refusal(row):
            raise ValidationError(why, code="not_ours")
        if not _give(row, facts, by=by):
            return
        row.revised_at, row.revised_by = timezone.now(), by
        row.save(update_fields=["revised_at", "revised_by"])
        record_intervention(row, by=by, at=row.revised_at, note=note, is_quiet=True)
        search.put(row)
        for copy in row.working_copies.select_for_update():
            copy.touched_at = row.revised_at
            _give(copy, facts, by=by)


def _ask(by) -> None:
    if is_person(by) or not by.has_perm(TRANSITIONS["publish"].permission):
        raise PermissionDenied(f"{by} may not publish launch content")


def _says(row: Intervention, key: str) -> bool:
    return row.places.exists() if key == PLACES.key else FACT[key].is_filled(row)


def _give(row: Intervention, facts: Mapping[str, Mapping], *, by) -> list[str]:
    """Fill in what the row lacks, in one save, and give the keys of that."""
    missing = lacks(row, facts)
    values = {
        name: value for key in missing if key != PLACES.key for name, value in facts[key].items()
    }
    for name in values.keys() - {*RELATIONS}:
        setattr(row, name, values[name])
    if missing:
        row._history_user = by  # type: ignore[attr-defined]  # for simple_history
        row.save()
    for name in values.keys() & {*RELATIONS}:
        getattr(row, name).set(values[name])
    if PLACES.key in missing:
        for place in facts[PLACES.key]:
            row.places.create(**place)
    return missing
