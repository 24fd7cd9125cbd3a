"""What is found in description sheets: those of the two forms, and odd ones."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from interventions.intake.received.limits import DOCUMENT
from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.reading import description_of
from interventions.intake.received.sheets.sheet import read_sheet
from tests.intake.descriptions.odd_documents import ODD
from tests.intake.descriptions.odder_documents import ODDER
from tests.intake.descriptions.written import in_open_document, in_word

FILES = Path(__file__).parent / "files"
EXPECTED = {path.stem: json.loads(path.read_text()) for path in sorted(FILES.glob("*.json"))}
DOCUMENTS = ODD | ODDER
PAGES = ("page_first", "page_last")


def read(data: bytes) -> dict:
    return description_of(data, name="werkblad", limits=asdict(DOCUMENT))


@pytest.fixture(scope="module")
def found() -> dict:
    return {name: read((FILES / each["file"]).read_bytes()) for name, each in EXPECTED.items()}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def fits(passage: dict, said: dict) -> bool:
    text = letters(passage["text"])
    return (
        passage["heading"] == said["heading"]
        and text.startswith(letters(said["first60"]))
        and text.endswith(letters(said["last60"]))
        and all(passage[page] == said.get(page) for page in PAGES)
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_every_field_has_its_passages_heading_and_pages(found, name):
    fields = found[name]["fields"]
    for key, said in EXPECTED[name]["fields"].items():
        if key == "eigenaar":
            assert (fields[key]["heading"], fields[key]["text"]) == (said["heading"], said["value"])
            assert fields[key]["passages"][0]["path"][-2] == said["section"]
            continue
        assert fits(fields[key], said), key
        told = [each for each in said["passages"] if "first60" in each]
        assert [each["path"] for each in fields[key]["passages"]] == [x["path"] for x in told]
        assert all(map(fits, fields[key]["passages"], told)), key


@pytest.mark.parametrize("name", EXPECTED)
def test_every_element_is_found_in_order_and_no_announcement(found, name):
    said = [(letters(each["text"]), each.get("page")) for each in EXPECTED[name]["elements"]]
    assert [(letters(each["text"]), each["page"]) for each in found[name]["elements"]] == said
    assert found[name]["elements_heading"] == EXPECTED[name]["elements_section"]


@pytest.mark.parametrize("name", EXPECTED)
def test_who_made_it_and_when_is_read_from_the_title_page(found, name):
    expected = EXPECTED[name]
    keys = ("form", "title", "organisation", "website", "date", "date_as_written", "contact")
    assert {key: found[name][key] for key in keys} == {
        **{key: expected[key] for key in keys[1:]},
        "form": expected["format"],
    }
    assert found[name]["authors"] == expected["reference"]["author"]
    contacts = {key: value for key, value in found[name]["organisation_contact"].items() if value}
    assert contacts == expected["organisation_contact"]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_text_holds_a_contact_or_words_of_the_form(found, name):
    expected, result = EXPECTED[name], found[name]
    texts = json.dumps([result[key] for key in ("fields", "other", "elements")], ensure_ascii=False)
    never = [*expected["never_public"]["strict"], *expected["instruction_lines"]]
    if not expected["author_is_contact"]:
        never += expected["never_public"]["names"]
    assert [text for text in never if text in texts] == []
    assert {expected["contact"]["email"], expected["contact"]["phone"]} <= set(result["personal"])


@pytest.mark.parametrize("make", [in_word, in_open_document])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_odd_document_is_read_by_what_it_says(make, name):
    odd = DOCUMENTS[name]
    result = read(make(odd.lines))
    fields = {key: result["fields"][key] for key in odd.fields}
    assert {
        key: each and (each["heading"], letters(each["text"])) for key, each in fields.items()
    } == {key: each and (each[0], letters(each[1])) for key, each in odd.fields.items()}
    if odd.elements is not None:
        assert [each["text"] for each in result["elements"]] == odd.elements
    if odd.others is not None:
        assert [each["heading"] for each in result["other"]] == odd.others
    assert {key: result[key] for key in odd.said} == odd.said


def test_labels_that_ran_on_a_question_and_its_points_are_told_apart():
    heads = {"level": 1, "bold": True}
    found = read_sheet(
        [
            Block("1.2 Doel", **heads),
            Block("Buren kennen elkaar."),
            Block("1.10 Contactgegevens ontwikkelaar", **heads),
            Block(
                "Organisatie: Welzijn Merenwijk Contactpersoon: de heer J. P. Roosendaal "
                "E-mail: j.roosendaal@merenwijk.example Telefoon: (0199) 33 21 08"
            ),
            Block("Wat maakt dat het werkt?", **heads),
            Block("Wat vinden deelnemers belangrijk? Wij noemen de volgende punten."),
            Block("Meedoen kost niets.", item=True),
        ]
    )
    assert found["organisation"] == "Welzijn Merenwijk"
    assert found["contact"] == {
        "name": "de heer J. P. Roosendaal",
        "email": "j.roosendaal@merenwijk.example",
        "phone": "(0199) 33 21 08",
    }
    assert [each["text"] for each in found["elements"]] == ["Meedoen kost niets."]
