"""The selection parameters, declared once. Names and rules: the public contract."""

from dataclasses import replace
from datetime import date

import django_filters
from django.http import QueryDict

from interventions.finding.facets import (
    ALL,
    ARTICLE,
    FACETS,
    FacetIndex,
    Switch,
    facet_index,
    facet_parameters,
)
from interventions.finding.kept import kept_while
from interventions.finding.selection.fields import (
    ForgivingField,
    OneOfField,
    PageField,
    ShortlistField,
    SlugsField,
    TextField,
)
from interventions.finding.selection.selection import (
    AMPERSAND,
    PAGE_SIZE,
    SORTS,
    Fault,
    Selection,
)
from interventions.models import Intervention

# What some page of ours reads beside the selection.
BESIDE = {
    *("met", "zonder", "interventie", "onderdeel", "van", "tot", "over", "feit", "bij", "versie"),
    *("ja", "beetje", "nee", "punt", "rijen", "stap"),
}
BADLY_COPIED = "De link is niet goed overgenomen. Haal '{}' voor '{}' weg in het adres."


def read_by(field_class: type[ForgivingField], **extra) -> django_filters.Filter:
    """A parameter that this field reads."""
    found = django_filters.Filter(**extra)
    found.field_class = field_class
    return found


class SelectionFilterSet(django_filters.FilterSet):
    """Reads the parameters. It filters no rows: the facet index knows which ones it finds."""

    @classmethod
    def get_filters(cls):
        return {
            "q": read_by(TextField),
            **{
                one.name: (
                    read_by(OneOfField, choices=one.choices)
                    if isinstance(one, Switch)
                    else read_by(SlugsField)
                )
                for one in facet_parameters()
            },
            "bron": read_by(OneOfField, choices=(ALL, ARTICLE)),
            "sorteer": read_by(OneOfField, choices=SORTS),
            "pagina": read_by(PageField),
            "lijst": read_by(ShortlistField),
        }

    def __init__(self, data: QueryDict, index: FacetIndex):
        super().__init__(data, Intervention.objects.none())
        self.index = index
        for name, form_field in self.form.fields.items():
            form_field.parameter = name
            if name in FACETS:
                form_field.choices = tuple(index.labels[name])
            elif name == "lijst":
                form_field.choices = index.positions

    def selection(self, page_size: int) -> Selection:
        self.form.is_valid()  # always true: the fields keep what they cannot use as faults
        values = self.form.cleaned_data
        faults = [fault for field in self.form.fields.values() for fault in field.faults]
        faults += badly_copied(self.data)
        return Selection(
            index=self.index,
            text=values["q"],
            chosen={facet: values[facet] for facet in FACETS if values[facet]},
            any_element=values["combineer"] == "een",
            scope=values["bron"] or ALL,
            valid_only=values["geldig"] == "ja",
            sort=values["sorteer"],
            page=values["pagina"],
            page_size=page_size,
            shortlist=values["lijst"],
            faults=tuple(faults),
        )


def badly_copied(data: QueryDict) -> list[Fault]:
    """The parameters of ours behind an `&amp;`, as mail and web pages write an `&`, or a `%26`."""
    found = []
    for name, value in data.items():
        if (meant := AMPERSAND.sub("", name)) != name and meant in KNOWN:
            before = "amp;" if "amp" in name.lower() else "%26"
            message = BADLY_COPIED.format(before, meant)
            found.append(Fault(name[:60], str(value)[:60], message))
    return found


KNOWN = {*SelectionFilterSet.base_filters, *BESIDE}
MOST_REMEMBERED = 200
_remembered = kept_while(dict[tuple[date, str, int], Selection])  # (day, query, page size)


def read_selection(data: QueryDict, *, page_size: int = PAGE_SIZE) -> Selection:
    """The selection that a query string asks for, on the content as it is now. Never raises.

    The last ones asked for are remembered, as long as the index lives: a selection does not change,
    and reading one costs as much as the rest of an answer from the page cache.
    """
    index = facet_index()
    kept = _remembered(index.version.stamp)
    if len(kept) >= MOST_REMEMBERED:
        kept.clear()
    key = (index.day, data.urlencode(), page_size)
    selection = kept.get(key) or SelectionFilterSet(data, index).selection(page_size)
    kept[key] = selection
    # What a text finds can be as long as the base: that goes with the copy.
    return replace(selection) if selection.text else selection
