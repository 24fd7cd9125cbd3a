"""What comes where in the Word file of a summary and of a dossier."""

import datetime
from itertools import chain

from elements.blocks import ends_with_list
from interventions.public.summaries.blocks import BOX, Section, Summary
from interventions.public.summaries.places import place
from interventions.public.summaries.word.document import WordFile
from interventions.public.summaries.word.xml import box, el, paragraph, run, tab, table
from interventions.showing.citation import NAME

MILLIMETRE = 56.7  # in twentieths of a point
WIDE = 6  # a table with more columns lies on its side
FIRST = 1.4  # how wide the column with the names is, beside columns of a word
# As in `typst/summary.typ`: a colour of an element, from 1.
ACCENTS = (
    *("0B5C62", "8F3D12", "32611F", "20508F", "7A2A6B", "6A5200"),
    *("A2213F", "6054FC", "3C3C30", "B800C4", "6C6078", "3C00B4"),
)


def summary_docx(summary: Summary, *, day: datetime.date) -> bytes:
    """One summary as a Word file. Raises Busy."""
    with place():
        word = WordFile(title=summary.title, subject=summary.subtitle, day=day, stamp=summary.stamp)
        _opening(word, summary)
        _sections(word, summary.sections, 1)
        _closing(word, summary)
        return word.as_bytes()


def dossier_docx(
    opening: Summary,
    parts: list[Summary],
    after: list[Section],
    closing: Summary,
    *,
    day: datetime.date,
) -> bytes:
    """A dossier as a Word file: the opening with contents, a page for each part, what they share.

    Raises Busy.
    """
    with place():
        word = WordFile(title=opening.title, subject=opening.subtitle, day=day)
        _opening(word, opening)
        word.contents("Inhoud")
        _sections(word, opening.sections, 1)
        for part in parts:
            word.heading(part.title, 1, new_page=True)
            _words_of(word, part)
            _sections(word, part.sections, 2)
        _sections(word, after, 1, new_page=True)
        _closing(word, closing)
        return word.as_bytes()


def _opening(word: WordFile, summary: Summary) -> None:
    word.add(paragraph("Afzender", run(NAME)), paragraph("Title", run(summary.title)))
    _words_of(word, summary)


def _words_of(word: WordFile, summary: Summary) -> None:
    """What stands under the title."""
    if summary.subtitle:
        word.add(paragraph("Subtitle", run(summary.subtitle)))
    if summary.notice:
        word.add(*word.told("Normal", summary.notice, style="Strong"))
    if summary.lead:
        word.add(*word.told("Inleiding", summary.lead))


def _sections(
    word: WordFile, sections: list[Section], level: int, *, new_page: bool = False
) -> None:
    for section in sections:
        wide = section.wide or any(_is_wide(one) for one in section.blocks)
        if wide:
            word.end_section()
        new_page = new_page or section.new_page or section.one_page
        word.heading(section.title, level, new_page=new_page and not wide)
        new_page = section.one_page
        for one in section.blocks:
            _add(word, one, level + 1, wide=wide)
        if wide:
            word.end_section(wide=True)


def _is_wide(block: dict) -> bool:
    return block["kind"] == "table" and len(block["head"]) > WIDE


def _closing(word: WordFile, summary: Summary) -> None:
    word.heading(f"Zo leest u {summary.called}", 1)
    word.add(*(paragraph("ListBullet", run(line)) for line in summary.how_to_read))
    word.heading("Zo verwijst u naar deze tekst", 1)
    word.add(*(word.linked("Normal", line) for line in summary.cite))
    word.heading("Bronnen", 1)
    if summary.references:
        word.add(*(word.linked("Bronregel", line) for line in summary.references))
    else:
        word.add(paragraph("Normal", run("Er staan nog geen bronnen bij.")))


# --- Blocks ---------------------------------------------------------------------------------------


def _add(word: WordFile, block: dict, level: int, *, wide: bool) -> None:
    """A block; `level` is that of a heading within it."""
    match block["kind"]:
        case "text" | "address":
            style = "Onderschrift" if word.ends_with_table else "Normal"
            word.add(word.linked(style, block["text"]))
        case "list":
            word.add(*word.items(block["items"], start=block["start"]))
        case "facts":
            word.add(*(one for row in block["rows"] for one in _fact(word, *row)))
        case "claims":
            word.add(*(one for row in block["rows"] for one in _claim(word, row)))
        case "elements":
            _add_elements(word, block["rows"], level)
        case "heading":
            word.heading(block["text"], level)
        case "table" | "form":
            _add_table(word, block, wide=wide)


def _add_elements(word: WordFile, rows: list[dict], level: int) -> None:
    for row in rows:
        word.heading(row["name"], level, colour=ACCENTS[row["colour"] - 1])
        word.add(*word.told("Normal", row["text"]))
        word.add(word.linked("Normal", row["source"], style="Rustig"))


def _fact(word: WordFile, term: str, text: str) -> list:
    return word.told("Feit", text, run(term, style="Strong"), tab(), after="Normal")


def _claim(word: WordFile, row: dict) -> list:
    colour = ACCENTS[row["colour"] - 1]
    name = row["name"].removesuffix(".")
    before = [run(f"{name}. ", bold=True, colour=colour)] if name else []
    found = word.told("Uitspraak", row["text"], *before, after="Normal")
    found[0].pPr.append(el("w:rPr", None, el("w:color", {"val": colour})))
    if row["source"] and ends_with_list(row["text"]):
        found.append(word.linked("Normal", row["source"], style="Rustig"))
    elif row["source"]:
        found[-1].append(run(f" {row['source']}", style="Rustig"))
    return found


def _add_table(word: WordFile, block: dict, *, wide: bool) -> None:
    weights = block["weights"] or [FIRST, *[1] * (len(block["head"]) - 1)]
    width = word.wide_width if wide else word.width
    if block["kind"] == "form":
        rows = [_to_fill_in(block["head"], row) for row in block["rows"]]
    else:
        rows = [
            [[paragraph("Cel", run(name))], *(word.told("Cel", cell) for cell in cells)]
            for name, *cells in block["rows"]
        ]
    height = round(block.get("height", 0) * MILLIMETRE)
    word.add(
        paragraph("Caption", run(block["caption"])),
        table(block["caption"], block["head"], rows, weights, width=width, height=height),
    )


def _to_fill_in(head: list[str], row: list[str]) -> list[list]:
    """The cells of a row of a form; a box is called after its column and the name of the row, or
    after the words behind it.
    """
    return [
        [paragraph("Vakje", box(f"{title}: {row[0]}"))]
        if cell == BOX
        else [_with_boxes(line) for line in cell.split("\n\n")]
        for title, cell in zip(head, row, strict=True)
    ]


def _with_boxes(line: str):
    first, *others = line.split(BOX)
    pairs = ((box(words.strip()), run(words)) for words in others)
    return paragraph("Cel", *([run(first)] if first else []), *chain(*pairs))
