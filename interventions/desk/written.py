"""What a form of the desk and the boxes below it hold, as the texts that a browser sends.

The same shape serves to see that somebody else changed a text, and to put back an old one.
"""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import QueryDict

# (prefix of the kind of box, or ""; id of the row in the box, or ""; name of the field)
Part = tuple[str, str, str]
Written = dict[Part, tuple[str, ...]]
NEW = "+"  # starts the id of a box that has no row yet
DELETE = forms.formsets.DELETION_FIELD_NAME


def held(form, formsets: Iterable) -> Written:
    """What stands in the database: give it an unbound form and unbound formsets."""
    found = {("", "", name): shown(form[name]) for name in own_fields(form)}
    for formset in formsets:
        for box in formset.initial_forms:
            for name in box_fields(formset, box):
                found[formset.prefix, str(box.instance.pk), name] = shown(box[name])
    return found


def sent(data: QueryDict, form, formsets: Iterable) -> Written:
    """What somebody typed, read with the same fields; boxes without a row get a new id."""
    found = {("", "", name): normal(data.getlist(name)) for name in own_fields(form)}
    for formset in formsets:
        prefix, empty = formset.prefix, formset.empty_form
        for place in range(boxes_in(data, formset)):
            start = f"{prefix}-{place}-"
            row = data.get(f"{start}{formset.model._meta.pk.name}", "").strip() or f"{NEW}{place}"
            for name in box_fields(formset, empty):
                found[prefix, row, name] = normal(data.getlist(start + name))
            if data.get(start + DELETE):
                found[prefix, row, DELETE] = ("on",)
    return found


def as_data(written: Written, formsets: Iterable) -> dict[str, list[str]]:
    """The form data that a browser would send for this."""
    data = {name: [*values] for (prefix, _, name), values in written.items() if not prefix}
    for formset in formsets:
        rows = rows_of(written, formset.prefix)
        ordered = sorted(rows, key=lambda row: row.startswith(NEW))  # those with a row come first
        start = formset.prefix
        data[f"{start}-TOTAL_FORMS"] = [str(len(ordered))]
        data[f"{start}-INITIAL_FORMS"] = [str(sum(not row.startswith(NEW) for row in ordered))]
        for place, row in enumerate(ordered):
            if not row.startswith(NEW):
                data[f"{start}-{place}-{formset.model._meta.pk.name}"] = [row]
            for name, values in rows[row].items():
                data[f"{start}-{place}-{name}"] = [*values]
    return data


def as_query(data: Mapping[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def rows_of(written: Written, prefix: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The boxes of one kind, by id, in order."""
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    for (kind, row, name), values in written.items():
        if kind == prefix and kind:
            rows.setdefault(row, {})[name] = values
    return rows


def own_fields(form) -> list[str]:
    """The fields of the form that are fields of the row."""
    meta = form._meta.model._meta
    known = {field.name for field in (*meta.fields, *meta.many_to_many)}
    return [name for name in form.fields if name in known]


def box_fields(formset, box) -> list[str]:
    """Those of a box, without what ties it to its row."""
    keys = (formset.model._meta.pk.name, formset.fk.name)
    return [name for name in own_fields(box) if name not in keys]


def boxes_in(data: QueryDict, formset) -> int:
    """How many boxes were sent; a forged number counts for no more than the formset takes."""
    count = data.get(f"{formset.prefix}-TOTAL_FORMS", "")
    return min(int(count), formset.absolute_max) if count.isascii() and count.isdigit() else 0


def shown(bound) -> tuple[str, ...]:
    """The texts that a browser sends back for a field that nobody touched."""
    value = bound.value()
    if isinstance(value, bool):
        return ("on",) if value else ()
    if isinstance(value, (list, tuple)):
        return normal([str(one) for one in value])
    text = bound.field.widget.format_value(value) if value is not None else ""
    return normal([str(one) for one in text] if isinstance(text, list) else [str(text or "")])


def normal(texts: Iterable[str]) -> tuple[str, ...]:
    """Alike for what is stored and for what a browser makes of it."""
    plain = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in texts)
    return tuple(sorted(text for text in plain if text))


def spoken(field, values: tuple[str, ...]) -> str:
    """The values of a form field as a reader sees them."""
    if isinstance(field, forms.BooleanField):
        return "ja" if values else "nee"
    names = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return "\n".join(names.get(value, value) for value in values)
