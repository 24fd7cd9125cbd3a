"""On paper: the content, and nothing to press."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL, WIDE
from tests.run import ROOT

pytestmark = pytest.mark.browser

TO_PRESS = (
    ".kb-menu, .kb-search, .kb-facets, .kb-chips, .kb-tools, .kb-breadcrumb, .kb-footer nav,"
    ".kb-ask, .kb-add, .kb-list-bar, .kb-toggle, .kb-summary-tools, .kb-plan-fit, .kb-plan__go"
)


def test_the_overview_prints_on_one_page(look):
    page = look("overview", WIDE)
    pdf = page.pdf(landscape=True, format="A4", prefer_css_page_size=True, print_background=True)
    assert pages_of(pdf) == 1


@pytest.mark.parametrize(("name", "most"), [("summary", 2), ("dossier", 5)])
def test_a_summary_takes_little_paper(look, name, most):
    assert pages_of(look(name, WIDE).pdf(format="A4", prefer_css_page_size=True)) <= most


LAUNCHED = sorted(path.stem for path in (ROOT / "tests/sheet/documents").glob("*.json"))


@pytest.mark.parametrize("slug", LAUNCHED)
def test_an_intervention_takes_four_sheets_and_leaves_no_heading_alone(site, look, slug):
    page = look("intervention with much", WIDE)
    page.goto(f"{site}/interventies/{slug}/")
    headings = {" ".join(one.split()) for one in page.locator("main :is(h2, h3)").all_inner_texts()}
    assert len(headings) > 10
    sheets = pypdf.PdfReader(
        io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True, print_background=True))
    ).pages
    assert len(sheets) <= 4
    for sheet in sheets:
        lines = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
        assert " ".join(lines[-1].split()) not in headings


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
@pytest.mark.parametrize(
    "name",
    [
        "intervention with much",
        "browse with many choices",
        "overview",
        "compare four with a list",
        "combinations with what is done",
        "self-check with answers",
        "plan with answers",
        "summary",
        "dossier",
    ],
)
def test_paper_shows_no_menu_and_no_filters(visitor, name, size):
    page = visitor.opens(name, size)
    page.emulate_media(media="print")
    assert page.locator(TO_PRESS).count()
    expect(page.locator(TO_PRESS).filter(visible=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_paper_shows_the_whole_intervention(visitor):
    page = visitor.opens("intervention with much")
    page.emulate_media(media="print")
    for title in ("In het kort", "Welke elementen, en hoe?", "Bronnen"):
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def test_paper_shows_what_the_page_of_an_element_folds(visitor):
    page = visitor.opens("element that is a word of the field")
    folded = page.locator(".kb-on-paper:not([open]) li")
    assert folded.count() > 2
    expect(folded.filter(visible=True)).to_have_count(0)
    page.emulate_media(media="print")
    expect(folded.filter(visible=True)).to_have_count(folded.count())


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_paper_shows_the_overview_as_a_table(visitor, size):
    page = visitor.opens("overview", size)
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(1 + 14 + 2)  # head, launch content, desk


def test_paper_shows_the_comparison_side_by_side_on_its_side(visitor):
    page = visitor.opens("compare four with a list", SMALL)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 800})
    lefts = {
        round(cell.bounding_box()["x"])
        for cell in page.locator("tbody tr").first.locator("td").all()
    }
    assert len(lefts) == 4
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert boxes
    assert all(float(width) > float(height) for width, height in boxes)
