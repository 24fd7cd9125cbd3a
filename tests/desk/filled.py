"""What a browser sends when somebody opens a form of the desk, types, and saves."""

from html.parser import HTMLParser

from tests.desk.forms import change_page


class FormReader(HTMLParser):
    """The fields of the form with method post and an id that ends in `_form`."""

    def __init__(self):
        super().__init__()
        self.inside, self.fields = False, {}
        self.select = self.textarea = self.first = None
        self.several = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id", "").endswith("_form")
        if self.inside and "__prefix__" not in attrs.get("name", ""):
            read = getattr(self, f"read_{tag}", None)
            if read:
                read(attrs.get("name", ""), attrs)

    def read_input(self, name, attrs):
        box = attrs.get("type") in ("checkbox", "radio")
        if attrs.get("type") != "submit" and (not box or "checked" in attrs):
            self.fields.setdefault(name, []).append(attrs.get("value", "on" if box else ""))

    def read_textarea(self, name, attrs):
        self.textarea, self.fields[name] = name, [""]

    def read_select(self, name, attrs):
        self.select, self.first, self.several = name, None, "multiple" in attrs
        self.fields[name] = []

    def read_option(self, name, attrs):
        if self.select:
            self.first = attrs.get("value", "") if self.first is None else self.first
            if "selected" in attrs:
                self.fields[self.select].append(attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.textarea = None
        elif tag == "select" and self.select:
            if not self.fields[self.select] and not self.several and self.first is not None:
                self.fields[self.select] = [self.first]
            self.select = None

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data


def form_in(response) -> dict[str, list[str]]:
    """The fields of the form in a page, as it stands; type in it by assigning."""
    reader = FormReader()
    reader.feed(response.content.decode())
    for name, values in reader.fields.items():
        # HTML drops the first line break of a textarea.
        reader.fields[name] = [value.removeprefix("\n") for value in values]
    return reader.fields


def opened(client, row) -> dict[str, list[str]]:
    """The form of a row, as this person gets it."""
    response = client.get(change_page(row))
    assert response.status_code == 200
    return form_in(response)


def typed(form: dict, **values) -> dict:
    """The form with something else in some fields."""
    return {**form, **values}
