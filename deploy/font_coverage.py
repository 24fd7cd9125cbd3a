"""Write down which letters the fonts of the PDFs have, as ranges of code points.

Usage, with `fonttools` installed:

    python deploy/font_coverage.py interventions/public/summaries/typst/fonts
"""

import sys
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont


def main(folder: Path) -> None:
    fonts = [TTFont(path).getBestCmap().keys() for path in sorted(folder.glob("*.ttf"))]
    common = sorted(set.intersection(*map(set, fonts)))
    runs = [
        [point for _, point in run]
        for _, run in groupby(enumerate(common), key=lambda pair: pair[1] - pair[0])
    ]
    lines = [f"{run[0]:X}-{run[-1]:X}" for run in runs]
    (folder / "coverage.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
