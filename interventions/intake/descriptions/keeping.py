"""Keeping a description sheet that was read: what it says, and apart from that who it names.

It becomes a source once its passages are set beside a text (`proposing`).
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from elements import dates
from elements.models import Source
from elements.names import guessed
from elements.text import fold, one_line, without_controls
from interventions.models import DescriptionSheet, SheetFile, Submission

PRIVATE = ("contact", "organisation_contact", "personal")  # of what a reader gives
FORMS = {"A": "Werkblad beschrijving interventie", "B": "Methodebeschrijving"}
READ = "volledig"
# What stands before a name, and between those who wrote and those who helped.
TITLE = re.compile(
    r"\b(?:auteurs?:|drs\.|dr\.|prof\.|ir\.|mr\.|dhr\.|mw\.|mevr\.|de heer |mevrouw ) ?",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r",? (?:in samenwerking met|met medewerking van|in opdracht van|m\.m\.v\.|mmv) ", re.IGNORECASE
)


def keep(
    found: Mapping[str, Any],
    data: bytes,
    *,
    name: str,
    by=None,
    submission: Submission | None = None,
) -> DescriptionSheet:
    """The sheet, with its file and the people it names in a row apart.

    `found` is what `read_description` gave of `data`.
    """
    told = _clean(found)
    with transaction.atomic():
        sheet = DescriptionSheet.objects.create(
            file_name=one_line(name)[-200:] or "zonder naam",
            digest=digest_of(data),
            found={key: value for key, value in told.items() if key not in PRIVATE},
            read_by=by,
            submission=submission,
        )
        SheetFile.objects.create(
            sheet=sheet,
            data=data,
            contact={**told["contact"], "organisation": told["organisation_contact"]},
            personal=told["personal"],
        )
    return sheet


def known_file(data: bytes) -> DescriptionSheet | None:
    """The sheet that this very file was read as before, where the desk knows of it."""
    return DescriptionSheet.objects.at_the_desk().filter(digest=digest_of(data)).last()


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def source_of(found: Mapping[str, Any]) -> Source:
    """The document as a source: the one that is there with this title, authors and date, or a new
    one. No address: it stands nowhere that a reader can go.
    """
    title, publisher = title_of(found), one_line(found["organisation"])[:200]
    same = {
        "title": title,
        "authors": _authors(found["authors"], publisher),
        "date": found["date"] if dates.PARTIAL.fullmatch(found["date"]) else "",
        "kind": Source.Kind.METHOD,
    }
    if known := Source.objects.filter(**same).first():
        return known
    slug = f"{slugify(title)[:60].strip('-_') or 'werkblad'}-{secrets.token_hex(4)}"
    return Source.objects.create(slug=slug, publisher=publisher, seen=READ, **same)


def title_of(found: Mapping[str, Any]) -> str:
    """What the document is called, with the kind of form before it where that says more."""
    form, title = FORMS.get(found["form"], ""), one_line(found["title"])
    if form and not fold(title).startswith(fold(form)):
        title = f"{form}: {title}" if title else form
    return title[:300] or FORMS["A"]


def _authors(text: str, publisher: str) -> str:
    """As `elements.authors` stores them, without titles; those that fit."""
    most = Source._meta.get_field("authors").max_length
    pieces = TOGETHER.split(TITLE.sub("", one_line(text)))
    lines = ""
    for author in (author for piece in pieces for author in guessed(piece, publisher)):
        if len(longer := f"{lines}\n{author.line}".strip()) > (most or 0):
            break
        lines = longer
    return lines


def _clean(value: Any) -> Any:
    """Plain data with no sign that a database refuses."""
    if isinstance(value, str):
        return without_controls(value.replace("\x00", ""))
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list) else value
