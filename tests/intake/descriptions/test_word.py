"""What of a Word document somebody reads, and what not."""

import pytest

from interventions.intake.received.sheets.docx import blocks_of
from tests.intake.descriptions.written import STYLES, WORD_NAMES, word


def run(text: str, letters: str = "") -> str:
    return f'<w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", mark: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{mark}</w:pPr>{''.join(runs)}</w:p>"


def box(text: str) -> str:
    inside = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(instruction: str, *results: str) -> str:
    kinds = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{kinds[0]}{code}{kinds[1]}{''.join(results)}{kinds[2]}"


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


DELETED = "<w:rPr><w:del/></w:rPr>"
SEEN = {
    "an insertion counts, a deletion does not": (
        paragraph(
            run("Vijf "),
            f"<w:del>{run('oude').replace('w:t', 'w:delText')}</w:del>",
            f"<w:ins>{run('nieuwe')}</w:ins>",
            run(" buren."),
        ),
        ["Vijf nieuwe buren."],
    ),
    "moved text stands where it went": (
        paragraph(f"<w:moveFrom>{run('Weg.')}</w:moveFrom>", mark="<w:rPr><w:moveFrom/></w:rPr>")
        + paragraph(run("Eerst."))
        + paragraph(f"<w:moveTo>{run('Daarna.')}</w:moveTo>"),
        ["Eerst.", "Daarna."],
    ),
    "a deleted end of a paragraph joins it to the next": (
        paragraph(run("Eerste deel "), mark=DELETED) + paragraph(run("en tweede.")),
        ["Eerste deel en tweede."],
    ),
    "a deleted row and cell are gone": (
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph(run('Weg')))}</w:tr><w:tr>"
        f"{cell(paragraph(run('Weg')), properties='<w:cellDel/>')}{cell(paragraph(run('Er')))}"
        "</w:tr></w:tbl>",
        ["Er"],
    ),
    "old properties of a change are not its look": (
        paragraph(
            run("Gewoon", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
            mark='<w:pPrChange><w:pPr><w:pStyle w:val="Kop1"/></w:pPr></w:pPrChange>',
        ),
        ["Gewoon"],
    ),
    "a text box is read once, behind its paragraph": (
        paragraph(run("Bij de foto. "), box("In het kader."), run("Verder.")),
        ["Bij de foto. Verder.", "In het kader."],
    ),
    "a control is read, one that nobody filled in is not": (
        control(paragraph(run("Ingevuld.")))
        + paragraph(run("Naam: "), control(run("Jo")))
        + control(paragraph(run("Klik hier om tekst in te voeren.")), "<w:showingPlcHdr/>")
        + paragraph(run("Doel"), control(run("Kies een item."), "<w:showingPlcHdr/>")),
        ["Ingevuld.", "Naam: Jo", "Doel"],
    ),
    "the result of a field counts, its instruction does not": (
        paragraph(field(' HYPERLINK "http://weg.example" ', run("de site")), run(" en "))
        + paragraph(f'<w:fldSimple w:instr="DATE">{run("mei 2015")}</w:fldSimple>')
        + paragraph(field(f" IF {field('MERGEFIELD x', run('nee'))} = 1 ", run("ja"))),
        ["de site en", "mei 2015", "ja"],
    ),
    "links and tags around text are not in the way": (
        paragraph(
            f"<w:hyperlink>{run('www.tuin.example')}</w:hyperlink>",
            f"<w:smartTag><w:customXml>{run(' in Oost')}</w:customXml></w:smartTag>",
        ),
        ["www.tuin.example in Oost"],
    ),
    "hidden text and comments are not read": (
        paragraph(
            run("Zichtbaar"),
            run("geheim", "<w:vanish/>"),
            "<w:commentRangeStart/><w:r><w:commentReference/></w:r>",
            run(".", '<w:vanish w:val="0"/>'),
        ),
        ["Zichtbaar."],
    ),
    "signs of a word processor become plain": (
        paragraph(
            "<w:r><w:t>buurt</w:t><w:softHyphen/><w:t>huis, twee</w:t><w:noBreakHyphen/>"
            "<w:t>drie\u00ad kamers, e\u0301\u00e9n ﬁets</w:t>"
            '<w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
        ),
        ["buurthuis, twee-drie kamers, één fiets"],
    ),
    "a line of a list loses its sign, a broken sentence is whole": (
        paragraph(
            "<w:r><w:t>- Eerst bellen.</w:t><w:br/><w:t>- Dan komen</w:t><w:br/>"
            "<w:t>als het kan.</w:t></w:r>"
        ),
        ["Eerst bellen.", "Dan komen als het kan."],
    ),
    "content in two ways is read once": (
        f"<mc:AlternateContent><mc:Choice>{paragraph(run('Een.'))}</mc:Choice>"
        f"<mc:Fallback>{paragraph(run('Een.'))}</mc:Fallback></mc:AlternateContent>",
        ["Een."],
    ),
    "what another file would say is not read": (
        "<w:altChunk/>" + paragraph(run("Hier.")) + "<w:sectPr><w:cols/></w:sectPr>",
        ["Hier."],
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_a_word_document_says_what_a_reader_sees(name):
    body, texts = SEEN[name]
    assert [block.text for block in blocks_of(word(body))] == texts


HEADED = (
    '<w:style w:type="paragraph" w:styleId="Onze"><w:basedOn w:val="Kop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigen"><w:pPr><w:outlineLvl w:val="3"/></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Vet"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("written", "level", "bold"),
    [
        (paragraph(run("Doel"), style="Kop2"), 2, True),
        (paragraph(run("Doel"), style="Heading1"), 0, False),  # a style that is not there
        (paragraph(run("Doel"), style="Onze"), 2, True),
        (paragraph(run("Doel"), style="Eigen"), 4, False),
        (paragraph(run("Doel"), mark='<w:outlineLvl w:val="0"/>'), 1, False),
        (paragraph(run("Doel"), style="Kop1", mark='<w:outlineLvl w:val="9"/>'), 0, True),
        (paragraph(run("Doel"), style="Vet"), 0, True),
        (paragraph(run("Doel", '<w:rStyle w:val="Strong"/>')), 0, True),
        (paragraph(run("Doel", "<w:b/>"), run(" ")), 0, True),
        (paragraph(run("Doel", "<w:b/>"), run(" van het plan")), 0, False),
        (paragraph(run("Doel", '<w:b w:val="0"/>'), style="Vet"), 0, False),
    ],
)
def test_a_heading_of_word_is_known_by_style_outline_or_bold_letters(written, level, bold):
    [block] = blocks_of(word(written, styles=STYLES + HEADED))
    assert (block.level, block.bold) == (level, bold)


def test_a_table_of_contents_of_word_is_marked():
    body = (
        paragraph(run("Inhoud"))
        + paragraph(field(' TOC \\o "1-3" ', run("Doel"), "</w:p><w:p>", run("Aanpak")))
        + control(
            paragraph(run("Kosten")),
            '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
        )
        + paragraph(run("Werkwijze"), style="Inhopg1")
        + paragraph(run("Doel"))
    )
    marked = [block.text for block in blocks_of(word(body)) if block.contents]
    assert marked == ["Doel", "Aanpak", "Kosten", "Werkwijze"]


def test_cells_of_word_have_their_place_and_merged_ones_stand_once():
    inner = f"<w:tbl><w:tr>{cell(paragraph(run('binnen')))}</w:tr></w:tbl>"
    tall, merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell(paragraph(run("breed")), properties='<w:gridSpan w:val="2"/>')
        + cell(paragraph(run("hoog")), properties=tall),
        cell(paragraph(run("a"))) + cell(inner) + cell(paragraph(run("hoog")), properties=merged),
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    other = control(f"<w:tr>{cell(paragraph(run('b')))}</w:tr>")
    body = f"<w:tbl>{body}</w:tbl><w:tbl>{other}</w:tbl>"
    assert [(block.text, block.cell) for block in blocks_of(word(body))] == [
        ("breed", (0, 0, 0)),
        ("hoog", (0, 0, 2)),
        ("a", (0, 1, 0)),
        ("binnen", (0, 1, 1)),
        ("b", (2, 0, 0)),
    ]


def test_notes_of_word_come_last_and_their_marks_are_not_in_the_text():
    notes = (
        f'<w:footnotes {WORD_NAMES}><w:footnote w:type="separator">{paragraph(run("-----"))}'
        f"</w:footnote><w:footnote>{paragraph('<w:r><w:footnoteRef/></w:r>', run(' Zie Bos.'))}"
        "</w:footnote></w:footnotes>"
    )
    body = paragraph(run("Het werkt."), "<w:r><w:footnoteReference/></w:r>") + paragraph(run("Ja."))
    found = blocks_of(word(body, parts={"word/footnotes.xml": notes}))
    assert [(block.text, block.note) for block in found] == [
        ("Het werkt.", False),
        ("Ja.", False),
        ("Zie Bos.", True),
    ]


def test_the_strict_kind_of_word_reads_the_same():
    body = paragraph(run("Doel"), style="Kop1") + paragraph(run("Buren kennen elkaar."))
    assert blocks_of(word(body, strict=True)) == blocks_of(word(body))


def test_headers_properties_and_comments_of_word_are_no_blocks():
    parts = {
        "word/header1.xml": f"<w:hdr {WORD_NAMES}>{paragraph(run('Titel * 2'))}</w:hdr>",
        "word/comments.xml": f"<w:comments {WORD_NAMES}>{paragraph(run('Piet: klopt dit?'))}"
        "</w:comments>",
        "docProps/core.xml": "<creator>Marijke</creator>",
    }
    assert [each.text for each in blocks_of(word(paragraph(run("Tekst.")), parts=parts))] == [
        "Tekst."
    ]
