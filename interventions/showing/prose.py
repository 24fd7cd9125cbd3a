"""Plain text from the database as HTML: paragraphs, lists, links, and the words of the glossary.

Editors write neither HTML nor Markdown: a blank line makes a paragraph, lines that start with `- `
a list, an address becomes a link. Everything else is escaped.
"""

import re
from collections.abc import Iterable

from django.urls import reverse
from markupsafe import Markup, escape

from elements.models import Term

BLANK_LINE = re.compile(r"\n\s*\n")
ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]])")


class TermLinker:
    """Links each term of the glossary where a page uses it first. One per page.

    `glossary` is the address to link to, when it is not the bare one.
    """

    def __init__(self, terms: Iterable[Term], *, glossary: str = ""):
        self.glossary = glossary or reverse("public:term-list")
        self.slugs = {term.name.casefold(): term.slug for term in terms}
        names = sorted(map(re.escape, self.slugs), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)({'|'.join(names)})(?!\w)", re.I) if names else None

    def __call__(self, text: str) -> Markup:
        """The escaped text with links to the glossary."""
        if self.pattern is None:
            return escape(text)
        parts, end = [], 0
        for match in self.pattern.finditer(text):
            slug = self.slugs.pop(match[0].casefold(), None)
            if slug is not None:
                parts += [escape(text[end : match.start()]), self._link(slug, match[0])]
                end = match.end()
        return Markup("").join([*parts, escape(text[end:])])

    def _link(self, slug: str, word: str) -> Markup:
        return Markup('<a class="kb-term" href="{}#{}">{}</a>').format(self.glossary, slug, word)


def prose(text: str, words=escape) -> Markup:
    """The text as paragraphs and lists; `words` turns the words between addresses into HTML."""
    blocks = BLANK_LINE.split(text.replace("\r\n", "\n").strip())
    return Markup("\n").join(_block(block, words) for block in blocks if block)


def inline(text: str, words=escape) -> Markup:
    """One run of text, with its addresses as links."""
    pieces = ADDRESS.split(text)
    return Markup("").join(
        _anchor(piece) if odd % 2 else words(piece) for odd, piece in enumerate(pieces)
    )


def _anchor(address: str) -> Markup:
    return Markup(
        '<a class="utrecht-link utrecht-link--html-a" rel="noopener" href="{0}">{0}</a>'
    ).format(address)


def _block(block: str, words) -> Markup:
    lines = [line.strip() for line in block.splitlines()]
    if all(line.startswith("- ") for line in lines):
        items = Markup("").join(
            Markup('<li class="utrecht-unordered-list__item">{}</li>').format(
                inline(line[2:], words)
            )
            for line in lines
        )
        return Markup('<ul class="utrecht-unordered-list">{}</ul>').format(items)
    return Markup('<p class="utrecht-paragraph">{}</p>').format(inline(" ".join(lines), words))
