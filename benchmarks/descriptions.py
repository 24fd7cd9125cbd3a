"""How much of description sheets is read rightly, on a base with the launch content.

    python -m benchmarks.descriptions FOLDER

FOLDER holds documents, each with a JSON file that says what should be found: `file`, `title`,
`organisation`, `website`, `date`, `contact`, `fields`, `elements`, `never_public`, and `result` for
a file that cannot be read. A passage is right when its first and last letters are, and in a PDF its
pages. What was missed is printed with what was expected and what was found; then a table. Without
FOLDER: how the labelled sentences of the tests are understood.
"""

import csv
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from elements.text import fold

SENTENCES = Path(__file__).parent.parent / "tests/intake/descriptions/sentences.tsv"
SUGGEST = "interventions.intake.descriptions.suggesting.suggest"  # once the site is set up
READABLE = "leesbaar"
NONE = "geen"
PLAIN = ("title", "organisation", "website", "date")
OF_CONTACT = ("name", "email", "phone")
COLUMNS = ("facts", "sentences", "rightly", "wrongly", "missed", "leaks", "seconds")


@dataclass
class Told:
    """What came of one document, in counts, and what was amiss, in sentences."""

    counts: Counter = field(default_factory=Counter)
    seconds: float = 0.0
    amiss: list[str] = field(default_factory=list)

    def check(self, kind: str, what: str, expected: Any, found: Any, *, right: bool) -> None:
        self.counts[f"{kind} asked"] += 1
        self.counts[kind] += right
        if not right:
            self.amiss.append(f"{what}: expected {expected!r}, found {found!r}")


def letters(text: Any) -> str:
    """The letters and digits only, folded: what two texts are compared by."""
    return "".join(sign for sign in fold(str(text or "")) if sign.isalnum())


# --- One document ---------------------------------------------------------------------------------


def told_of(expected: dict[str, Any], found: dict[str, Any]) -> Told:
    told = Told()
    for key in PLAIN:
        right = letters(found[key]) == letters(expected.get(key))
        told.check("facts", key, expected.get(key), found[key], right=right)
    contact = expected.get("contact") or {}
    for key in OF_CONTACT:
        said = (found["contact"] or {}).get(key, "")
        told.check(
            "facts",
            f"contact {key}",
            contact.get(key, ""),
            said,
            right=letters(said) == letters(contact.get(key)),
        )
    for key, place in expected["fields"].items():
        _check_field(told, key, place, found["fields"].get(key))
    _check_elements(told, expected["elements"], found["elements"])
    _check_leaks(told, expected, found)
    return told


def _check_field(told: Told, key: str, expected: dict | None, found: dict | None) -> None:
    if expected is None or found is None:
        said = found and found["text"][:60]
        told.check("facts", key, expected, said, right=expected is found)
        return
    text = letters(found["text"])
    if "value" in expected:  # of the owner
        told.check(
            "facts", key, expected["value"], found["text"], right=text == letters(expected["value"])
        )
        return
    begins = text.startswith(letters(expected["first60"]))
    ends = text.endswith(letters(expected["last60"]))
    pages = all(
        found[name] == expected[name] for name in ("page_first", "page_last") if name in expected
    )
    asked = {name: expected.get(name) for name in ("first60", "last60", "page_first", "page_last")}
    said = {
        "first60": found["text"][:60],
        "last60": found["text"][-60:],
        "page_first": found["page_first"],
        "page_last": found["page_last"],
    }
    told.check("facts", key, asked, said, right=begins and ends and pages)


def _check_elements(told: Told, expected: list[dict], found: list[dict]) -> None:
    left = {letters(one["text"]): one for one in found}
    for one in expected:
        got = left.pop(letters(one["text"]), None)
        right = got is not None and ("page" not in one or one["page"] == got["page"])
        told.check("sentences", "sentence", one["text"], got, right=right)
        if got is not None:
            _judge(told, one["text"], one["slug"], got["slug"])
    for one in left.values():
        told.counts["too many"] += 1
        told.amiss.append(f"sentence too many: {one['text']!r}")


