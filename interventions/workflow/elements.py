"""Which elements there are, and in which order: one person proposes it, a second makes it so.

All raise PermissionDenied, or ValidationError with what stands in the way.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from elements import dates
from elements.models import Element, ElementChange, content_change
from interventions.models.accounts import is_person, people_who_may
from interventions.workflow.publications import record_element

Kind = ElementChange.Kind
PROPOSE, AGREE = "elements.add_elementchange", "elements.change_elementchange"
OUT_OF_THE_WAY = 10_000  # added to places while they change: no two rows may share one


def propose_addition(element: Element, *, by) -> ElementChange:
    """Stand behind the text of an element that is not public: who saved it last, proposes it."""
    _check_may(PROPOSE, by)
    change, _ = ElementChange.objects.update_or_create(
        kind=Kind.ADD,
        element=element,
        defaults={"proposed_at": timezone.now(), "proposed_by": by},
    )
    return change


def propose_order(slugs: list[str], *, by, note: str = "") -> ElementChange:
    """Propose an order: the slugs of all elements in use, each once."""
    return _propose(Kind.ORDER, by=by, note=note, order=slugs)


def propose_retirement(element: Element, *, by, note: str = "") -> ElementChange:
    """Propose to use an element no more."""
    return _propose(Kind.RETIRE, by=by, note=note, element=element)


def agree_to(change: ElementChange, *, by, stamp: str) -> None:
    """Make it so, at once. Only for a second person, who read what `stamp` names."""
    _check_may(AGREE, by)
    with content_change(withdrawal=change.kind == Kind.RETIRE):
        elements = _locked()
        row = _open(change)
        _check_second(row, by=by, stamp=stamp)
        _check_possible(row, elements)
        _carry_out(row, elements, by=by)
        row.agreed_at, row.agreed_by = timezone.now(), by
        row.save()


def drop(change: ElementChange, *, by) -> None:
    """Take back a proposal about what is public; nothing was changed by it yet."""
    _check_may(PROPOSE, by)
    with transaction.atomic():
        _locked()
        _open(change).delete()


# --- Guards ---------------------------------------------------------------------------------------


def _check_may(permission: str, by) -> None:
    if not (by.has_perm(permission) and is_person(by)):
        raise PermissionDenied(f"{by} may not: {permission}")


def _check_second(row: ElementChange, *, by, stamp: str) -> None:
    if row.proposed_by_id == by.pk:
        raise ValidationError(
            "U hebt dit zelf voorgesteld. Laat iemand anders het lezen en akkoord geven.",
            code="four_eyes",
        )
    if not people_who_may(PROPOSE).filter(pk=row.proposed_by_id).exists():
        raise ValidationError(
            f"{row.proposed_by} werkt hier niet meer aan. Nu moet een ander het eerst voorstellen.",
            code="four_eyes",
        )
    if row.stamp != stamp:
        raise ValidationError(
            "Dit is aangepast nadat u het opende. Lees het opnieuw.", code="changed"
        )


def _check_possible(row: ElementChange, elements: list[Element]) -> None:
    in_use = {element.slug for element in elements if element.is_in_use}
    if row.kind == Kind.ORDER and (set(row.order) != in_use or len(row.order) != len(in_use)):
        raise ValidationError(
            "In deze volgorde staat niet elk element één keer. Maak een nieuw voorstel.",
            code="outdated",
        )
    if row.kind == Kind.RETIRE and not (row.element and row.element.slug in in_use):
        raise ValidationError("Dit element is niet in gebruik.", code="not_in_use")
    if row.kind == Kind.RETIRE and len(in_use) == 1:
        raise ValidationError("Dit is het enige element in gebruik. Dat blijft.", code="last")


# --- What the steps share -------------------------------------------------------------------------


def _locked() -> list[Element]:
    """Every element in order, locked: one step at a time."""
    rows = {row.pk: row for row in Element.objects.order_by("pk").select_for_update()}
    return [rows[pk] for pk in Element.objects.values_list("pk", flat=True) if pk in rows]


def _open(change: ElementChange) -> ElementChange:
    found = ElementChange.objects.open().select_for_update().filter(pk=change.pk).first()
    if found is None:
        raise ValidationError("Dit voorstel is er niet meer.", code="gone")
    return found


def _propose(kind: str, *, by, note: str, element=None, order=()) -> ElementChange:
    _check_may(PROPOSE, by)
    row = ElementChange(
        kind=kind,
        element=element,
        order=list(order),
        note=note.strip(),
        proposed_at=timezone.now(),
        proposed_by=by,
    )
    with transaction.atomic():
        _check_possible(row, _locked())
        if ElementChange.objects.open().filter(kind=kind, element=element).exists():
            raise ValidationError(
                "Hierover ligt al een voorstel. Geef akkoord of haal het eerst weg.",
                code="has_proposal",
            )
        row.save()
    return row


def _carry_out(row: ElementChange, elements: list[Element], *, by) -> None:
    in_use = [element for element in elements if element.is_in_use]
    retired = [element for element in elements if element.retired_on]
    changed = [element for element in elements if element.pk == row.element_id]  # none: an order
    match row.kind:
        case Kind.ORDER:
            in_use.sort(key=lambda element: row.order.index(element.slug))
        case Kind.ADD:
            in_use += changed
        case Kind.RETIRE:
            in_use = [element for element in in_use if element not in changed]
            retired = changed + retired
            for element in changed:
                element.retired_on = dates.today()
                element._change_reason = row.kind  # type: ignore[attr-defined]  # for simple_history
                element.save()
    _give_places([*in_use, *retired])
    for element in changed:
        happened = "Niet meer in gebruik." if element.retired_on else "Nieuw element."
        record_element(element, by=by, note=f"{happened} {row.note}".strip())


def _give_places(elements: list[Element]) -> None:
    """The places 1, 2, 3 and so on, in this order. Each move stands in the history of its row."""
    moved = [(row, place) for place, row in enumerate(elements, 1) if row.position != place]
    standing = Element.objects.filter(pk__in=[row.pk for row, _ in moved])
    standing.update(position=F("position") + OUT_OF_THE_WAY)
    for row, place in moved:
        row.position = place
        row._change_reason = Kind.ORDER  # type: ignore[attr-defined]  # for simple_history
        row.save()
