"""The copy of the site as plain files: every link in it works, and nothing in it needs a server."""

import re
import zipfile
from collections import defaultdict
from html import unescape
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from interventions.management import copying
from interventions.models import Intervention, RoleAddress
from interventions.workflow import withdraw
from tests.factories import make_intervention

pytestmark = pytest.mark.django_db


def export(folder: Path) -> str:
    output = StringIO()
    call_command("export_site", str(folder), stdout=output)
    return output.getvalue()


@pytest.fixture(scope="module")
def copy(tmp_path_factory, django_db_setup, django_db_blocker):
    """One copy for the tests that only read it: made with two rows that are not public."""
    folder = tmp_path_factory.mktemp("kopie")
    with django_db_blocker.unblock(), transaction.atomic():
        make_intervention(slug="geheim", name="Geheime aanpak", status="draft")
        make_intervention(slug="weg", name="Verdwenen aanpak", status="withdrawn")
        assert f"files in {folder}" in export(folder)
        transaction.set_rollback(True)
    return folder


@pytest.fixture
def lists_only(monkeypatch):
    """A quick copy, without a page and a PDF for every one."""
    monkeypatch.setattr(copying, "OF_INTERVENTION", ("public:intervention-detail",))
    monkeypatch.setattr(copying, "OF_ELEMENT", ())
    monkeypatch.setattr(
        copying, "PAGES", ("public:home", "public:intervention-list", "public:matrix")
    )


class Reader(HTMLParser):
    """The tags of a page, and where it leads to."""

    def __init__(self, page: str):
        super().__init__()
        self.tags, self.links, self.ids = set(), [], set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.add(tag)
        self.ids.add(values.get("id"))
        self.links += [values[name] for name in ("href", "src", "action") if name in values]


def pages(folder: Path) -> dict[Path, Reader]:
    return {file: Reader(file.read_text()) for file in folder.rglob("*.html")}


def test_every_link_leads_to_a_file_and_a_place_that_are_there(copy):
    found, wrong, followed = pages(copy), [], 0
    for file, page in found.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto"):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            followed += 1
            if (
                link.startswith("/")
                or parts.query
                or not target.is_file()
                or (parts.fragment and parts.fragment not in found[target].ids)
            ):
                wrong.append((file, link))
    assert followed > 1000
    assert wrong == []


def test_no_page_needs_a_server(copy):
    for file, page in pages(copy).items():
        assert not page.tags & {"form", "input", "select", "iframe"}, file
        text = file.read_text()
        assert not re.search(rf'(href|src)="{re.escape(settings.PUBLIC_URL)}', text), file
        assert 'rel="canonical"' not in text
        assert "ld+json" not in text
        assert "Dit is een kopie van" in text
        for words in ("Zet op mijn lijst", "Klopt er iets niet?", "Hulp bij kiezen", "Aanmelden"):
            assert words not in text, file


def test_every_page_can_be_reached_from_the_first(copy):
    found = pages(copy)
    leads = defaultdict(set)
    for file, page in found.items():
        for link in page.links:
            target = (file.parent / urlsplit(link).path).resolve()
            if target in found:
                leads[file].add(target)
    reached, waiting = set(), [(copy / "index.html").resolve()]
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            waiting += leads[file]
    assert reached == {file.resolve() for file in found}
    assert len(found) == 12 + 2 * 7 + 2 * 14


def read_zip(file) -> str:
    with zipfile.ZipFile(file) as parts:
        return "".join(unescape(parts.read(name).decode()) for name in parts.namelist())


def test_it_has_what_is_public_and_nothing_else(copy):
    listed = (copy / "interventies" / "index.html").read_text()
    for row in Intervention.objects.published():
        assert row.name in listed
        assert (copy / "interventies" / row.slug / "index.html").is_file()
        pdf = copy / "samenvattingen" / "interventies" / f"{row.slug}.pdf"
        assert pdf.read_bytes().startswith(b"%PDF")
        assert row.name in read_zip(pdf.with_suffix(".docx"))
    for file in copy.rglob("*"):
        if file.suffix in (".docx", ".xlsx"):
            text = read_zip(file)
            assert "Geheime aanpak" not in text, file
            assert "Verdwenen aanpak" not in text, file
        elif file.is_file() and file.suffix != ".pdf":
            text = file.read_text()
            assert "Geheime aanpak" not in text, file
            assert "Verdwenen aanpak" not in text, file


def test_the_data_are_those_of_the_site(tmp_path, lists_only, client):
    export(tmp_path)
    for name in ("interventies.ttl", "werkzame-elementen.jsonld", "catalogus.ttl"):
        assert (tmp_path / "data" / name).read_bytes() == client.get(f"/data/{name}").getvalue()
    for name in ("interventies.csv", "interventies.json", "matrix.csv"):
        assert (tmp_path / "export" / name).read_bytes() == client.get(f"/export/{name}").getvalue()


def test_the_overview_has_every_row(tmp_path, lists_only):
    for _ in range(87):  # with those of the launch: more than a page holds
        make_intervention()
    export(tmp_path)
    page = (tmp_path / "matrix" / "index.html").read_text()
    assert page.count('<th scope="row">') == 101


def test_a_second_time_replaces_the_copy_and_keeps_what_is_not_ours(tmp_path, lists_only, reviewer):
    export(tmp_path)
    page = tmp_path / "interventies" / "abcd" / "index.html"
    assert page.exists()
    own = tmp_path / "CNAME"
    own.write_text("kennisbank.example")
    withdraw(Intervention.objects.get(slug="abcd"), by=reviewer, note="Op verzoek.")
    export(tmp_path)
    assert not page.exists()
    assert own.read_text() == "kennisbank.example"


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path):
    file = tmp_path / "brief.txt"
    file.write_text("Lieve moeder,")
    with pytest.raises(CommandError, match="not empty"):
        export(tmp_path)
    assert [*tmp_path.iterdir()] == [file]
    with pytest.raises(CommandError, match="is a file"):
        export(file)


def test_a_list_of_files_that_lies_deletes_nothing_elsewhere(tmp_path, lists_only):
    outside, folder = tmp_path / "buiten.txt", tmp_path / "kopie"
    outside.write_text("blijft")
    folder.mkdir()
    (folder / "kopie.txt").write_text(f"Kopie\n../buiten.txt\n{outside}\n")
    export(folder)
    assert outside.read_text() == "blijft"


def test_the_site_itself_is_not_told_that_it_is_a_copy(client):
    page = client.get("/interventies/abcd/", HTTP_COPIED_ON="2026-11-24").content.decode()
    assert "Dit is een kopie" not in page
    assert "<form" in page


def test_the_address_of_a_role_and_forms_stand_on_no_page(tmp_path, lists_only, editor, reviewer):
    row = Intervention.objects.get(slug="abcd")
    RoleAddress.objects.create(
        intervention=row,
        email="info@buurt.example",
        written_by=editor,
        confirmed_at=row.published_at,
        confirmed_by=reviewer,
    )
    export(tmp_path)
    pages = [path.read_text() for path in tmp_path.rglob("*.html")]
    assert any("Contact, en waar gedaan" in page for page in pages)
    assert not any("info@buurt.example" in page for page in pages)
    assert not any("Vul het aan" in page for page in pages)
