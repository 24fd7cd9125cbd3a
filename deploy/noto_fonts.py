"""Make the subsets of Noto that the PDFs print other scripts, signs and emoji with.

Usage, with `fonttools[woff]` installed; afterwards run `font_coverage.py`:

    python deploy/noto_fonts.py <folder> interventions/public/summaries/typst/fonts/noto

The folder holds the TTFs of Debian's package fonts-noto-core, and `NotoEmoji-Regular.ttf` or
`.woff2` of https://github.com/googlefonts/noto-emoji.
"""

import sys
from pathlib import Path

from fontTools import subset

JOINERS = "U+200C,U+200D,U+25CC"
SUBSETS = {
    "NotoSans": "U+0180-024F,U+0370-052F,U+1E00-1FFF,U+2000-20CF",
    "NotoSansArabic": f"U+0600-06FF,U+0750-077F,{JOINERS}",
    "NotoSansArmenian": "U+0530-058F",
    "NotoSansDevanagari": f"U+0900-097F,{JOINERS}",
    "NotoSansEthiopic": "U+1200-137F",
    "NotoSansGeorgian": "U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F",
    "NotoSansGurmukhi": f"U+0A00-0A7F,{JOINERS}",
    "NotoSansHebrew": f"U+0590-05FF,U+FB1D-FB4F,{JOINERS}",
    "NotoSansTamil": f"U+0B80-0BFF,{JOINERS}",
    "NotoSansThai": "U+0E00-0E7F,U+25CC",
    "NotoSansTifinagh": "U+2D30-2D7F",
    "NotoSansSymbols": "U+2000-2BFF",
    "NotoSansSymbols2": "U+2000-2BFF",
    "NotoSansMath": "U+2190-22FF,U+27C0-27EF,U+2A00-2AFF",
    "NotoEmoji": "U+0023,U+002A,U+0030-0039,U+200D,U+20E3,U+2000-3300,U+FE0F,U+1F000-1FAFF",
}


def main(given: Path, made: Path) -> None:
    made.mkdir(parents=True, exist_ok=True)
    for name, points in SUBSETS.items():
        source = next(given.glob(f"{name}-Regular.*"))
        options = ["--no-hinting", "--layout-features=*", "--name-IDs=0,1,2,3,4,5,6,13,14"]
        target = made / f"{name}-Regular.ttf"
        subset.main([str(source), f"--unicodes={points}", f"--output-file={target}", *options])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
