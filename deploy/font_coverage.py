"""Write down which letters each font of the PDFs has, as ranges of code points: a line per family.

They are asked in the order of the lines. A letter of a family has to be in each of its weights.

Usage, with `fonttools` installed:

    python deploy/font_coverage.py interventions/public/summaries/typst/fonts
"""

import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

LAST = ("Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Emoji")


def main(folder: Path) -> None:
    families: dict[str, set[int]] = {}
    for path in sorted(folder.rglob("*.ttf")):
        font = TTFont(path)
        family = font["name"].getBestFamilyName()
        points = {point for point in font.getBestCmap() if point >= ord(" ")}
        families[family] = families.get(family, points) & points
    names = sorted(families, key=lambda name: (name in LAST, "Noto" in name, name))
    lines = [f"{name}: {' '.join(ranges(families[name]))}" for name in names]
    (folder / "coverage.txt").write_text("\n".join(lines) + "\n")


def ranges(points: Iterable[int]) -> Iterable[str]:
    for _, run in groupby(enumerate(sorted(points)), key=lambda pair: pair[1] - pair[0]):
        found = [point for _, point in run]
        yield f"{found[0]:X}-{found[-1]:X}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
