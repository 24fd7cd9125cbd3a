"""From the bytes of a document to what a description sheet says; what cannot be read is refused.

What a file is, its content says and not its name: first its first bytes, then what it holds.
"""

import io
import zipfile
import zlib
from dataclasses import replace
from typing import Any

from elements.text import without_controls
from interventions.intake.received.archive import OPEN_DOCUMENT, WORD, Packed, check_archive
from interventions.intake.received.kinds import PACKAGE, PACKED, TEXT, kind_of
from interventions.intake.received.limits import DocumentLimits, Refused, check_size
from interventions.intake.received.sheets import docx, faults, odt, pdf, sheet
from interventions.intake.received.sheets.blocks import Block
from interventions.intake.received.sheets.questions import without_questions

PDF, PDF_WITHIN = b"%PDF-", 1024  # a reader looks so far for the start of a PDF
TYPES, MANIFEST, MIMETYPE = "[Content_Types].xml", "META-INF/manifest.xml", "mimetype"
WORD_TYPES = (  # of the main part of a Word document, a template and those with macros
    b"wordprocessingml.document.main+xml",
    b"wordprocessingml.template.main+xml",
    b"ms-word.document.macroEnabled.main+xml",
    b"ms-word.template.macroEnabledTemplate.main+xml",
)
TEXT_TYPE = b"application/vnd.oasis.opendocument.text"
OPENED = 1024 * 1024  # bytes of a small part that says what the others are


def description_of(data: bytes, *, name: str, limits: dict) -> dict[str, Any]:
    """What the description sheet says, as plain data, and `told`: what the reader should know of
    the reading. Raises Refused.
    """
    held = DocumentLimits(**limits)
    check_size(len(data), held)
    try:
        found, told = _found(data, held)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever somebody made up that no reader of ours has met
        raise Refused(faults.UNREADABLE) from error
    if not found["form"] and not any(found["fields"].values()):
        told = [*told, faults.NO_SHEET]
    return {**found, "told": told}


def _found(data: bytes, limits: DocumentLimits) -> tuple[dict[str, Any], list[str]]:
    read, told = _blocks(data, limits)
    _check_length(read, limits)
    blocks = without_questions(
        replace(each, text=text) for each in read if (text := _one_line(each.text))
    )
    if not any(sign.isalnum() for block in blocks for sign in block.text):
        raise Refused(faults.NO_TEXT)
    return sheet.read_sheet(blocks), told


def _blocks(data: bytes, limits: DocumentLimits) -> tuple[list[Block], list[str]]:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Refused(faults.EMPTY)
    if data.startswith(PACKED):
        return _packed(data, limits), []
    if PDF in data[:PDF_WITHIN]:
        return pdf.blocks_of(data, limits)
    kind = kind_of(data) or (TEXT if _is_text(data) else "")
    raise Refused(faults.other_kind(kind) if kind else faults.UNKNOWN)


def _packed(data: bytes, limits: DocumentLimits) -> list[Block]:
    """The blocks of a document that is a ZIP of XML. Raises Refused."""
    try:
        document = _document_in(data)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever is wrong with a ZIP that somebody made or cut off
        raise Refused(faults.BROKEN_ZIP) from error
    try:
        check_archive(data, limits, document)
        return docx.blocks_of(data) if document is WORD else odt.blocks_of(data)
    except (Refused, MemoryError):
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Refused(faults.BROKEN_ZIP) from error
    except Exception as error:  # whatever the libraries meet in a document that somebody made up
        raise Refused(document.broken) from error


def _document_in(data: bytes) -> Packed:
    """Which kind of document the ZIP is. Raises Refused when it is none that is read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if any(word in _part(archive, names, TYPES) for word in WORD_TYPES):
            return WORD
        if _part(archive, names, MIMETYPE).strip().startswith(TEXT_TYPE) or (
            b'full-path="/"' in _part(archive, names, MANIFEST)
            and TEXT_TYPE + b'"' in _part(archive, names, MANIFEST)
        ):
            if b"encryption-data" in _part(archive, names, MANIFEST):
                raise Refused(faults.LOCKED)
            return OPEN_DOCUMENT
        if any(info.flag_bits & 1 for info in archive.infolist()):
            raise Refused(faults.LOCKED)
    raise Refused(faults.other_kind(kind_of(data) or PACKAGE))


def _part(archive: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    """The beginning of a part; nothing when it is not there."""
    if name not in names:
        return b""
    with archive.open(name) as stream:
        return stream.read(OPENED)


def _is_text(data: bytes) -> bool:
    """Whether nearly all of its beginning are letters and other signs that one can read."""
    text = data[:4096].decode("utf-8", "ignore")
    return sum(sign.isprintable() or sign.isspace() for sign in text) > 0.97 * min(len(data), 4096)


def _check_length(blocks: list[Block], limits: DocumentLimits) -> None:
    """Raises Refused at more than is read of any kind of document."""
    if len(blocks) > limits.blocks:
        raise Refused(faults.too_long("alinea's", limits.blocks, limits.instead))
    if sum(len(block.text) for block in blocks) > limits.characters:
        raise Refused(faults.too_long("letters", limits.characters, limits.instead))


def _one_line(text: str) -> str:
    """The text without NUL and whatever else is no sign; where nothing was wrong, as it was."""
    return without_controls(text).replace("\n", " ").strip()
