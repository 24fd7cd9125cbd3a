"""The text of a PDF in the order in which people read, whatever order the file has it in."""

import io

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from interventions.intake.received.limits import DOCUMENT
from interventions.intake.received.sheets.pdf import blocks_of
from tests.intake.descriptions.drawn import BOLD, PLAIN, SYMBOL, Words, column, drawn

LEFT = (
    "De interventie is voor bewoners die|hun buren nauwelijks kennen. Zij zijn|vaak overdag thuis. "
    "De samen-|werking met anderen is nieuw voor|hen, en dat geldt ook voor wie in de|wijk werkt. "
    "Daarom gaan de mensen|uit de straat eerst zelf op pad. Zij"
)
RIGHT = (
    "bellen bij alle deuren aan en stellen|drie vragen. Wat zij horen, schrijven|zij op. Na een "
    "maand komt iedereen|bij elkaar in het buurthuis, waar een|lange tafel staat en waar soep is. "
    "Dan|kiezen zij samen wat er als eerste|gaat gebeuren."
)
READ = (LEFT + " " + RIGHT).replace("samen-|", "samen").replace("|", " ")
BODY = (
    "Elke week komen bewoners bij elkaar om te koken, te eten en te praten over wat er speelt.|"
    "Een beroepskracht is op de achtergrond aanwezig, en doet elke maand een stap verder terug.|"
    "Wat bewoners willen, bepaalt wat er gebeurt; een vast programma is er dus met opzet niet."
)


def texts(*pages: list[Words], **options) -> list[str]:
    return [block.text for block in blocks_of(drawn(pages, **options), DOCUMENT)[0]]


def by_line(*columns: list[Words]) -> list[Words]:
    """The lines of columns in turn, as a program writes that goes down the page once."""
    return [words for row in zip(*columns, strict=True) for words in row]


@pytest.mark.parametrize("is_by_line", [False, True])
def test_columns_are_read_one_after_the_other(is_by_line):
    left, right = column(LEFT, 60, 700), column(RIGHT, 320, 700)
    page = by_line(left, right) if is_by_line else right + left
    heading = [(BOLD, 14, 60, 740, "1.3 Aanpak van de interventie")]
    assert texts(heading + page) == ["1.3 Aanpak van de interventie", READ]


def test_a_heading_within_a_column_does_not_end_the_columns():
    left = column(LEFT, 60, 700)
    heading = (BOLD, 12, 60, left[-1][3] - 26, "Betrokkenheid")
    rest = column("Bewoners uit de straat bedachten de|naam en de regels, en zij beslissen", 60, 0)
    rest = [(*each[:3], heading[3] + each[3] - 15, each[4]) for each in rest]
    long = column(f"{RIGHT}|{LEFT}", 320, 700)
    right = [each for each in long if not -9 < each[3] - heading[3] < 20]  # room there too
    found = texts([*left, heading, *rest, *right])
    assert found.index("Betrokkenheid") == 1
    assert found[2].startswith("Bewoners uit de straat bedachten de naam")


def test_a_short_table_is_read_row_by_row():
    rows = [
        *column("Naam organisatie|Adres|Website|Telefoon", 60, 700),
        *column("Stichting De Tafel|Kadeplein 3, Noorderhaven|www.tafel.example|0199", 220, 700),
    ]
    pairs = by_line(rows[:4], rows[4:])
    found, _ = blocks_of(drawn([pairs]), DOCUMENT)
    assert [(block.cell, block.text) for block in found][:4] == [
        ((0, 0, 0), "Naam organisatie"),
        ((0, 0, 1), "Stichting De Tafel"),
        ((0, 1, 0), "Adres"),
        ((0, 1, 1), "Kadeplein 3, Noorderhaven"),
    ]


