"""A summary as a tagged PDF (PDF/UA-1), laid out by Typst from data alone."""

import datetime
import json
import re
import tempfile
import unicodedata
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import cast

import typst
from django.conf import settings

from interventions.public.summaries.blocks import Section, Summary
from interventions.public.summaries.places import AT_ONCE, place
from interventions.showing.citation import NAME

HERE = Path(__file__).resolve().parent / "typst"
TEMPLATE = (HERE / "summary.typ").read_bytes()
SCALES = (0.95, 0.9, 0.86, 0.82)  # 8 points at the least
PAGE = re.compile(rb"/Type\s*/Page\b")
VARIATIONS = range(0xFE00, 0xFE10)  # of the sign before it, such as 'in colour'


def summary_pdf(summary: Summary, *, day: datetime.date, smallest: float = 0.82) -> bytes:
    """One summary as a PDF, set smaller by steps when that makes it one page. Raises Busy.

    When it is too long for that, it is set as it reads best.
    """
    data = {"opening": summary.as_data(), "parts": [], "title": summary.title}
    with place() as number:
        first = made = _compiled({**data, "scale": 1}, day, number)
        for scale in SCALES:
            if len(PAGE.findall(made)) == 1 or scale < smallest:
                break
            made = _compiled({**data, "scale": scale}, day, number)
    return made if len(PAGE.findall(made)) == 1 else first


def dossier_pdf(
    opening: Summary,
    parts: list[Summary],
    after: list[Section],
    closing: Summary,
    *,
    day: datetime.date,
) -> bytes:
    """A dossier as a PDF: the opening with contents, a page for each part, what they share."""
    data = {
        "title": opening.title,
        "opening": opening.as_data(),
        "parts": [part.as_data() for part in parts],
        "after": [asdict(one) for one in after],
        "closing": closing.as_data(),
    }
    with place() as number:
        return _compiled({**data, "scale": 1, "scales": [1, *SCALES]}, day, number)


def _compiled(data: dict, day: datetime.date, number: int) -> bytes:
    shared = {
        "site": NAME,
        "author": settings.PUBLISHER["name"] or NAME,
        "footer": f"Teksten: {settings.PUBLISHER['licence_name']}.",
        "date": {"year": day.year, "month": day.month, "day": day.day},
    }
    made = _compiler(number).compile(
        input=TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps(_printable({**data, **shared}))},
        pdf_standards=["ua-1"],
        timestamp=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
    )
    return cast(bytes, made)  # without an `output`, and a PDF is one file


def _printable(data):
    """The data with a question mark for what the font cannot show: PDF/UA-1 refuses it."""
    if isinstance(data, str):
        return data.translate(_Letters()) if not data.isascii() or not data.isprintable() else data
    if isinstance(data, list | tuple):
        return [_printable(one) for one in data]
    if isinstance(data, dict):
        return {key: _printable(one) for key, one in data.items()}
    return data


class _Letters:
    """For `str.translate`: letters of the font stay, white space becomes a space, and what shows
    nothing by itself (a joiner, a direction) goes.
    """

    def __getitem__(self, point: int) -> int | str:
        if point in _coverage():
            return point
        if chr(point).isspace():
            return " "
        return "" if unicodedata.category(chr(point)) == "Cf" or point in VARIATIONS else "?"


@lru_cache(maxsize=1)
def _coverage() -> frozenset[int]:
    """The code points that the font has: made by `deploy/font_coverage.py`."""
    lines = (HERE / "fonts" / "coverage.txt").read_text().split()
    ends = ([int(end, 16) for end in line.split("-")] for line in lines)
    return frozenset(point for first, last in ends for point in range(first, last + 1))


@lru_cache(maxsize=AT_ONCE)
def _compiler(number: int) -> typst.Compiler:
    """That of a place: two threads cannot share one. Keeps the fonts. Its root and its packages are
    an empty folder: there is nothing to read.
    """
    empty = tempfile.mkdtemp(prefix="typst-")
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(HERE / "fonts")],
    )
    return typst.Compiler(
        root=empty, font_paths=fonts, package_path=empty, package_cache_path=empty
    )
