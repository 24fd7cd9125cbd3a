"""PDFs drawn letter by letter, as odd as a test wants them: where each line stands is given."""

import zlib
from collections.abc import Sequence

FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Symbol")
PLAIN, BOLD, ITALIC, SYMBOL = 1, 2, 3, 4
Words = tuple[int, float, float, float, str]  # font, size, x, y and what is written
IMAGE = (
    b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
    b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
)


def column(lines: str, x: float, y: float, *, font: int = PLAIN, size: float = 10) -> list[Words]:
    """Lines below one another, each after a `|`."""
    return [(font, size, x, y - 1.3 * size * at, text) for at, text in enumerate(lines.split("|"))]


def drawn(
    pages: Sequence[Sequence[Words]], *, catalog: bytes = b"", picture: bool = False
) -> bytes:
    """A PDF with these pages in the order of the stream; `picture` fills each page with one."""
    objects: list[bytes] = []

    def add(content: bytes) -> int:
        objects.append(content)
        return len(objects)

    encoding = "/Encoding/WinAnsiEncoding"
    fonts = [
        add(f"<</Type/Font/Subtype/Type1/BaseFont/{font}{encoding * (font != 'Symbol')}>>".encode())
        for font in FONTS
    ]
    grey = zlib.compress(bytes(range(64)))
    image = add(IMAGE % (len(grey), grey))
    named = b"".join(b"/F%d %d 0 R" % pair for pair in enumerate(fonts, 1))
    parent = len(objects) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        said = b"q 595 0 0 842 0 0 cm /I1 Do Q\n" * picture + b"\n".join(map(_said, page))
        content = add(b"<</Length %d>>stream\n%s\nendstream" % (len(said), said))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                b"/Resources<</Font<<%s>>/XObject<</I1 %d 0 R>>>>>>"
                % (parent, content, named, image)
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed))
    root = add(b"<</Type/Catalog/Pages %d 0 R%s>>" % (parent, catalog))
    return _written(objects, root)


def _said(words: Words) -> bytes:
    font, size, x, y, text = words
    said = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F%d %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET" % (font, size, x, y, said)


def _written(objects: list[bytes], root: int) -> bytes:
    out, places = b"%PDF-1.7\n", []
    parts = [out]
    at = len(out)
    for number, content in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    parts.append(b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, root, at))
    return b"".join(parts)