def test_a_cell_of_many_lines_stays_beside_its_label_and_goes_on_over_the_page():
    first = [
        *column("Doelgroep", 60, 160, font=BOLD),
        *column("Bewoners van vier wijken.", 200, 160),
        *column("Aanpak", 60, 130, font=BOLD),
        *column(
            "In de eerste maand gaan bewoners langs de deuren, en in de|tweede maand", 200, 130
        ),
    ]
    second = [
        *column("komt iedereen bij elkaar.", 200, 780),
        *column("Kosten", 60, 750, font=BOLD),
        *column("Ongeveer 900 euro.", 200, 750),
    ]
    found, _ = blocks_of(drawn([first, second]), DOCUMENT)
    assert [(block.cell, block.text) for block in found] == [
        ((0, 0, 0), "Doelgroep"),
        ((0, 0, 1), "Bewoners van vier wijken."),
        ((0, 1, 0), "Aanpak"),
        (
            (0, 1, 1),
            "In de eerste maand gaan bewoners langs de deuren, en in de tweede maand komt iedereen "
            "bij elkaar.",
        ),
        ((0, 2, 0), "Kosten"),
        ((0, 2, 1), "Ongeveer 900 euro."),
    ]
    assert (found[3].page, found[3].last_page) == (1, 2)


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Werkblad Straatpraat", "pagina {} van 4"),
        ("{} * * * Straatpraat", "Welzijnsgroep Het Veer"),
        ("Methodebeschrijving 2011", "- {} -"),
        ("Vertrouwelijk", "{}"),
    ],
)
def test_running_lines_are_no_text_wherever_they_stand_in_the_stream(head, foot):
    pages = []
    for number in range(1, 5):
        running = [
            (PLAIN, 9, 60, 812, head.format(number)),
            (PLAIN, 9, 280, 30, foot.format(number)),
        ]
        body = column(f"Bladzijde {'abcd'[number - 1]} gaat hierover.|{BODY}", 60, 770)
        pages.append(running + body if number % 2 else body + running)
    found = " ".join(texts(*pages))
    assert found.count("gaat hierover. Elke week") == 4
    assert "Straatpraat" not in found
    assert not [word for word in found.split() if word.isdigit()]


def test_running_lines_of_left_and_right_pages_differ():
    pages = []
    for number in range(1, 7):
        name = "Samenvatting" if number % 2 else "Stichting De Tafel"
        running = [(PLAIN, 9, 60 if number % 2 else 400, 812, f"{name} {number}")]
        pages.append(running + column(f"Deel {'abcdef'[number - 1]}.|{BODY}", 60, 770))
    assert not [text for text in texts(*pages) if "Tafel" in text or "Samenvatting" in text]


def test_headings_with_a_number_at_the_head_of_each_page_stay():
    pages = [[(BOLD, 14, 60, 800, f"Bijlage {n}"), *column(BODY, 60, 760)] for n in (1, 2, 3)]
    assert [text for text in texts(*pages) if text.startswith("Bijlage")] == [
        "Bijlage 1",
        "Bijlage 2",
        "Bijlage 3",
    ]


def test_a_paragraph_goes_on_over_the_page_and_knows_where():
    first = (
        BODY
        + "|Zo gaat het al jaren in deze wijk, en dat is ook wat anderen ervan hebben geleerd en"
    )
    second = "wat zij nu zelf doen. Het begon met een handvol mensen, van wie er nog drie meedoen."
    pages = [column(first, 60, 100), column(second, 60, 780)]
    found, _ = blocks_of(drawn(pages), DOCUMENT)
    assert len(found) == 1
    assert found[0].page_at(found[0].text.index("Elke week")) == 1
    assert found[0].page_at(found[0].text.index("wat zij nu")) == 2


@pytest.mark.parametrize(
    "line",
    ["Samenvatting . . . . . . . . . . 4", "1.2 Doel ............ 5", "Aanpak …………… 12"],
)
def test_lines_with_dots_are_a_table_of_contents(line):
    found, _ = blocks_of(drawn([column(f"Inhoud|{line}", 60, 760)]), DOCUMENT)
    assert [block.contents for block in found] == [False, True]


def test_a_table_of_contents_has_numbers_at_the_right_without_dots():
    heads, numbers = "Samenvatting|1. Beschrijving|1.1 Doel|2. Uitvoering", "3|4|4|7"
    page = by_line(column(heads, 60, 700), column(numbers, 520, 700))
    found, _ = blocks_of(drawn([page]), DOCUMENT)
    assert all(block.contents for block in found)


