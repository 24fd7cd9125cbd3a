"""Where an address in a text begins, and where a reader would say that it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SCHEME = re.compile(r"(?<![/=])https?://", re.I)  # after these it goes on: that of a web archive
# Up to white space and what no address holds (RFC 3986), with quotes of every kind, dashes longer
# than a hyphen, the ellipsis, and the punctuation and pictures of other scripts.
RUN = re.compile(
    r"https?://[^\s\"<>\\^`{|}\x00-\x1f\x7f-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf"
    r"\u2010-\u2018\u201a-\u2027\u2030-\u205e\u2190-\u2bff\u3000-\u3020\ue000-\uf8ff\ufff9-\uffff"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65\U0001f000-\U0001faff]+",
    re.I,
)
HOST = re.compile(r"https?://(?:[^/?#@]*@)?[\w\[]", re.I)
# Nobody sees these; inside an address a word processor left them.
UNSEEN = re.compile(
    r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)
OPENED_BY = {")": "(", "]": "["}
QUOTE = re.compile(r"['’]")
QUOTED = "'‘’‚"
CLOSING = ".,;:!?*~-'’،؛؟۔।"  # no address ends with these
GENITIVE = ("'s", "’s")


@dataclass(frozen=True)
class Address:
    """As it stands in the text, and where it leads."""

    text: str
    to: str


def pieces(text: str) -> Iterator[str | Address]:
    """The text in pieces: what is an address, and what stands around it. Time is linear."""
    end = 0
    starts = [found.start() for found in SCHEME.finditer(text)]
    for start, limit in zip(starts, [*starts[1:], len(text)], strict=False):
        run = RUN.match(text, start, limit)
        shown = _ended(run[0], text[max(start - 1, 0) : start]) if run else ""
        if not HOST.match(shown):
            continue
        if start > end:
            yield text[end:start]
        end = start + len(shown)
        yield Address(shown, UNSEEN.sub("", shown))
    if end < len(text):
        yield text[end:]


def _ended(run: str, before: str) -> str:
    """What of a run of characters is the address; `before` is the sign before it.

    A bracket belongs to it when its other half does. So does an apostrophe, unless the address
    stands between quotes.
    """
    closing = QUOTE.search(run) if before and before in QUOTED else None
    run = run[: closing.start()] if closing else run
    opened: list[int] = []
    for place, sign in enumerate(run):
        if sign in "([":
            opened.append(place)
        elif sign in OPENED_BY:
            if not opened or run[opened[-1]] != OPENED_BY[sign]:
                return _without_closing(run[: opened[0] if opened else place])
            opened.pop()
    return _without_closing(run[: opened[0]] if opened else run)


def _without_closing(address: str) -> str:
    end = len(address)
    while end and (address[end - 1] in CLOSING or UNSEEN.match(address, end - 1)):
        end -= 1
    return address[: end - 2] if address[:end].endswith(GENITIVE) else address[:end]
