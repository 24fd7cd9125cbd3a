"""Changes of the elements as a whole: propose an order or a retirement, agree to what waits."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from elements.fields import LinesInput
from elements.models import Element, ElementChange
from interventions.desk.actions import Action, action_page, taken
from interventions.desk.own_pages import own_page
from interventions.workflow import elements as workflow

Kind = ElementChange.Kind
PLACE = "plaats-"  # before the slug, in the name of a field
LIST = "admin:elements_element_changelist"
NOTE = ("Toelichting", "Mag leeg blijven. Een toelichting bij een element staat bij de versies.")
ORDER_HAPPENS = (
    "Dit is een voorstel. De volgorde op de site verandert pas als een ander akkoord geeft.",
    "De nummers van de elementen gaan mee met de volgorde. De kleuren blijven.",
)
HAPPENS: dict[str, tuple[str, ...]] = {
    Kind.ADD: (
        "Het element staat meteen op de site, als laatste in de volgorde.",
        "Dit wordt versie 1 van de tekst.",
    ),
    Kind.ORDER: ("De elementen staan meteen in deze volgorde op de site: {order}.",),
    Kind.RETIRE: (
        "Het element is geen keuze meer op de site, en telt niet meer mee bij de elementen.",
        "De pagina en de uitspraken blijven. De pagina zegt sinds wanneer dit zo is.",
    ),
}


class OrderForm(forms.Form):
    """A place for each element in use."""

    note = LinesInput(
        label=NOTE[0],
        help_text="Mag leeg blijven. Alleen wie hier werkt, leest dit.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, elements: list[Element], **kwargs):
        super().__init__(**kwargs)
        places = [(str(place), str(place)) for place in range(1, len(elements) + 1)]
        for place, element in enumerate(elements, 1):
            self.fields[f"{PLACE}{element.slug}"] = forms.ChoiceField(
                label=element.name, choices=places, initial=str(place)
            )
        self.order_fields([name for name in self.fields if name != "note"])

    def clean(self):
        places = {
            name.removeprefix(PLACE): int(place)
            for name, place in self.cleaned_data.items()
            if name != "note"
        }
        if len({*places.values()}) < len(places):
            raise ValidationError("Geef elk element een eigen plaats.", code="same_place")
        self.slugs = sorted(places, key=lambda slug: places[slug])
        return self.cleaned_data


# --- Pages ----------------------------------------------------------------------------------------


def order_page(desk, request):
    if not request.user.has_perm(workflow.PROPOSE):
        raise PermissionDenied
    elements = list(Element.objects.in_use())
    form = OrderForm(elements, data=request.POST if request.method == "POST" else None)
    if taken(
        form,
        lambda values: workflow.propose_order(form.slugs, by=request.user, note=values["note"]),
    ):
        messages.success(request, "De volgorde is voorgesteld. Een ander geeft akkoord.")
        return redirect(LIST)
    return own_page(
        desk,
        request,
        "elements/element/order.html",
        title="Volgorde van de elementen",
        label="Volgorde voorstellen",
        happens=ORDER_HAPPENS,
        form=form,
        keeps_text=True,
        back=reverse(LIST),
    )


def retire_page(desk, request, pk):
    if not request.user.has_perm(workflow.PROPOSE):
        raise PermissionDenied
    element = get_object_or_404(Element, pk=pk)
    action = Action(
        "Uit gebruik nemen",
        ("Dit is een voorstel: er verandert pas iets als een ander akkoord geeft. Daarna:",)
        + HAPPENS[Kind.RETIRE],
        "Het voorstel staat klaar. Een ander geeft akkoord.",
        lambda text: workflow.propose_retirement(element, by=request.user, note=text),
        *NOTE,
        keeps_text=True,
    )
    return action_page(desk, request, action, row=element, back=page_of(element))


def agree_page(desk, request, pk):
    if not request.user.has_perm(workflow.AGREE):
        raise PermissionDenied
    change = get_object_or_404(ElementChange, pk=pk)
    read = request.GET.get("gelezen", "")
    action = Action(
        "Akkoord geven",
        (
            f"{change}. Voorgesteld door {change.proposed_by}.",
            *(line.format(order=order_of(change)) for line in HAPPENS[change.kind]),
            *([f"Toelichting: {change.note}"] if change.note else []),
        ),
        "Dit staat nu op de site.",
        lambda text: workflow.agree_to(change, by=request.user, stamp=read),
    )
    return _page_about(desk, request, action, change)


def drop_page(desk, request, pk):
    change = get_object_or_404(ElementChange.objects.exclude(kind=Kind.ADD), pk=pk)
    if not request.user.has_perm(workflow.PROPOSE):
        raise PermissionDenied
    action = Action(
        "Voorstel weghalen",
        (f"Het voorstel van {change.proposed_by} verdwijnt. Op de site verandert niets.",),
        "Het voorstel is weggehaald.",
        lambda text: workflow.drop(change, by=request.user),
    )
    return _page_about(desk, request, action, change)


def _page_about(desk, request, action: Action, change: ElementChange):
    row, back = change.element or change, page_of(change.element)
    return action_page(desk, request, action, row=row, back=back)


# Route, function and name, for the ModelAdmin of Element.
PAGES = (
    ("volgorde/", order_page, "order"),
    ("<int:pk>/uit-gebruik/", retire_page, "retire"),
    ("voorstel/<int:pk>/akkoord/", agree_page, "agree"),
    ("voorstel/<int:pk>/weghalen/", drop_page, "drop"),
)


# --- What other pages show of it ------------------------------------------------------------------


def page_of(element: Element | None) -> str:
    """The page of the desk about an element, or the list of all."""
    return reverse("admin:elements_element_change", args=[element.pk]) if element else reverse(LIST)


def order_of(change: ElementChange) -> str:
    names = dict(Element.objects.values_list("slug", "short_name"))
    return ", ".join(names.get(slug, slug) for slug in change.order)


def changes_panel(changes: QuerySet, user) -> dict:
    """What `_changes.html` shows: each change, who proposed and who agreed, and the next steps."""
    rows = changes.select_related("element", "proposed_by", "agreed_by")
    return {"changes": [(row, order_of(row), steps_of(row, user)) for row in rows]}


def steps_of(change: ElementChange, user) -> list[tuple[str, str]]:
    """(label, address) of what this person can do with a change that waits."""
    steps: list[tuple[str, str]] = []
    if change.agreed_at:
        return steps
    if change.proposed_by_id != user.pk and user.has_perm(workflow.AGREE):
        agree = reverse("admin:elements_element_agree", args=[change.pk])
        steps.append(("Akkoord geven", f"{agree}?gelezen={change.stamp}"))
    if change.kind != Kind.ADD and user.has_perm(workflow.PROPOSE):
        drop = reverse("admin:elements_element_drop", args=[change.pk])
        steps.append(("Voorstel weghalen", drop))
    return steps
