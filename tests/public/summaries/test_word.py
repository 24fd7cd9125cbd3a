"""The summaries as Word files: by the schema, with headings, lists, tables and links, in Dutch."""

import io
import re
import zipfile
from contextlib import ExitStack
from datetime import date
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from elements.models import Element
from interventions.models import Intervention
from interventions.public.summaries import blocks, places
from interventions.public.summaries.blocks import Section, Summary
from interventions.public.summaries.places import AT_ONCE, place
from interventions.public.summaries.word.files import summary_docx
from interventions.workflow import withdraw
from tests.factories import make_intervention
from tests.office import as_pdfs
from tests.public.summaries.word import (
    KIND,
    faults,
    fetch,
    headings,
    kinds_of_parts,
    links,
    read,
    text_of,
)

pytestmark = pytest.mark.django_db
ROOT = "/samenvattingen/"
# Whatever font takes the place of Calibri.
MOST_PAGES = {
    "zeven-elementen.docx": 4,
    "werkzame-elementen": 3,
    "interventies": 4,
    "dossier.docx": 60,
}
STRANGE = 'a\x07b <w:p/> & "c" ]]> \u202eom \ufffe 😀 مرحبا {PAGE} _x0041_'


def every_address() -> list[str]:
    elements = Element.objects.values_list("slug", flat=True)
    slugs = list(Intervention.objects.published().values_list("slug", flat=True))
    picked = [*(f"onderdeel={slug}" for slug in elements), *(f"interventie={s}" for s in slugs)]
    return [
        "zeven-elementen.docx",
        *(f"werkzame-elementen/{slug}.docx" for slug in elements),
        *(f"interventies/{slug}.docx" for slug in slugs),
        f"dossier.docx?{'&'.join(picked)}",
        f"dossier.docx?{'&'.join(picked[:7])}",
        "dossier.docx?thema=jeugd",
    ]


def test_every_file_is_by_the_schema(client):
    make_intervention(
        name=f"Vreemd {STRANGE[:30]}",
        summary=STRANGE,
        goal=f"{STRANGE}\n\n- {STRANGE}\n- https://[::1/x?a=<b>&c={'d' * 900}",
        costs="W" * 500,
        website="https://voorbeeld.nl/é",
    )
    addresses = every_address()
    assert len(addresses) == 1 + 7 + 15 + 3
    for address in addresses:
        assert faults(fetch(client, address)) == [], address


def test_a_broken_file_is_seen(client):
    """That the test above can fail: an element where none may stand."""
    broken = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(fetch(client, "interventies/abcd.docx"))) as old,
        zipfile.ZipFile(broken, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body><w:tr/>", 1)
            new.writestr(name, data)
    assert faults(broken.getvalue()) != []


def test_it_says_what_it_is_and_nothing_of_a_template(client, settings):
    word = read(client, "interventies/abcd.docx")
    about = word.core_properties
    assert (about.title, about.language) == ("ABCD", "nl-NL")
    assert about.subject.startswith("Samenvatting voor beleid. Versie 1")
    assert about.author == "Werkzame elementen"
    assert settings.PUBLIC_URL in about.comments
    raw = zipfile.ZipFile(io.BytesIO(fetch(client, "interventies/abcd.docx")))
    assert b"python-docx" not in b"".join(raw.read(name) for name in raw.namelist())
    assert {kind.rpartition("/")[2] for kind in kinds_of_parts(word)} == {
        *("styles", "numbering", "settings", "fontTable", "theme", "footer"),
        *("officeDocument", "core-properties"),
    }


def test_its_language_is_dutch(client):
    word = read(client, "interventies/abcd.docx")
    languages = [one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))]
    languages += [one.get(qn("w:val")) for one in word.settings.element.iter(qn("w:themeFontLang"))]
    assert set(languages) == {"nl-NL"}
    assert len(languages) == 2


