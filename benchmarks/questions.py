"""How many of the questions of visitors the search answers, on a base with the launch content.

    python -m benchmarks.questions [FILE]

A question is answered when all that must be among the first five are, nothing shows that must not,
and the page names the fact that it is about. Says which are not, and how many are.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.test import Client

FILE = Path(__file__).parent / "questions.txt"
FIRST = 5
CODE = re.compile(r"([A-Z]{3,4}) ([a-z-]+)")
CARD = re.compile(r'id="kaart-([a-z0-9-]+)"')
FACT = re.compile(r'id="feit-(\w+)"')


@dataclass(frozen=True)
class Asked:
    """One line of the file: slugs, and the key of a fact."""

    question: str
    first: tuple[str, ...]
    never: tuple[str, ...]
    fact: str


def read(file: Path = FILE) -> Iterator[Asked]:
    lines = file.read_text().splitlines()
    slugs = dict(CODE.findall("\n".join(line for line in lines if line.startswith("#"))))
    for line in lines:
        if line and not line.startswith("#"):
            question, first, never, fact = (part.strip() for part in line.split("|"))
            must, must_not = (
                tuple(slugs[code] for code in codes.split()) for codes in (first, never)
            )
            yield Asked(question, must, must_not, fact)


def missing(asked: Asked) -> str:
    """What is wrong with the answer that a visitor gets; nothing when it is right."""
    response = Client().get("/interventies/", {"q": asked.question}, headers={"host": "localhost"})
    page = response.content.decode()
    shown = CARD.findall(page)
    wrong = [
        *(f"{slug} not among the first" for slug in asked.first if slug not in shown[:FIRST]),
        *(f"{slug} shown" for slug in asked.never if slug in shown),
    ]
    if asked.fact and asked.fact not in FACT.findall(page):
        wrong.append(f"the fact {asked.fact} not named")
    return f"{', '.join(wrong)} ({' '.join(shown) or 'nothing'})" if wrong else ""


def main(file: Path = FILE) -> None:
    asked = list(read(file))
    wrong = {one.question: said for one in asked if (said := missing(one))}
    for question, said in wrong.items():
        print(f"{question}: {said}")  # noqa: T201 - what it is for
    print(f"{len(asked) - len(wrong)} of {len(asked)} answered")  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(*map(Path, sys.argv[1:]))
