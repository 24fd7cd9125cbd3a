"""Plain text from the database as HTML: paragraphs, lists, links, and the words of the glossary.

What is a paragraph, a list or an address, say `elements.blocks` and `elements.links`. All else
is escaped.
"""

import re
from collections.abc import Iterable

from django.urls import reverse
from markupsafe import Markup, escape

from elements.blocks import Items, Paragraph, blocks
from elements.links import Address, pieces
from elements.models import Term

LINK = Markup('<a class="utrecht-link utrecht-link--html-a" rel="noopener" href="{}">{}</a>')
PARAGRAPH = Markup('<p class="{}">{}</p>')
BULLETS = Markup('<ul class="utrecht-unordered-list">{}</ul>')
NUMBERS = Markup('<ol class="utrecht-ordered-list"{}>{}</ol>')
START = Markup(' start="{}"')
BULLET = Markup('<li class="utrecht-unordered-list__item">{}</li>')
NUMBERED = Markup('<li class="utrecht-ordered-list__item">{}</li>')


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


def prose(text: str, words=escape, *, look: str = "utrecht-paragraph") -> Markup:
    """The text as paragraphs and lists; `words` turns the words between addresses into HTML.

    `look` is the class of the paragraphs.
    """
    return Markup("\n").join(_block(block, words, look) for block in blocks(text))


def within(text: str, words=escape) -> Markup:
    """The text within an element that is a block itself, such as a cell or an item of a list: one
    paragraph needs no tag.
    """
    found = blocks(text)
    if len(found) == 1 and isinstance(found[0], Paragraph):
        return inline(found[0].text, words)
    return prose(text, words)


def inline(text: str, words=escape) -> Markup:
    """One run of text, with its addresses as links."""
    return Markup("").join(
        LINK.format(piece.to, piece.text) if isinstance(piece, Address) else words(piece)
        for piece in pieces(text)
    )


def _block(block: Paragraph | Items, words, look: str) -> Markup:
    if isinstance(block, Paragraph):
        return PARAGRAPH.format(look, inline(block.text, words))
    item = BULLET if block.start is None else NUMBERED
    items = Markup("").join(item.format(inline(text, words)) for text in block.items)
    if block.start is None:
        return BULLETS.format(items)
    return NUMBERS.format(START.format(block.start) if block.start != 1 else "", items)