def test_headings_have_styles_and_skip_no_level(client):
    for address in every_address():
        found = headings(read(client, address))
        levels = [level for level, _ in found]
        assert levels.count(0) == 1
        assert levels[0] == 0
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), address
        assert all(text for _, text in found)


def test_page_pdf_and_word_have_the_same_headings(client):
    page = client.get(f"{ROOT}interventies/abcd/").content.decode()
    on_page = re.findall(r'<h([12]) class="utrecht-heading[^>]*>([^<]+)</h', page)
    in_word = headings(read(client, "interventies/abcd.docx"))
    assert [(level + 1, text) for level, text in in_word] == [(int(n), t) for n, t in on_page]


def test_no_paragraph_is_empty_and_nothing_is_a_picture(client):
    for address in every_address():
        body = read(client, address).element.body
        assert all(text_of(one).strip() for one in body.iter(qn("w:p"))), address
        assert not [*body.iter(qn("w:drawing"))]


def test_lists_are_lists(client):
    word = read(client, "werkzame-elementen/empowerment.docx")
    lists = {one.style.style_id for one in word.paragraphs if one.style.style_id != "Normal"}
    assert lists >= {"ListBullet", "Uitspraak", "Bronregel"}
    for name in ("List Bullet", "Uitspraak"):
        numbering = word.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        assert numbering is not None
    practice = Element.objects.get(slug="empowerment").practice_lines[0]
    assert [one.style.name for one in word.paragraphs if one.text == practice] == ["List Bullet"]


def test_tables_repeat_their_header_and_keep_their_rows_whole(client):
    word = read(client, "zeven-elementen.docx")
    (table,) = word.tables
    rows = list(table._tbl.iter(qn("w:tr")))
    assert len(rows) == 1 + 14
    assert [len([*row.iter(qn("w:tblHeader"))]) for row in rows] == [1, *[0] * 14]
    assert all(len([*row.iter(qn("w:cantSplit"))]) == 1 for row in rows)
    assert len([*table._tbl.iter(qn("w:tblCaption"))]) == 1