@pytest.mark.parametrize("sign", ["•", "-", "–", "·", "o", "*"])
def test_points_of_a_list_are_items_over_two_pages(sign):
    points = ["Bewoners doen het zelf.", "De drempel is laag.", "Er is een vaste avond."]
    first = [
        words
        for at, text in enumerate(points[:2])
        for words in ((PLAIN, 10, 60, 80 - 14 * at, sign), (PLAIN, 10, 78, 80 - 14 * at, text))
    ]
    second = [(PLAIN, 10, 60, 780, sign), (PLAIN, 10, 78, 780, points[2])]
    found, _ = blocks_of(drawn([first, second]), DOCUMENT)
    assert [(block.text, block.item, block.page) for block in found] == [
        (points[0], True, 1),
        (points[1], True, 1),
        (points[2], True, 2),
    ]


def test_signs_of_symbol_and_numbers_that_follow_one_another_are_items():
    page = [
        (SYMBOL, 10, 60, 760, "\xb7"),
        (PLAIN, 10, 78, 760, "Met een teken."),
        *column("1. Aanbellen.|2. Koffie drinken.|3. Samen kiezen.", 60, 730),
        *column("1.2 Doel van de methode", 60, 660, font=BOLD, size=12),
    ]
    found, _ = blocks_of(drawn([page]), DOCUMENT)
    assert [block.text for block in found if block.item] == [
        "Met een teken.",
        "Aanbellen.",
        "Koffie drinken.",
        "Samen kiezen.",
    ]
    assert found[-1].text == "1.2 Doel van de methode"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("samen-|werking met anderen", "samenwerking met anderen"),
        ("een sociaal-|economische achterstand", "een sociaal-economische achterstand"),
        ("in Noord-|Brabant", "in Noord-Brabant"),
        ("Noorder-|haven", "Noorderhaven"),
        ("in- en uitgaan, voor-|en nadelen", "in- en uitgaan, voor- en nadelen"),
        ("de WMO-|consulent", "de WMO-consulent"),
        ("een mbo-|opleiding", "een mbo-opleiding"),
        ("tussen 2010-|2012", "tussen 2010-2012"),
        ("18-|jarigen", "18-jarigen"),
        ("na-|apen en zee-|eenden", "na-apen en zee-eenden"),
        ("cli-|enten met een ge-|integreerde aanpak", "cliënten met een geïntegreerde aanpak"),
        ("cli-|ënten", "cliënten"),
        ("de politie-|eenheid", "de politie-eenheid"),
        ("per e-|mail", "per e-mail"),
        ("een huis-aan-|huisbezoek", "een huis-aan-huisbezoek"),
        ("huis-aan-huis en huis-aan-|huis", "huis-aan-huis en huis-aan-huis"),
        ("een streep -|en verder", "een streep - en verder"),
        ("samen\xad|werking", "samenwerking"),
        ("een niet-|westerse achtergrond", "een niet-westerse achtergrond"),
    ],
)
def test_words_that_a_line_end_broke_are_whole_again(broken, whole):
    assert texts(column(broken, 60, 760)) == [whole]


def test_a_footnote_is_apart_and_its_mark_gone():
    page = [
        *column(BODY, 60, 700),
        (PLAIN, 10, 60, 760, "Drie wijken"),
        (PLAIN, 6, 112, 764, "1"),
        (PLAIN, 10, 118, 760, "deden mee, op 40 m"),
        (PLAIN, 6, 206, 764, "2"),
        (PLAIN, 10, 212, 760, "grond."),
        *column("1 Zie de bijlage voor de namen van deze wijken.", 60, 60, size=8),
    ]
    found, _ = blocks_of(drawn([page]), DOCUMENT)
    assert [(block.text, block.note) for block in (found[0], found[-1])] == [
        ("Drie wijken deden mee, op 40 m2 grond.", False),
        ("Zie de bijlage voor de namen van deze wijken.", True),
    ]


