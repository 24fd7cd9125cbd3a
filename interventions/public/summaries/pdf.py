"""A summary as a tagged PDF (PDF/UA-1), laid out by Typst from data alone."""

import datetime
import json
import re
import tempfile
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import cast

import typst
from django.conf import settings

from interventions.public.summaries.blocks import Section, Summary
from interventions.public.summaries.letters import families, shown
from interventions.public.summaries.places import AT_ONCE, place
from interventions.public.summaries.printed import printed
from interventions.showing.citation import NAME

HERE = Path(__file__).resolve().parent / "typst"
TEMPLATE = (HERE / "summary.typ").read_bytes()
SCALES = (0.95, 0.9, 0.86, 0.82)  # 8 points at the least
PAGE = re.compile(rb"/Type\s*/Page\b")


def summary_pdf(summary: Summary, *, day: datetime.date, smallest: float = 0.82) -> bytes:
    """One summary as a PDF, set smaller by steps when that makes it one page. Raises Busy.

    When it is too long for that, it is set as it reads best.
    """
    data: dict = {"opening": summary.as_data(), "parts": [], "title": summary.title}
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
        return _compiled({**data, "scale": 1}, day, number)


def _compiled(data: dict, day: datetime.date, number: int) -> bytes:
    shared = {
        "scales": [1, *SCALES],
        "site": NAME,
        "document": {
            "title": shown(data["title"]),
            "author": shown(settings.PUBLISHER["name"] or NAME),
        },
        "fonts": families(),
        "footer": f"Teksten: {settings.PUBLISHER['licence_name']}.",
        "date": {"year": day.year, "month": day.month, "day": day.day},
    }
    made = _compiler(number).compile(
        input=TEMPLATE,
        format="pdf",
        sys_inputs={"data": json.dumps({**printed(data), **shared})},
        pdf_standards=["ua-1"],
        timestamp=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
    )
    return cast(bytes, made)  # without an `output`, and a PDF is one file


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