def test_pages_are_a4_and_a_wide_table_lies_on_its_side(client):
    word = read(client, "zeven-elementen.docx")
    sizes = [(round(one.page_width.mm), round(one.page_height.mm)) for one in word.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_footer_has_the_source_the_day_and_the_number_of_the_page(client, settings):
    word = read(client, "zeven-elementen.docx")
    for section in word.sections:
        footer = section.footer._element
        said = text_of(footer)
        assert f"Werkzame elementen, {settings.PUBLIC_URL}" in said
        assert re.search(r"\d{1,2} [a-z]+ \d{4}\.Pagina 1 van 1$", said)
        fields = [one.text.strip() for one in footer.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        (link,) = footer.iter(qn("w:hyperlink"))
        assert section.footer.part.rels[link.get(qn("r:id"))].target_ref == settings.PUBLIC_URL


def test_addresses_of_sources_are_links(client, settings):
    found = links(read(client, "interventies/abcd.docx"))
    own = f"{settings.PUBLIC_URL}/interventies/abcd/versies/1/"
    assert found[own] == own
    source = "https://www.lsabewoners.nl/kennis/asset-based-community-development-abcd/"
    assert found[source] == source


def test_contents_lead_to_the_headings(client):
    word = read(client, "dossier.docx?onderdeel=empowerment&interventie=abcd&interventie=kan-wel")
    body = word.element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    entries = [one for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert [one.get(qn("w:anchor")) for one in entries] == sorted(marks)
    titles = [text for level, text in headings(word) if level == 1]
    assert [text_of(one) for one in entries] == titles
    assert titles[2:5] == ["Empowerment", "ABCD", "Kan wél! – gestopt (2014)"]


def test_dossier_of_fifty_is_made(client):
    slugs = [make_intervention(name=f"Lang {n}", goal="Doel. " * 200).slug for n in range(50)]
    word = read(client, f"dossier.docx?{'&'.join(f'interventie={slug}' for slug in slugs)}")
    assert len([1 for level, _ in headings(word) if level == 1]) >= 50


def test_file_has_a_name_that_speaks_and_head_works(client):
    response = client.head(f"{ROOT}interventies/abcd.docx")
    assert response.status_code == 200
    assert response["Content-Type"] == KIND
    name = response["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="samenvatting-abcd-\d{4}-\d\d-\d\d\.docx"', name), (
        name
    )


def test_same_day_same_bytes_and_304(client, settings):
    first = client.get(f"{ROOT}interventies/abcd.docx")
    settings.BUILD = "een andere"  # so that it is made anew
    again = client.get(f"{ROOT}interventies/abcd.docx")
    assert first["ETag"] != again["ETag"]
    assert first.content == again.content
    asked = client.get(f"{ROOT}interventies/abcd.docx", headers={"if-none-match": again["ETag"]})
    assert asked.status_code == 304


def test_withdrawn_is_gone_and_what_is_not_public_is_not_there(client, reviewer):
    draft = make_intervention(status="draft")
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    assert client.get(f"{ROOT}interventies/abcd.docx").status_code == 410
    for address in (f"interventies/{draft.slug}", "interventies/niet-daar", "dossier"):
        assert client.get(f"{ROOT}{address}.docx").status_code == 404
    assert client.get(f"{ROOT}werkzame-elementen/niet-daar.docx").status_code == 404
    assert client.post(f"{ROOT}dossier.docx").status_code == 405


@pytest.mark.parametrize("address", ["interventies/abcd.docx", "dossier.docx?interventie=abcd"])
def test_when_no_place_comes_free_it_asks_to_wait(client, address, monkeypatch):
    monkeypatch.setattr(places, "WAIT", 0)
    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(place())
        response = client.get(f"{ROOT}{address}")
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
    assert client.get(f"{ROOT}{address}").status_code == 200


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("", "zeven-elementen.docx"),
        ("", "werkzame-elementen/empowerment.docx"),
        ("zeven-elementen/", "zeven-elementen.docx"),
        ("werkzame-elementen/empowerment/", "werkzame-elementen/empowerment.docx"),
        ("interventies/abcd/", "interventies/abcd.docx"),
        ("dossier/?onderdeel=empowerment", "dossier.docx?onderdeel=empowerment"),
    ],
)
def test_pages_lead_to_it(client, page, file):
    assert f'href="{ROOT}{file}"' in client.get(f"{ROOT}{page}").content.decode()


def test_a_section_that_ends_with_a_table_may_be_followed_by_pages_on_their_side():
    small = Section("klein", "Klein", [blocks.table("Onder", ["A", "B"], [["1", "2"]])])
    wide = Section("groot", "Groot", [blocks.table("Naast", ["A"] * 8, [["1"] * 8])])
    summary = Summary("Proef", "", "", [small, wide, small], [], [])
    data = summary_docx(summary, day=date(2026, 1, 1))
    assert faults(data) == []
    word = docx.Document(io.BytesIO(data))
    said = [(one.style.name, one.text) for one in word.paragraphs if one.text in ("Onder", "Naast")]
    assert said == [("Onderschrift", "Onder"), ("Onderschrift", "Naast"), ("Caption", "Onder")]


@pytest.mark.full
@pytest.mark.office
def test_libreoffice_opens_every_file_and_shows_its_text(client, tmp_path):
    for number, address in enumerate(every_address()):
        (tmp_path / f"{number:02}.docx").write_bytes(fetch(client, address))
    made = as_pdfs(tmp_path)
    for number, address in enumerate(every_address()):
        printed = PdfReader(made[f"{number:02}.docx"])
        word = read(client, address)
        shown = "".join("".join(page.extract_text() for page in printed.pages).split())
        for _, title in headings(word):
            assert "".join(title.split()) in shown, address
        assert f"Pagina{len(printed.pages)}van{len(printed.pages)}" in shown
        assert len(printed.pages) <= MOST_PAGES[address.partition("/")[0].partition("?")[0]], (
            address
        )