def test_the_mark_of_a_footnote_that_was_not_raised_goes_too():
    page = [
        *column("Drie wijken deden mee,1 in een jaar.|En dat is genoeg om van te leren.", 60, 760),
        *column("1 Zie de bijlage voor de namen.", 60, 60, size=8),
    ]
    assert texts(page)[0].startswith("Drie wijken deden mee, in een jaar.")


def test_a_page_with_only_the_rest_of_a_cell_belongs_to_that_cell():
    first = [
        *column("Doelgroep|Kosten", 60, 160, font=BOLD),
        *column("Bewoners van vier wijken.|Ongeveer 900 euro.", 200, 160),
    ]
    pairs = by_line(first[:2], first[2:])
    second = [*column("Dat is voor twee jaar.", 200, 780), *column("2. Uitvoering", 60, 740)]
    found, _ = blocks_of(drawn([pairs, second]), DOCUMENT)
    assert [(block.text, block.cell) for block in found[3:]] == [
        ("Ongeveer 900 euro.", (0, 1, 1)),
        ("Dat is voor twee jaar.", (0, 1, 1)),
        ("2. Uitvoering", None),
    ]


def test_words_set_apart_without_spaces_and_letters_drawn_twice_are_words():
    page = [
        (PLAIN, 10, 60, 760, "Zonder"),
        (PLAIN, 10, 95, 760, "spaties."),
        (PLAIN, 10, 60, 730, "Vet"),
        (PLAIN, 10, 61.2, 730, "Vet"),
    ]
    assert texts(page) == ["Zonder spaties.", "Vet"]


def test_ligatures_are_letters():
    page = [(PLAIN, 10, 60, 760, "efficiënt en effectief, met fl en fi")]
    assert texts(page) == ["efficiënt en effectief, met fl en fi"]


def test_a_page_that_was_turned_is_read_as_it_is_seen():
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(drawn([column(BODY, 60, 760)])))
    writer.pages[0].add_transformation(pypdf.Transformation().rotate(90).translate(842, 0))
    writer.write(out)
    found, _ = blocks_of(out.getvalue(), DOCUMENT)
    assert [block.text for block in found] == [BODY.replace("|", " ")]


def test_what_was_filled_in_on_a_form_is_read_and_remarks_are_not():
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.append(io.BytesIO(drawn([column("Doel:", 60, 760)])))
    filled = [("/Widget", "Bewoners kennen elkaar.", 757), ("/FreeText", "Let op, Piet", 700)]
    notes = [noted(writer, *each) for each in filled]
    writer.pages[0][NameObject("/Annots")] = ArrayObject(notes)
    writer.write(out)
    found, _ = blocks_of(out.getvalue(), DOCUMENT)
    assert [block.text for block in found] == ["Doel:\tBewoners kennen elkaar."]


def noted(writer: pypdf.PdfWriter, kind: str, text: str, y: float):
    """A field or a remark with the picture that a reader shows of it."""
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    look = StreamObject()
    look.set_data(f"BT /F 10 Tf 2 3 Td ({text}) Tj ET".encode())
    look.update(
        made(
            {
                "/Subtype": "/Form",
                "/BBox": [0, 0, 300, 15],
                "/Resources": {"/Font": {"/F": font}},
            }
        )
    )
    shown = {
        "/Subtype": kind,
        "/FT": "/Tx",
        "/F": 4,
        "/Rect": [150, y, 450, y + 15],
        "/AP": {"/N": writer._add_object(look)},
    }
    return writer._add_object(made(shown))


def made(value):
    """The same as objects of a PDF."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): made(one) for key, one in value.items()})
    if isinstance(value, list):
        return ArrayObject(map(FloatObject, value))
    if isinstance(value, int):
        return NumberObject(value)
    return NameObject(value) if isinstance(value, str) else value


def test_a_heading_numbered_without_a_point_is_one_line():
    page = [(BOLD, 12, 60, 760, "2"), (BOLD, 12, 100, 760, "Uitvoering"), *column(BODY, 60, 730)]
    assert texts(page)[0] == "2 Uitvoering"
