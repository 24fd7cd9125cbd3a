"""The summaries as PDF: tagged, in Dutch, on as many pages as promised, and made of text alone."""

import io
import os
import re
import stat
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from html import unescape
from threading import Timer

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from elements.models import Element
from interventions.models import Intervention
from interventions.public.summaries import blocks, places
from interventions.public.summaries.blocks import Section, Summary
from interventions.public.summaries.pdf import summary_pdf
from interventions.public.summaries.places import AT_ONCE, place
from interventions.workflow import publish, revise
from tests.factories import make_intervention, reviewed

pytestmark = pytest.mark.django_db
ROOT = "/samenvattingen/"


def read(client, address: str) -> PdfReader:
    response = client.get(f"{ROOT}{address}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags(pdf: PdfReader) -> list[str]:
    """The types of all structure elements, in reading order."""
    found = []

    def walk(node):
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node["/S"])
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_it_says_what_it_is(client):
    pdf = read(client, "interventies/abcd.pdf")
    root = pdf.trailer["/Root"]
    assert root["/Lang"].lower().startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "ABCD"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_headings_are_tagged_in_order_and_are_bookmarks(client):
    pdf = read(client, "interventies/abcd.pdf")
    levels = [tag for tag in tags(pdf) if tag in ("/H1", "/H2", "/H3")]
    assert levels == ["/H1", *["/H2"] * 8]
    assert [mark.title for mark in pdf.outline if not isinstance(mark, list)] == ["ABCD"]


def test_a_table_has_headers(client):
    found = tags(read(client, "zeven-elementen.pdf"))
    assert found.count("/TR") == 1 + 14
    assert found.count("/TH") >= 8
    assert "/Table" in found


@pytest.mark.parametrize(
    "slug",
    [
        *("abcd", "thuis-op-straat", "eigen-kracht-conferentie", "kan-wel", "kulturhuske"),
        *("bronmethodiek", "woonatelier", "buurtsportvereniging", "eigenwijzebuurten"),
    ],
)
def test_an_intervention_is_one_a4(client, slug):
    pdf = read(client, f"interventies/{slug}.pdf")
    assert len(pdf.pages) == 1
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    assert "Pagina 1 van 1" in words(pdf)


def test_the_seven_are_two_a4(client):
    assert len(read(client, "zeven-elementen.pdf").pages) == 2


def test_every_element_has_one(client):
    for element in Element.objects.all():
        pdf = read(client, f"werkzame-elementen/{element.slug}.pdf")
        assert element.name in words(pdf)
        assert len(pdf.pages) <= 2


def test_a_long_text_goes_on_on_the_next_page(client):
    row = make_intervention(approach="Een lange aanpak. " * 500)
    assert len(read(client, f"interventies/{row.slug}.pdf").pages) > 1


def test_dossier_has_a_page_for_each(client):
    pdf = read(client, "dossier.pdf?interventie=abcd&interventie=kan-wel")
    assert len(pdf.pages) == 5
    assert "ABCD" in pdf.pages[1].extract_text()
    assert "Kan wél!" in pdf.pages[2].extract_text()
    assert "Inhoud" in pdf.pages[0].extract_text()


def test_long_part_of_a_dossier_is_set_smaller_to_be_one_page(client):
    row = make_intervention(approach="Een lange aanpak. " * 320)
    pdf = read(client, f"dossier.pdf?interventie={row.slug}&interventie=abcd")
    assert len(pdf.pages) == 4
    assert "ABCD" in pdf.pages[2].extract_text()


def test_sources_of_a_dossier_are_read_in_their_order_over_the_pages(client):
    slugs = Intervention.objects.published().values_list("slug", flat=True)
    query = "&".join(f"interventie={slug}" for slug in slugs)
    page = client.get(f"{ROOT}dossier/?{query}").content.decode()
    listed = page[page.index('<ul class="kb-references">') :]
    found = re.findall(r"<li>(.{10})", unescape(listed[: listed.index("</ul>")]))
    assert len(found) > 50
    text = "".join(words(read(client, f"dossier.pdf?{query}")).split())
    places, at = [], text.rindex("Bronnen")
    for start in found:
        at = text.index("".join(start.split()), at)
        places.append(at)
    assert places == sorted(places)


def test_dossier_of_fifty(client):
    slugs = [make_intervention().slug for _ in range(50)]
    query = "&".join(f"interventie={slug}" for slug in slugs)
    assert len(read(client, f"dossier.pdf?{query}").pages) >= 52


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '#image("/etc/hostname")',
        '#include "/etc/passwd"',
        '#import "@preview/tablex:0.0.8": *',
        "$x^2$ *vet* _schuin_ = Kop\n\n= Kop",
        '"#sys.inputs.data',
        '#eval("1+1")',
        "\\u{1F600} blijft zo staan",
    ],
)
def test_text_is_never_read_as_markup(client, hostile):
    row = make_intervention(name="Proef", goal=hostile)
    pdf = read(client, f"interventies/{row.slug}.pdf")
    found = words(pdf)
    assert "root:" not in found
    assert "".join(hostile.split())[:20] in "".join(found.split())


