"""Make the word lists of the search from OpenTaal's: folded, in the order of their bytes.

Usage: install Debian's package `wdutch`, then, as a module so that the folding is the search's own:

    python -m deploy.word_list /usr/share/dict/dutch interventions/finding/search/opentaal
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from elements.text import fold

PART = re.compile(r"[0-9a-z]+(?:'[0-9a-z]+)*")


def parts(lines: Iterable[str]) -> set[str]:
    """The folded words of these entries; an apostrophe within one stays."""
    return {part for line in lines for part in PART.findall(fold(line))}


def write(file: Path, words: set[str]) -> None:
    file.write_text("\n".join(["", *sorted(words), ""]), encoding="ascii")


def main(source: Path, folder: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()
    words = parts(line for line in lines if line[:1].islower())
    write(folder / "words.txt", words)
    write(folder / "names.txt", parts(line for line in lines if not line[:1].islower()) - words)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