def _judge(told: Told, text: str, wanted: str | None, got: str | None) -> None:
    """Count a suggestion. Nothing said where there was nothing to say is no count."""
    if wanted == got:
        told.counts["rightly"] += wanted is not None
        return
    told.counts["wrongly"] += got is not None
    told.counts["missed"] += wanted is not None
    told.amiss.append(f"element of {text!r}: expected {wanted}, suggested {got}")


def _check_leaks(told: Told, expected: dict[str, Any], found: dict[str, Any]) -> None:
    """Private texts in what may become public: everything but the contact."""
    public = {key: value for key, value in found.items() if key != "contact"}
    text = json.dumps(public, ensure_ascii=False)
    for private in expected.get("never_public", {}).get("strict", ()):
        if private in text or (len(letters(private)) > 6 and letters(private) in letters(text)):
            told.counts["leaks"] += 1
            told.amiss.append(f"LEAK: {private!r}")


def read(file: Path, expected: dict[str, Any]) -> Told:
    """What came of reading a document, which may rightly be refused."""
    start, printed = time.monotonic(), StringIO()
    with suppress(CommandError):
        call_command("read_description", file, "--json", stdout=printed)
    seconds = time.monotonic() - start
    found = json.loads(printed.getvalue())
    wanted = expected.get("result", READABLE) == READABLE
    if wanted and found["result"] == READABLE:
        told = told_of(expected, found)
    else:
        told = Told()
        right = wanted == (found["result"] == READABLE)
        told.check("facts", "result", expected.get("result"), found["reason"], right=right)
    told.seconds = seconds
    return told


# --- All of them ----------------------------------------------------------------------------------


def documents(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for sheet in sorted(folder.glob("*.json")):
        expected = json.loads(sheet.read_text())
        yield folder / expected["file"], expected


def row_of(name: str, told: Told) -> str:
    counts = told.counts
    cells = (
        f"{counts['facts']}/{counts['facts asked']}",
        f"{counts['sentences']}/{counts['sentences asked']}+{counts['too many']}",
        *(str(counts[key]) for key in COLUMNS[2:6]),
        f"{told.seconds:.1f}",
    )
    return f"{name[:44]:44}" + "".join(f"{cell:>11}" for cell in cells)


def summed(all_told: Sequence[Told]) -> Told:
    total = Told()
    for told in all_told:
        total.counts.update(told.counts)
        total.seconds += told.seconds
    return total


def rates(counts: Counter) -> str:
    right, wrong, missed = (counts[key] for key in ("rightly", "wrongly", "missed"))
    shares = right / max(right + wrong, 1), right / max(right + missed, 1)
    return f"precision {shares[0]:.2f}, recall {shares[1]:.2f}"


def labelled(part: str) -> Told:
    """The sentences of a part of the file of the tests: 'leren', tuned on, or 'toets', not."""
    suggest = import_string(SUGGEST)
    with SENTENCES.open(newline="") as opened:
        rows = [row for row in csv.DictReader(opened, delimiter="\t") if row["deel"] == part]
    told = Told()
    for row, said in zip(rows, suggest([row["zin"] for row in rows]), strict=True):
        wanted = None if row["element"] == NONE else row["element"]
        _judge(told, row["zin"], wanted, said.element.slug if said.element else None)
    return told


def report(folder: Path) -> Iterator[str]:
    """What was missed, document by document, and the table."""
    all_told = {}
    for file, expected in documents(folder):
        all_told[file.name] = told = read(file, expected)
        yield from (file.name, *(f"  {line}" for line in told.amiss))
    yield f"\n{'':44}" + "".join(f"{column:>11}" for column in COLUMNS)
    total = summed(list(all_told.values()))
    for name, told in (*all_told.items(), ("in all", total)):
        yield row_of(name, told)
    share = total.counts["facts"] / max(total.counts["facts asked"], 1)
    yield f"facts {share:.1%}; suggestions: {rates(total.counts)}"


def report_of_sentences() -> Iterator[str]:
    for part in ("leren", "toets"):
        counts = labelled(part).counts
        yield f"{part}: {dict(counts)}, {rates(counts)}"


def main(folder: Path | None = None) -> None:
    for line in report(folder) if folder else report_of_sentences():
        print(line, flush=True)  # noqa: T201 - what it is for


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(*map(Path, sys.argv[1:]))