@pytest.mark.parametrize(
    "strange", ["😀", "مرحبا", "\u202eomgekeerd", "\ufffe", "\x07", "\u0000"[1:]]
)
def test_letters_that_the_font_has_not_are_no_error(client, strange):
    row = make_intervention(name="Proef", goal=f"Voor {strange} na", owner=strange)
    assert "Proef" in words(read(client, f"interventies/{row.slug}.pdf"))


@pytest.mark.parametrize("field", ["goal", "duration", "costs", "name"])
def test_a_word_longer_than_a_line_stays_on_the_page(client, field):
    row = make_intervention(**{"name": "Proef", field: "W" * 120})
    for address in (f"interventies/{row.slug}.pdf", f"dossier.pdf?interventie={row.slug}"):
        text = "\n".join(page.extract_text() for page in read(client, address).pages)
        runs = [len(run) for run in re.findall("W+", text)]
        assert sum(runs) >= 120
        assert max(runs) <= 60


def test_signs_that_show_nothing_by_themselves_are_left_out(client):
    row = make_intervention(name="Proef", goal="sa\u200dmen\ufe0f \u200eeten")
    assert "samen eten" in words(read(client, f"interventies/{row.slug}.pdf"))


def test_an_address_is_copied_as_it_was(client, settings):
    pdf = read(client, "interventies/abcd.pdf")
    text = "".join(words(pdf).split())
    assert f"{settings.PUBLIC_URL}/interventies/abcd/versies/1/" in text
    assert "https://www.lsabewoners.nl/kennis/asset-based-community-development-abcd/" in text


def test_file_has_a_name_that_speaks(client):
    response = client.get(f"{ROOT}interventies/abcd.pdf")
    name = response["Content-Disposition"]
    assert name.startswith('inline; filename="samenvatting-abcd-2')
    assert name.endswith('.pdf"')


def test_same_day_same_bytes_and_304(client):
    first = client.get(f"{ROOT}interventies/abcd.pdf")
    again = client.get(f"{ROOT}interventies/abcd.pdf")
    assert first.content == again.content
    asked = client.get(f"{ROOT}interventies/abcd.pdf", headers={"if-none-match": first["ETag"]})
    assert asked.status_code == 304


def test_new_version_makes_another(client, editor, reviewer):
    first = client.get(f"{ROOT}interventies/abcd.pdf")
    copy = revise(Intervention.objects.get(slug="abcd"), by=editor)
    copy.goal = "Een nieuw doel."
    copy.save()
    publish(reviewed(copy, editor=editor, reviewer=reviewer), by=reviewer, note="Nieuw.")
    second = client.get(f"{ROOT}interventies/abcd.pdf", headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert "Een nieuw doel." in words(PdfReader(io.BytesIO(second.content)))


def test_two_threads_make_one_each_at_once():
    long = Section("lang", "Lang", [blocks.text("Een lange tekst. " * 60)] * 200)
    summary = Summary("Proef", "", "", [long], [], [])
    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = [pool.submit(summary_pdf, summary, day=date(2026, 1, 1)) for _ in range(AT_ONCE)]
    assert {one.result()[:5] for one in made} == {b"%PDF-"}


@pytest.mark.parametrize("address", ["interventies/abcd.pdf", "dossier.pdf?interventie=abcd"])
def test_when_no_place_comes_free_it_asks_to_wait(client, address, monkeypatch):
    monkeypatch.setattr(places, "WAIT", 0)
    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(place())
        response = client.get(f"{ROOT}{address}")
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        assert "Even geduld" in response.content.decode()
    assert client.get(f"{ROOT}{address}").status_code == 200


def test_it_waits_for_a_place_that_comes_free(client):
    taken = ExitStack()
    for _ in range(AT_ONCE):
        taken.enter_context(place())
    with taken:
        Timer(0.2, taken.close).start()
        assert client.get(f"{ROOT}interventies/abcd.pdf").status_code == 200


def test_nobody_else_can_take_a_place(client, settings, tmp_path, monkeypatch):
    """A file with a name that others know, where others can come, is theirs to hold."""
    settings.PRIVATE_DIR, shared = tmp_path / "private", tmp_path / "shared"
    for folder in (settings.PRIVATE_DIR, shared):
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    before = os.umask(0)
    try:
        assert client.get(f"{ROOT}interventies/abcd.pdf").status_code == 200
    finally:
        os.umask(before)
    assert [*shared.glob("*.lock")] == []
    assert {stat.S_IMODE(file.stat().st_mode) for file in settings.PRIVATE_DIR.iterdir()} == {0o600}
