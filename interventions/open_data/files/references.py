"""References for a reference manager: RIS and BibTeX, small and by the book.

RIS: the tags of Research Information Systems, each line `TY  - ELEC`. BibTeX: `@misc` with a `url`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from elements import dates
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


@dataclass(frozen=True)
class Reference:
    """Something to refer to; `date` is a partial date, empty when it is unknown."""

    key: str
    title: str
    author: str
    publisher: str
    date: str
    url: str


def references(documents: Iterable[dict]) -> Iterator[Reference]:
    """Each intervention at the fixed address of its version, and every source, once."""
    seen = set()
    who = settings.PUBLISHER["name"] or NAME
    for document in documents:
        yield Reference(
            key=f"werkzame-elementen-{document['slug']}",
            title=_version(document),
            author=who,
            publisher=NAME if who != NAME else "",
            date=str(dates.day_of(datetime.fromisoformat(document["gewijzigdOp"]))),
            url=f"{settings.PUBLIC_URL}{_address(document)}",
        )
        for source in document["bronnen"]:
            if source["id"] not in seen:
                seen.add(source["id"])
                yield Reference(
                    key=source["id"],
                    title=source["titel"],
                    author=source["auteur"] or "",
                    publisher=source["uitgever"] or "",
                    date=source["datum"] or "",
                    url=source["url"] or "",
                )


def _version(document: dict) -> str:
    return (
        f"{document['naam']} (versie {document['versie']})"
        if document["versie"]
        else document["naam"]
    )


def _address(document: dict) -> str:
    if document["versie"]:
        return reverse("public:intervention-version", args=[document["slug"], document["versie"]])
    return reverse("public:intervention-detail", args=[document["slug"]])


def ris_lines(found: Iterable[Reference]) -> Iterator[str]:
    for row in found:
        fields = [
            ("TY", "ELEC"),
            ("ID", row.key),
            ("TI", row.title),
            ("AU", row.author),
            ("PB", row.publisher),
            ("PY", row.date[:4]),
            ("DA", f"{row.date.replace('-', '/')}/" if len(row.date) > 4 else ""),
            ("UR", row.url),
        ]
        lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value]
        yield "".join([*lines, "ER  - \r\n\r\n"])


def bib_lines(found: Iterable[Reference]) -> Iterator[str]:
    for row in found:
        year, month = row.date[:4], row.date[5:7].lstrip("0")
        fields = [
            ("title", f"{{{_escaped(row.title)}}}"),
            ("author", f"{{{_escaped(row.author)}}}" if row.author else ""),
            ("publisher", _escaped(row.publisher)),
            ("year", year),
            ("month", month),
            ("url", _one_line(row.url).replace("{", "%7B").replace("}", "%7D")),
        ]
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
        yield f"@misc{{{row.key},\n{''.join(lines)}}}\n\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _one_line(text).translate(SPECIAL)
