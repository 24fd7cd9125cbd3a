"""Which words are Dutch, by the word list of OpenTaal.

The lists are sorted files that are looked in where they are: the workers share their pages, and
nobody holds the words.
"""

import mmap
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "opentaal"
PIECE = 4096  # in so few bytes the machine looks by itself
SHORTEST_PART, SHORTEST_LAST = 4, 5  # of a compound that stands in no list
LINKS = ("", "s", "e", "en", "n")  # what may stand between the parts of a compound


class WordFile:
    """A sorted file of ASCII words, each on a line, with an empty line before the first."""

    def __init__(self, file: Path):
        with file.open("rb") as opened:
            self.page = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)

    def __contains__(self, word: str) -> bool:
        try:
            sought = word.encode("ascii")
        except UnicodeEncodeError:
            return False
        low, high = 0, len(self.page) - 1  # both at a line break
        while high - low > PIECE:
            start = self.page.rfind(b"\n", low, (low + high) // 2)
            end = self.page.find(b"\n", start + 1)
            if self.page[start + 1 : end] < sought:
                low = start
            else:
                high = end
        return self.page.find(b"\n%b\n" % sought, low, high + 1) >= 0


@cache
def _words() -> WordFile:
    return WordFile(FOLDER / "words.txt")


@cache
def _names() -> WordFile:
    return WordFile(FOLDER / "names.txt")


@lru_cache(maxsize=10_000)
def is_listed(word: str) -> bool:
    """Whether a folded word is an ordinary one of the list; a plural also without its apostrophe.

    `fotos` counts: the list has `foto's`.
    """
    return word in _words() or (word.endswith("s") and f"{word[:-1]}'s" in _words())


def is_dutch(word: str) -> bool:
    """Whether it is a word or a name of the list, or put together of two such words."""
    return is_listed(word) or word in _names() or bool(compound_parts(word))


def compound_parts(word: str) -> tuple[str, ...]:
    """The two listed words that it is put together of, or nothing: the longest last one."""
    for place in range(SHORTEST_PART, len(word) - SHORTEST_LAST + 1):
        if is_listed(word[place:]):
            for link in LINKS:
                head = word[:place].removesuffix(link)
                if len(head) >= SHORTEST_PART and word[:place] == head + link and is_listed(head):
                    return head, word[place:]
    return ()
