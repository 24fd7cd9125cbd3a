"""Files that are no description sheet that can be read, each with words of what is said of it."""

import io
import zipfile
from collections.abc import Callable

from docx import Document
from pypdf import PdfReader, PdfWriter

from tests.intake.descriptions.drawn import PLAIN, column, drawn

SHEET = "Samenvatting|De interventie is voor bewoners die elkaar weinig kennen.|Zij eten samen."
MEGABYTE = 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODT = "application/vnd.oasis.opendocument.text"
BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body>%s</w:body></w:document>"
)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>
<w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>"""


def word(paragraphs=("Samenvatting", "De interventie is er.")) -> bytes:
    document, out = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same ZIP with these parts instead of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        there = {name: archive.read(name) for name in archive.namelist()}
    return packed({**there, **parts})


def locked_pdf() -> bytes:
    writer, out = PdfWriter(PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def attached_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.add_attachment("werkblad.docx", b"x" * 100)
    writer.write(out)
    return out.getvalue()


def pdf(lines: str = SHEET, **options) -> bytes:
    return drawn([column(lines, 60, 760)], **options)


def old_office(stream: str) -> bytes:
    return OLD_OFFICE + stream.encode("utf-16-le") + bytes(4000)


def garbled_pdf() -> bytes:
    """What a PDF says whose letters count from another place: each 29 too low."""
    line = "".join(
        chr(ord(sign) - 29) if sign != " " else " " for sign in "iedere bewoner doet mee"
    )
    return drawn([column("|".join([line.replace("\x7f", "y")] * 40), 60, 800)])


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "leeg"),
    "only NUL": (lambda: bytes(5000), "leeg"),
    "scan": (lambda: drawn([[], []], picture=True), "is een scan"),
    "scan with running lines": (
        lambda: drawn(
            [[(PLAIN, 9, 60, 815, "Werkblad"), (PLAIN, 9, 280, 20, str(n))] for n in (1, 2, 3)],
            picture=True,
        ),
        "is een scan",
    ),
    "PDF without anything": (lambda: drawn([[]]), "staat geen tekst"),
    "PDF with a password": (locked_pdf, "Op deze PDF zit een wachtwoord"),
    "PDF cut off": (lambda: pdf()[:150], "beschadigd"),
    "PDF of 1,000 pages": (
        lambda: drawn([column(SHEET, 60, 760)] * 1000),
        "meer dan 200 bladzijden",
    ),
    "PDF with endless text": (
        lambda: drawn([column("|".join(["woorden op een regel " * 60] * 600), 10, 830, size=1)]),
        "meer dan 500.000 letters",
    ),
    "PDF that waits": (lambda: pdf("Please wait...|If this message is not eventually"), "XFA"),
    "PDF portfolio": (attached_pdf, "PDF-portfolio"),
    "PDF with letters that say nothing": (garbled_pdf, "onleesbare tekens"),
    "Word with a password": (lambda: old_office("EncryptedPackage"), "wachtwoord"),
    "old Word": (lambda: old_office("WordDocument"), "oud Word-document (.doc)"),
    "Works": (lambda: old_office("MatOST"), "Microsoft Works"),
    "RTF": (lambda: rb"{\rtf1\ansi Samenvatting}", "RTF"),
    "page": (lambda: b"\n<!DOCTYPE html>\n<html><body>Samenvatting</body></html>", "webpagina"),
    "Word in XML": (
        lambda: (
            b'<?xml version="1.0"?><w:wordDocument '
            b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
        ),
        "Word-document in XML",
    ),
    "workbook": (
        lambda: packed({"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>"}),
        "Excel",
    ),
    "presentation": (lambda: packed({"ppt/presentation.xml": b"<p/>"}), "een presentatie"),
    "EPUB": (lambda: packed({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED), "EPUB"),
    "ODS": (
        lambda: packed(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, zipfile.ZIP_STORED
        ),
        ".ods",
    ),
    "Pages": (lambda: packed({"Index/Document.iwa": b"x"}), "Pages"),
    "ZIP of a document": (lambda: packed({"werkblad.docx": word()}), "Pak het uit"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "een plaatje"),
    "plain text": (lambda: b"Samenvatting\nDe interventie is er voor iedereen.", "platte tekst"),
    "noise": (lambda: bytes(range(7, 256)) * 40, "geen document dat wij kennen"),
    "ODT with a password": (
        lambda: packed(
            {
                "mimetype": ODT.encode(),
                "META-INF/manifest.xml": b'<m full-path="/"><encryption-data/></m>',
                "content.xml": b"\x01\x02",
            },
            zipfile.ZIP_STORED,
        ),
        "wachtwoord",
    ),
    "Word cut off": (lambda: word()[:9000], "niet heel aangekomen"),
    "Word without its text": (
        lambda: packed({"[Content_Types].xml": b"wordprocessingml.document.main+xml"}),
        "geen Word-document dat wij kunnen lezen",
    ),
    "bomb": (
        lambda: changed(word(), {"word/media/image1.bin": bytes(100 * MEGABYTE)}),
        "Uitgepakt is dit Word-document veel te groot",
    ),
    "bomb of XML": (
        lambda: changed(word(), {"word/document.xml": b"<a>" + b"<b/>" * 600_000 + b"</a>"}),
        "staan meer dan",
    ),
    "Word with entities": (
        lambda: changed(word(), {"word/document.xml": BOMB}),
        "geen Word-document",
    ),
    "Word of endless pages": (
        lambda: changed(
            word(),
            {"word/document.xml": BODY % (b"<w:p><w:r><w:t>Kort.</w:t></w:r></w:p>" * 12_000)},
        ),
        "meer dan 10.000 alinea's",
    ),
    "too big": (lambda: b"%PDF-1.7" + bytes(6 * MEGABYTE), "groter dan 5 MB"),
}
