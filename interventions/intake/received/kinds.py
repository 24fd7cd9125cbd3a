"""What a file is, by its first bytes and by what it holds; never by its name."""

import codecs

PACKED, OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
PICTURE, PACKAGE, PAGE, TEXT = (
    "een plaatje",
    "een ingepakt bestand",
    "een webpagina",
    "platte tekst",
)
OLD_WORD, LOCKED = "een oud Word-document (.doc)", "een beveiligd Office-bestand"
WORD_XML = "een Word-document in XML"
# How files start, without the white space before it.
STARTS = (
    (b"%PDF", "een PDF"),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"RIFF", "een plaatje of een opname"),
    (b"\0\0\1\0", PICTURE),
    (b"{\\rtf", "een tekst in RTF"),
    (b"%!PS", "een bestand voor een printer (PostScript)"),
    (b"\x1f\x8b", PACKAGE),
    (b"7z\xbc\xaf", PACKAGE),
    (b"Rar!", PACKAGE),
    (b"BZh", PACKAGE),
    (b"\xfd7zXZ", PACKAGE),
    (b"<!doctype html", PAGE),
    (b"<html", PAGE),
    (b"<table", PAGE),
    (b"<head", PAGE),
    (b"<body", PAGE),
    (b"mime-version:", PAGE),
    (b"from: <", PAGE),
    (b"\x7fELF", "een programma"),
    (b"MZ", "een programma"),
    (b"ID3", "een opname"),
    (b"bplist", "een bestand van Apple"),
    (b"SQLite format", "een databank"),
    (b'{"', "een JSON-bestand"),
    (b"[{", "een JSON-bestand"),
)
XML_STARTS = (b"<?xml", b"<!doctype")
# What stands in an XML file of one kind.
XML_PARTS = (
    (b"schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
    (b"schemas.microsoft.com/office/2006/xmlpackage", WORD_XML),
    (b"urn:oasis:names:tc:opendocument:xmlns:office", "een tekst van LibreOffice in XML (.fodt)"),
    (b"<html", PAGE),
    (b"<svg", PICTURE),
)
# What a ZIP holds, by the names and the first part in it.
ZIP_PARTS = (
    (b"opendocument.spreadsheet", "een rekenblad van LibreOffice (.ods)"),
    (b"opendocument.presentation", "een presentatie van LibreOffice (.odp)"),
    (b"opendocument.", "een bestand van LibreOffice"),
    (b"application/epub+zip", "een e-boek (EPUB)"),
    (b"xl/workbook.bin", "een binaire Excel-werkmap (.xlsb)"),
    (b"xl/workbook.xml", "een Excel-werkmap"),
    (b"Index/Document.iwa", "een bestand van Apple, zoals Pages of Numbers"),
    (b"Index.zip", "een bestand van Apple, zoals Pages of Numbers"),
    (b"index.apxl", "een bestand van Apple, zoals Pages of Numbers"),
    (b"word/document.xml", "een Word-document"),
    (b"ppt/presentation.xml", "een presentatie"),
)
# The streams in a file of Office from before 2007; their names stand in it in UTF-16.
OLD_PARTS = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", OLD_WORD),
    ("PowerPoint Document", "een oude presentatie (.ppt)"),
    ("Workbook", "een oud Excel-bestand (.xls)"),
    ("Book", "een oud Excel-bestand (.xls)"),
    ("__substg1.0", "een mail van Outlook (.msg)"),
    ("MatOST", "een tekst van Microsoft Works (.wps)"),
)
LOOKED_AT = 64 * 1024  # bytes of an XML file


def kind_of(data: bytes) -> str:
    """What it is, in Dutch; empty when nothing of the tables fits."""
    if data.startswith(PACKED):
        return next((kind for part, kind in ZIP_PARTS if part in data), "")
    if data.startswith(OLD_OFFICE):
        names = ((name.encode("utf-16-le"), kind) for name, kind in OLD_PARTS)
        return next((kind for name, kind in names if name in data), "een oud Office-bestand")
    start = data[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    kind = next((kind for sign, kind in STARTS if start.startswith(sign.lower())), "")
    if not kind and data[4:8] == b"ftyp":
        return "een plaatje of een opname"
    if not kind and start.startswith(XML_STARTS):
        head = data[:LOOKED_AT]
        return next((kind for part, kind in XML_PARTS if part in head), "een XML-bestand")
    return kind
