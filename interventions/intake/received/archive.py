"""What a ZIP of XML holds, counted as a stream before anything builds a tree of it.

A document of an office program is such a ZIP: XLSX, DOCX and ODT.
"""

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from xml.parsers import expat

from interventions.intake.received.limits import MEGABYTE, Refused

MOST_PARTS = 1000
CHUNK = 64 * 1024
# So many times smaller than it is: no text is. A small part may be, it does no harm.
STEEPEST, SMALL = 400, 16 * MEGABYTE
ENCRYPTED = 0x1
NOTHING = re.compile("(?!)")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CELLS, TEXTS, ROWS, REST = "cellen", "stukken tekst", "regels", "onderdelen"
# What the elements of XML are to an editor, by their name without the prefix.
KINDS = {
    "c": CELLS,
    "row": ROWS,
    **dict.fromkeys(("v", "t", "is", "f", "r", "si", "rPr"), TEXTS),
    **dict.fromkeys(("xf", "font", "fill", "border", "numFmt", "cellStyle", "dxf"), "stijlen"),
    **dict.fromkeys(("Relationship", "externalReference", "hyperlink"), "koppelingen"),
    **dict.fromkeys(("definedName", "definedNames"), "namen van cellen"),
    "mergeCell": "samengevoegde cellen",
    **dict.fromkeys(("comment", "threadedComment"), "opmerkingen"),
    **dict.fromkeys(("dataValidation", "cfRule", "conditionalFormatting"), "regels voor cellen"),
    **dict.fromkeys(("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"), "tekeningen"),
    **dict.fromkeys(("sheet", "Override", "Default"), "werkbladen en delen"),
}
MOST = {
    "stijlen": 150_000,  # Excel itself stops at some 65,000 styles of a cell
    "koppelingen": 10_000,
    "namen van cellen": 10_000,
    "samengevoegde cellen": 50_000,
    "opmerkingen": 20_000,
    "regels voor cellen": 20_000,
    "tekeningen": 5_000,
    "werkbladen en delen": 2 * MOST_PARTS,
    REST: 500_000,
}


@dataclass(frozen=True)
class Packed:
    """A kind of document that is a ZIP, in the words of a refusal: what it is called, what is said
    when it is none, and how to make it smaller. `unread` are the parts that nothing of ours opens:
    a document type in these does no harm.
    """

    name: str
    broken: str
    less: str
    unread: re.Pattern = NOTHING


_ANEW = "Open het in {0} en bewaar het opnieuw als {1}, of stuur het als PDF."
_COPY = "Neem de tekst zonder plaatjes over in een nieuw, leeg document."
WORKBOOK = Packed(
    "Excel-bestand",
    "Dit is geen Excel-werkmap die wij kunnen lezen. Bewaar het opnieuw als .xlsx of als CSV.",
    "Plak alleen de waarden in een nieuwe, lege werkmap.",
)
WORD = Packed(
    "Word-document",
    f"Dit is geen Word-document dat wij kunnen lezen. {_ANEW.format('Word', '.docx')}",
    _COPY,
    re.compile(r"\.(?:svg|html?|mht|txt)\Z", re.IGNORECASE),
)
OPEN_DOCUMENT = Packed(
    "ODT-bestand",
    f"Dit is geen ODT-bestand dat wij kunnen lezen. {_ANEW.format('LibreOffice', '.odt')}",
    _COPY,
    re.compile(r"\A(?:Basic|Configurations2|Dialogs|Pictures|Object|Scripts)|\.svg\Z"),
)


def check_archive(data: bytes, limits, document: Packed = WORKBOOK) -> None:
    """Raises Refused when it holds more than is read, or what no office program writes.

    Sizes are counted and not believed. What is no XML is only counted: nothing here opens it.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise _too_big(limits, document)
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise Refused(document.broken)
        left, seen = limits.unpacked, Counter[str]()
        for part in parts:
            if part.flag_bits & ENCRYPTED or part.compress_type not in METHODS:
                raise Refused(document.broken)
            left -= _check_part(archive, part, left, seen, limits, document)


def _check_part(archive, part, most: int, seen: Counter, limits, document: Packed) -> int:
    """The bytes of one part, which may be so many; what stands in it is added to `seen`."""
    steep = max(part.compress_size * STEEPEST, SMALL)
    is_read = not document.unread.search(part.filename)
    count, size = _counter(seen, limits, document) if is_read else None, 0
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > min(most, steep):
                raise _too_big(limits, document)
            count = count and _counted(count, chunk)
    return size


def _counted(parser, chunk: bytes):
    """The parser, or None where this is no XML: then it is no XML for who reads it later either."""
    try:
        parser.Parse(chunk)
    except expat.ExpatError:
        return None
    return parser


def _counter(seen: Counter, limits, document: Packed):
    """A parser that keeps nothing. Raises Refused at one element too many or a document type:
    an office program never declares one, an attack does.
    """
    most = {**MOST, CELLS: limits.cells, TEXTS: 3 * limits.cells, ROWS: limits.cells}

    def start(name: str, attributes: list) -> None:
        kind = KINDS.get(name.rpartition(":")[2], REST)
        seen[kind] += 1
        if seen[kind] > most[kind]:
            number = f"{most[kind]:,}".replace(",", ".")
            raise Refused(f"In dit {document.name} staan meer dan {number} {kind}. {document.less}")

    def refuse(*declared) -> None:
        raise Refused(document.broken)

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, refuse
    return parser


def _too_big(limits, document: Packed) -> Refused:
    return Refused(f"Uitgepakt is dit {document.name} veel te groot. {limits.instead}")
