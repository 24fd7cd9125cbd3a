"""Documents of Word and OpenDocument made from the same few lines, or from XML of our own."""

import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
WORD_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OPEN_NAMES = (
    " ".join(
        f'xmlns:{short}="{OASIS}{name}:1.0"'
        for short, name in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
            *(("draw", "drawing"), ("fo", "xsl-fo-compatible")),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMED = {  # the styles of a Dutch Word, by what Word itself calls them
    **{f"Kop{level}": (f"heading {level}", "<w:rPr><w:b/></w:rPr>") for level in (1, 2, 3)},
    "Standaard": ("Normal", ""),
    "Titel": ("Title", '<w:rPr><w:sz w:val="56"/></w:rPr>'),
    "Lijst": ("List Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    "Inhopg1": ("toc 1", ""),
}
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{look}</w:style>'
    for key, (name, look) in NAMED.items()
)
OPEN_NAMED = {
    "Vet": ("text", 'fo:font-weight="bold"'),
    "Schuin": ("text", 'fo:font-style="italic"'),
    "Weg": ("text", 'text:display="none"'),
    "Titel": ("paragraph", 'fo:font-size="28pt"'),
    "Sterk": ("paragraph", 'fo:font-weight="bold"'),
}
OPEN_STYLES = "".join(
    f'<style:style style:name="{key}" style:family="{family}"><style:text-properties {look}/>'
    "</style:style>"
    for key, (family, look) in OPEN_NAMED.items()
)
OPEN_STYLES += (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Sterk"/>'
)


def word(body: str, *, styles: str = STYLES, parts: dict | None = None, strict: bool = False):
    """A Word document with this XML as its body, and other parts by their names."""
    files = {
        "[Content_Types].xml": "<Types><Override"
        f' PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": '<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {WORD_NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {WORD_NAMES}>{styles}</w:styles>",
        **(parts or {}),
    }
    if strict:
        files = {name: text.replace(W, STRICT) for name, text in files.items()}
    return _packed(files)


def open_document(body: str):
    """An OpenDocument text with this XML as its text."""
    return _packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {OPEN_NAMES}><office:automatic-styles>"
            f"{OPEN_STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )


def _packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


# --- Lines ----------------------------------------------------------------------------------------
# `# ` to `### ` is a heading by its style, `= ` the title, `* ` bold, `/ ` italic, `- ` a point of
# a list; `~ ` is a line of a table of contents. `\t` and `\n` are themselves. A list of
# lists is a table of such lines. Anything else is text.

MARKS = ("### ", "## ", "# ", "= ", "* ", "/ ", "- ", "~ ")
WORD_STYLES = {"# ": "Kop1", "## ": "Kop2", "### ": "Kop3", "= ": "Titel", "- ": "Lijst"}
WORD_STYLES["~ "] = "Inhopg1"


def _parted(line: str) -> tuple[str, str]:
    mark = next((mark for mark in MARKS if line.startswith(mark)), "")
    return mark, line.removeprefix(mark)


def in_word(lines: list) -> bytes:
    """These lines as a Word document."""
    return word("".join(map(_word, lines)))


def _word(line) -> str:
    if isinstance(line, list):
        rows = "".join(f"<w:tr>{''.join(map(_word_cell, row))}</w:tr>" for row in line)
        return f"<w:tbl>{rows}</w:tbl>"
    mark, text = _parted(line)
    style = f'<w:pPr><w:pStyle w:val="{WORD_STYLES[mark]}"/></w:pPr>' if mark in WORD_STYLES else ""
    letters = {"* ": "<w:rPr><w:b/></w:rPr>", "/ ": "<w:rPr><w:i/></w:rPr>"}.get(mark, "")
    return f"<w:p>{style}<w:r>{letters}{_word_text(text)}</w:r></w:p>"


def _word_text(text: str) -> str:
    text = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _word_cell(cell) -> str:
    return f"<w:tc>{''.join(map(_word, cell if isinstance(cell, tuple) else (cell,)))}</w:tc>"


def in_open_document(lines: list) -> bytes:
    """These lines as an OpenDocument text."""
    return open_document("".join(map(_open, lines)))


def _open(line) -> str:
    if isinstance(line, list):
        rows = "".join(
            f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in line
        )
        return f"<table:table>{rows}</table:table>"
    mark, text = _parted(line)
    text = escape(text).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    if mark in ("# ", "## ", "### "):
        return f'<text:h text:outline-level="{len(mark) - 1}">{text}</text:h>'
    if mark == "~ ":
        index = f"<text:index-body><text:p>{text}</text:p></text:index-body>"
        return f"<text:table-of-content>{index}</text:table-of-content>"
    if style := {"* ": "Vet", "/ ": "Schuin"}.get(mark):
        text = f'<text:span text:style-name="{style}">{text}</text:span>'
    paragraph = (
        f"<text:p{' text:style-name=' + chr(34) + 'Titel' + chr(34) if mark == '= ' else ''}>"
    )
    paragraph += f"{text}</text:p>"
    if mark == "- ":
        return f"<text:list><text:list-item>{paragraph}</text:list-item></text:list>"
    return paragraph


def _open_cell(cell) -> str:
    lines = cell if isinstance(cell, tuple) else (cell,)
    return f"<table:table-cell>{''.join(map(_open, lines))}</table:table-cell>"
