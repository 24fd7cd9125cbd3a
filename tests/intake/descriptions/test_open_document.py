"""What of an OpenDocument text somebody reads, and what not."""

import pytest

from interventions.intake.received.sheets.odt import blocks_of
from tests.intake.descriptions.written import open_document

SEEN = {
    "an insertion counts, a deletion does not": (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        "<dc:creator>Jo</dc:creator></office:change-info><text:p>oude</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Vijf "
        '<text:change text:change-id="a"/>'
        '<text:change-start text:change-id="b"/>nieuwe<text:change-end text:change-id="b"/> buren.'
        "</text:p>",
        ["Vijf nieuwe buren."],
    ),
    "white space is as it is meant": (
        '<text:p>Naam<text:tab/>Jo\n  de<text:s text:c="3"/>Wit<text:soft-page-break/>.'
        "<text:line-break/>En verder</text:p>",
        ["Naam\tJo de Wit.", "En verder"],
    ),
    "a frame is read behind its paragraph, a comment not": (
        "<text:p>Bij de foto.<draw:frame><draw:text-box><text:p>In het kader.</text:p>"
        "</draw:text-box></draw:frame><office:annotation><dc:creator>Jo</dc:creator>"
        "<text:p>klopt dit?</text:p></office:annotation> Verder.</text:p>",
        ["Bij de foto. Verder.", "In het kader."],
    ),
    "a note comes last and its mark is not in the text": (
        "<text:p>Het werkt.<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Zie Bos.</text:p></text:note-body></text:note></text:p><text:p>Ja.</text:p>",
        ["Het werkt.", "Ja.", "Zie Bos."],
    ),
    "hidden parts are not read": (
        '<text:section text:display="none"><text:p>Weg</text:p></text:section><text:section>'
        '<text:p>Er<text:span text:style-name="Weg">geheim</text:span></text:p></text:section>'
        '<text:p>Weg<text:hidden-paragraph text:is-hidden="true"/></text:p>'
        '<text:p>Klaar<text:hidden-text text:is-hidden="true">nee</text:hidden-text></text:p>',
        ["Er", "Klaar"],
    ),
    "links and fields say what they show": (
        "<text:p><text:a>www.tuin.example</text:a>, <text:date>mei 2015</text:date>"
        "<text:placeholder>&lt;naam&gt;</text:placeholder><text:bookmark/></text:p>",
        ["www.tuin.example, mei 2015"],
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_an_open_document_says_what_a_reader_sees(name):
    body, texts = SEEN[name]
    assert [block.text for block in blocks_of(open_document(body))] == texts


def test_headings_letters_and_lists_of_an_open_document_are_known():
    body = (
        '<text:list><text:list-item><text:h text:outline-level="2">Doel</text:h></text:list-item>'
        '</text:list><text:p text:style-name="P1">1.3 Aanpak</text:p>'
        '<text:p><text:span text:style-name="Schuin">Beschrijf de aanpak.</text:span></text:p>'
        "<text:list><text:list-item><text:p>Bellen</text:p><text:list><text:list-item>"
        "<text:p>Nog eens</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:table-of-content><text:index-body><text:p>Doel</text:p></text:index-body>"
        "</text:table-of-content>"
    )
    found = blocks_of(open_document(body))
    assert [(each.text, each.level, each.bold, each.italic, each.item) for each in found] == [
        ("Doel", 2, False, False, False),
        ("1.3 Aanpak", 0, True, False, False),
        ("Beschrijf de aanpak.", 0, False, True, False),
        ("Bellen", 0, False, False, True),
        ("Nog eens", 0, False, False, True),
        ("Doel", 0, False, False, False),
    ]
    assert [each.contents for each in found] == [False] * 5 + [True]


def test_cells_of_an_open_document_have_their_place_and_covered_ones_are_empty():
    body = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell "
        'table:number-columns-spanned="2"><text:p>breed</text:p></table:table-cell>'
        "<table:covered-table-cell><text:p>weg</text:p></table:covered-table-cell><table:table-cell>"
        "<text:p>c</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell>'
        "<table:table><table:table-row><table:table-cell><text:p>binnen</text:p></table:table-cell>"
        "</table:table-row></table:table></table:table-cell></table:table-row></table:table>"
    )
    assert [(block.text, block.cell) for block in blocks_of(open_document(body))] == [
        ("breed", (0, 0, 0)),
        ("c", (0, 0, 2)),
        ("binnen", (0, 1, 2)),
    ]
