"""The export of another site as a file: what is none is refused with a sentence, and in time."""

import json

import pytest

from interventions.intake.received.limits import DESK, Refused
from interventions.intake.spreadsheets.tables import read_file

ROW = {"slug": "a", "naam": "Proef"}
REFUSED = {
    "no JSON": (b'{"interventies": [', "geen goede JSON"),
    "no UTF-8": (b'{"interventies": [{"naam": "\xe9\xe9"}]}', "geen goede JSON"),
    "a list": (json.dumps([ROW]), "geen export van interventies"),
    "a text": (json.dumps({"interventies": "alle"}), "geen export van interventies"),
    "of the API": (json.dumps({"_links": {}, "_embedded": {"a": []}}), "geen export van"),
    "rows of text": (json.dumps({"interventies": ["Proef"]}), "geen export van interventies"),
    "a site of another kind": (
        json.dumps({"site": {}, "interventies": [ROW]}),
        "geen export van interventies",
    ),
    "nothing": (json.dumps({"interventies": []}), "staan geen interventies"),
    "a later form": (
        json.dumps({"vorm": 2, "interventies": [ROW]}),
        "een vorm die wij niet kennen",
    ),
    "no form": (json.dumps({"vorm": True, "interventies": [ROW]}), "een vorm die wij niet kennen"),
    "too many": (json.dumps({"interventies": [ROW] * 2001}), "meer dan 2.000"),
    "deep": (b'{"interventies": ' + b"[" * 100_000, "te diep"),
    "deep in a text": (b'{"interventies": [{"naam": ' + b"[" * 20 + b"]" * 20 + b"}]}", "te diep"),
    "deep objects": (b'{"interventies": [' + b'{"a":' * 100_000, "te diep"),
    "NUL": (json.dumps({"interventies": [{"naam": "a\0b"}]}), "NUL-tekens"),
    "half a sign": (b'{"interventies": [{"naam": "a\\ud800b"}]}', "geen goede JSON"),
    "no number": (b'{"interventies": [{"startjaar": NaN}]}', "geen goede JSON"),
    "an endless number": (b'{"interventies": [{"startjaar": 1e999}]}', "geen goede JSON"),
    "many figures": (
        b'{"interventies": [{"startjaar": ' + b"9" * 50_000 + b"}]}",
        "geen goede JSON",
    ),
    "too big": (b"[" + b" " * 6 * 1024 * 1024, "groter dan 5 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_export_is_refused_with_a_sentence(name):
    data, words = REFUSED[name]
    with pytest.raises(Refused, match=words.replace(".", r"\.")):
        read_file("export.json", data if isinstance(data, bytes) else data.encode(), DESK)


def test_an_export_of_before_it_said_whose_it_is_is_read():
    found = {"interventies": [ROW], "namen": {"themas": {"a": 7, "b": "Bee"}, "settings": []}}
    [table] = read_file("export.csv", b"\xef\xbb\xbf" + json.dumps(found).encode(), DESK)
    assert table.export == {"site": "", "names": {"themas": {"b": "Bee"}}, "documents": [ROW]}
