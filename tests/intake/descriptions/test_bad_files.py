"""What cannot be read is refused with a sentence that says what it is, in the child process."""

import io

import pypdf
import pytest

from interventions.intake.descriptions import reading
from interventions.intake.descriptions.reading import read_description
from interventions.intake.received.apart import TOO_MUCH, Ceiling
from interventions.intake.received.limits import MEGABYTE, Refused
from tests.intake.descriptions.bad_documents import BAD, SHEET, pdf, word
from tests.intake.descriptions.drawn import column, drawn


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_what_it_is(name):
    make, words = BAD[name]
    with pytest.raises(Refused) as refusal:
        read_description(make(), "werkblad.docx")
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("name", ["werkblad.doc", "werkblad", "x.xlsx"])
@pytest.mark.parametrize("make", [pdf, word])
def test_what_a_file_is_its_name_does_not_say(make, name):
    found = read_description(make(), name)
    assert found["fields"]["samenvatting"]["text"].startswith("De interventie")


def test_a_pdf_behind_other_bytes_and_one_without_its_table_are_read():
    data = pdf()
    broken = data[: data.rindex(b"xref")]
    for each in (b"HTTP/1.1 200\r\n\r\n" + data, broken):
        assert read_description(each, "x.pdf")["fields"]["samenvatting"]


def test_pages_that_are_pictures_are_told_beside_the_text():
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for page in (drawn([column(SHEET, 60, 700)]), drawn([[]], picture=True)):
        writer.append(io.BytesIO(page))
    writer.write(out)
    told = read_description(out.getvalue(), "x.pdf")["told"]
    assert told == ["Bladzijde 2 is een plaatje zonder tekst. Die is niet gelezen."]


def test_a_document_that_is_no_sheet_is_read_and_told():
    found = read_description(word(["Een brief.", "Met groet."]), "brief.docx")
    assert found["told"] == [
        "Wij herkennen in dit document geen werkblad of methodebeschrijving. Kijk zelf welke stukken "
        "waar horen."
    ]


def test_what_takes_too_much_is_told_what_helps_with_a_document(monkeypatch):
    monkeypatch.setattr(reading, "CEILING", Ceiling(5, 9, 20 * MEGABYTE, MEGABYTE))
    with pytest.raises(Refused) as refusal:
        read_description(pdf(), "x.pdf")
    assert str(refusal.value).startswith(f"{TOO_MUCH} Neem alleen de tekst van het werkblad over")
