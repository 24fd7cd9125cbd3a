"""References for a reference manager: RIS and BibTeX, small and by the book.

RIS: the tags of Research Information Systems, each line `TY  - ELEC`. BibTeX: `@misc` with a `url`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from elements import dates
from elements.authors import Author, authors_of
from interventions.models import Intervention
from interventions.sheet.document import in_order, sources_of
from interventions.sheet.permanent import permanent
from interventions.showing.citation import NAME

SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Not `\{`: BibTeX counts that brace too, and one alone would swallow what follows.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)

AND = re.compile(r"\band\b", re.IGNORECASE)  # parts two names


@dataclass(frozen=True)
class Reference:
    """Something to refer to; `date` is a partial date, empty when it is unknown.

    `permanent` is the address of an intervention of ours that outlives every version.
    """

    key: str
    title: str
    authors: list[Author]
    publisher: str
    date: str
    url: str
    permanent: str = ""


def references(rows: Iterable[tuple[Intervention, int | None]]) -> Iterator[Reference]:
    """Each intervention at the fixed address of its version, and every source, once."""
    seen = set()
    who = settings.PUBLISHER["name"] or NAME
    for row, version in rows:
        yield Reference(
            key=f"werkzame-elementen-{row.slug}",
            title=f"{row.name} (versie {version})" if version else row.name,
            authors=[Author(who, is_organisation=True)],
            publisher=NAME if who != NAME else "",
            date=str(dates.day_of(row.revised_at)),
            url=f"{settings.PUBLIC_URL}{_address(row, version)}",
            permanent=permanent("intervention", row.slug),
        )
        for source in in_order(sources_of(row)):
            if source.pk not in seen:
                seen.add(source.pk)
                yield Reference(
                    key=source.slug,
                    title=source.title,
                    authors=authors_of(source.authors),
                    publisher=source.publisher,
                    date=source.date,
                    url=source.url,
                )


def _address(row: Intervention, version: int | None) -> str:
    if version:
        return reverse("public:intervention-version", args=[row.slug, version])
    return reverse("public:intervention-detail", args=[row.slug])


def ris_lines(found: Iterable[Reference]) -> Iterator[str]:
    for row in found:
        fields = [
            ("TY", "ELEC"),
            ("ID", row.key),
            ("TI", row.title),
            *(("AU", author.cited) for author in row.authors),
            ("PB", row.publisher),
            ("PY", row.date[:4]),
            ("DA", f"{row.date.replace('-', '/')}/" if len(row.date) > 4 else ""),
            ("UR", row.url),
            ("AN", row.permanent),
        ]
        lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value]
        yield "".join([*lines, "ER  - \r\n\r\n"])


def bib_lines(found: Iterable[Reference]) -> Iterator[str]:
    for row in found:
        year, month = row.date[:4], row.date[5:7].lstrip("0")
        fields = [
            ("title", f"{{{_escaped(row.title)}}}"),
            ("author", " and ".join(map(_in_bibtex, row.authors))),
            ("publisher", _escaped(row.publisher)),
            ("year", year),
            ("month", month),
            ("url", _one_line(row.url).replace("{", "%7B").replace("}", "%7D")),
            ("note", _escaped(f"Blijvend adres: {row.permanent}") if row.permanent else ""),
        ]
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
        yield f"@misc{{{row.key},\n{''.join(lines)}}}\n\n"


def _in_bibtex(author: Author) -> str:
    """`van der Lans, Jos`. Between braces BibTeX takes a text as one name, commas and all."""
    if author.is_organisation:
        return f"{{{_escaped(author.family)}}}"
    return ", ".join(_whole(part) for part in (author.family, author.given) if part)


def _whole(text: str) -> str:
    escaped = _escaped(text)
    return f"{{{escaped}}}" if "," in text or AND.search(text) else escaped


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _one_line(text).translate(SPECIAL)
