"""Reading a Word file back: what stands in it, and whether Word may open it."""

import io
import tempfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from openxml_audit import FileFormat, OpenXmlValidator

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=20)


def fetch(client, address: str) -> bytes:
    response = client.get(f"/samenvattingen/{address}")
    assert response.status_code == 200
    assert response["Content-Type"] == KIND
    return response.content


def read(client, address: str):
    return docx.Document(io.BytesIO(fetch(client, address)))


def faults(data: bytes) -> list[str]:
    """What goes against ECMA-376, by the schemas of the Open XML SDK."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        return [str(one) for one in OFFICE.validate(file.name).errors]


def words(word) -> str:
    """All text, also that of tables."""
    return " ".join(text_of(one) for one in word.element.body.iter(qn("w:p")))


def text_of(element) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def headings(word) -> list[tuple[int, str]]:
    """The level and the text of each heading, the title being 0."""
    levels = {"Title": 0, "Heading1": 1, "Heading2": 2, "Heading3": 3}
    found = [(levels.get(one.style.style_id), one.text) for one in word.paragraphs]
    return [(level, text) for level, text in found if level is not None]


def links(word) -> dict[str, str]:
    """The text of each link to the outside, with where it leads."""
    rels = word.part.rels
    return {
        text_of(one): rels[one.get(qn("r:id"))].target_ref
        for one in word.element.body.iter(qn("w:hyperlink"))
        if one.get(qn("r:id"))
    }


def kinds_of_parts(word) -> set[str]:
    """What the file holds beside its text."""
    rels = [*word.part.rels.values(), *word.part.package.rels.values()]
    return {rel.reltype for rel in rels} - {RELATIONSHIP_TYPE.HYPERLINK}
