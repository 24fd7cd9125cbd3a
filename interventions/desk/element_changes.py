"""Changes of the elements as a whole: propose an order or a retirement, agree to what waits."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from elements.models import Element, ElementChange
from interventions.desk.actions import Action, action_page
from interventions.desk.site import DESK_METHODS
from interventions.showing.methods import answers
from interventions.workflow import elements as workflow

Kind = ElementChange.Kind
PLACE = "plaats-"  # before the slug, in the name of a field
LIST = "admin:elements_element_changelist"
NOTE = ("Toelichting", "Mag leeg blijven. Een toelichting bij een element staat bij de versies.")
HAPPENS = {
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

    note = forms.CharField(
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


class ElementChangePages:
    """For the ModelAdmin of Element."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "elements_element_{}".format
        change = "voorstel/<int:pk>/"
        return [
            path("volgorde/", view(self.order_page), name=name("order")),
            path("<int:pk>/uit-gebruik/", view(self.retire_page), name=name("retire")),
            path(f"{change}akkoord/", view(self.agree_page), name=name("agree")),
            path(f"{change}weghalen/", view(self.drop_page), name=name("drop")),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        context = changes_panel(ElementChange.objects.filter(element=None), request.user)
        may_propose = request.user.has_perm(workflow.PROPOSE)
        return super().changelist_view(
            request, {**context, "may_order": may_propose, **(extra_context or {})}
        )

    @answers(*DESK_METHODS)
    def order_page(self, request):
        if not request.user.has_perm(workflow.PROPOSE):
            raise PermissionDenied
        elements = list(Element.objects.in_use())
        form = OrderForm(elements, data=request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                note = form.cleaned_data["note"]
                workflow.propose_order(form.slugs, by=request.user, note=note)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, "De volgorde is voorgesteld. Een ander geeft akkoord.")
                return HttpResponseRedirect(reverse(LIST))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Volgorde van de elementen",
            "form": form,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/elements/element/order.html", context)

    @answers(*DESK_METHODS)
    def retire_page(self, request, pk):
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
        )
        return action_page(self, request, action, row=element, back=page_of(element))

    @answers(*DESK_METHODS)
    def agree_page(self, request, pk):
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
        return action_page(
            self, request, action, row=change.element or change, back=page_of(change.element)
        )

    @answers(*DESK_METHODS)
    def drop_page(self, request, pk):
        change = get_object_or_404(ElementChange.objects.exclude(kind=Kind.ADD), pk=pk)
        if not request.user.has_perm(workflow.PROPOSE):
            raise PermissionDenied
        action = Action(
            "Voorstel weghalen",
            (f"Het voorstel van {change.proposed_by} verdwijnt. Op de site verandert niets.",),
            "Het voorstel is weggehaald.",
            lambda text: workflow.drop(change, by=request.user),
        )
        return action_page(
            self, request, action, row=change.element or change, back=page_of(change.element)
        )


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
    steps = []
    if change.agreed_at:
        return steps
    if change.proposed_by_id != user.pk and user.has_perm(workflow.AGREE):
        agree = reverse("admin:elements_element_agree", args=[change.pk])
        steps.append(("Akkoord geven", f"{agree}?gelezen={change.stamp}"))
    if change.kind != Kind.ADD and user.has_perm(workflow.PROPOSE):
        drop = reverse("admin:elements_element_drop", args=[change.pk])
        steps.append(("Voorstel weghalen", drop))
    return steps
