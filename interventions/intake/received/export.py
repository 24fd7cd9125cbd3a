"""The JSON export of another installation of this software, in: plain data, of which only the
outline is known to be right.
"""

import json
import re
from math import isfinite
from typing import NoReturn

from interventions.intake.received.limits import Limits, Refused, check_rows

FORM = 1  # the only one that there is
START = re.compile(rb'\A\s*+(?:\{\s*+["}]|\[\s*+[\[{\]])')
MOST_NAMES, LONGEST, DEEPEST = 20_000, 300, 12
NEW_EXPORT = "Vraag de andere site om een nieuwe export: /export/interventies.json."
OTHER = f"Dit is JSON, maar geen export van interventies. {NEW_EXPORT}"
DEEP = f"Dit JSON-bestand zit te diep in elkaar. {NEW_EXPORT}"


def is_json(data: bytes) -> bool:
    """Whether the file begins as JSON does, and no heading of a list does."""
    return bool(START.match(data[:200].removeprefix(b"\xef\xbb\xbf")))


def read_export(name: str, data: bytes, limits: Limits) -> dict:
    """What `Table` holds, with the documents apart from the cells. Raises Refused."""
    found = _parsed(data)
    rows = found.get("interventies") if isinstance(found, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused(OTHER)
    form = found.get("vorm", FORM)
    if type(form) is not int or form != FORM:
        raise Refused(
            f"Deze export heeft een vorm die wij niet kennen. Wij lezen vorm {FORM}. "
            "De andere site heeft een andere versie van deze software."
        )
    if not rows:
        raise Refused("In deze export staan geen interventies.")
    check_rows(len(rows), 0, limits)
    return {
        "name": name,
        "headings": [],
        "rows": [],
        "export": {"site": _site(found), "names": _names(found), "documents": rows},
    }


def _parsed(data: bytes):
    try:
        text = data.decode("utf-8-sig")
        if "\0" in text or "\\u0000" in text:
            raise Refused(f"In dit bestand staan NUL-tekens. {NEW_EXPORT}")
        found = json.loads(text, parse_constant=_refuse, parse_float=_number)
        _check_depth(found)
        json.dumps(found, ensure_ascii=False).encode()  # half a sign is no text
        return found
    except RecursionError as error:
        raise Refused(DEEP) from error
    except ValueError as error:  # no UTF-8, no JSON, or a number of thousands of figures
        raise Refused(f"Dit bestand is geen goede JSON. {NEW_EXPORT}") from error


def _check_depth(found) -> None:
    """Raises Refused for what is deeper than any document: a database or a page may stop at it."""
    level, depth = [found], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Refused(DEEP)
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [each for one in inner for each in one if isinstance(each, dict | list)]


def _number(text: str) -> float:
    """Not what is too large for any number: no database holds that."""
    number = float(text)
    return number if isfinite(number) else _refuse(text)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _site(found: dict) -> str:
    """Whose export it is; empty in one of before the file said so."""
    site = found.get("site", "")
    if not isinstance(site, str) or len(site) > 200:
        raise Refused(OTHER)
    return site.strip().rstrip("/")


def _names(found: dict) -> dict[str, dict[str, str]]:
    """The names of words by slug, of each list: what is no name is passed over."""
    lists = found.get("namen", {})
    if not isinstance(lists, dict):
        raise Refused(OTHER)
    return {
        key: {
            slug: name
            for slug, name in [*words.items()][:MOST_NAMES]
            if isinstance(name, str) and len(name) <= LONGEST
        }
        for key, words in lists.items()
        if isinstance(words, dict)
    }
