"""What the styles of an OpenDocument text say of its letters and its outline."""

import re
from collections.abc import Iterator

from interventions.intake.received.sheets.looks import Look, named_look
from interventions.intake.received.sheets.package import Element, child, children, local, said

DEEPEST = 12  # styles that a style is based on: more is a circle
USUAL_SIZE = 12.0
SIZE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)(pt|%)")
ESCAPED = re.compile(r"_([0-9a-f]{2})_")


class Styles:
    """The styles of a document by their family and name. Those that do not exist say nothing."""

    def __init__(self, *roots: Element | None):
        """The parts that hold styles: the first that names one counts."""
        self.nodes: dict[tuple[str, str], Element] = {}
        self.found: dict[tuple[str, str], Look] = {}
        self.start = Look(size=USUAL_SIZE)
        for root in roots:
            for node in _styles(root):
                family = said(node, "family")
                if local(node) == "style":
                    self.nodes.setdefault((family, said(node, "name")), node)
                elif family == "paragraph":
                    self.start = _look_of(node, self.start)

    def paragraph(self, name: str) -> Look:
        """What the style of a paragraph says, with what it is based on."""
        return self._look("paragraph", name, self.start)

    def text(self, name: str, around: Look) -> Look:
        """What the style of some text in a paragraph makes of what is around it."""
        return self._look("text", name, around)

    def _look(self, family: str, name: str, around: Look, depth: int = 0) -> Look:
        key = (family, name)
        if family == "paragraph" and key in self.found:
            return self.found[key]
        node = self.nodes.get(key)
        if node is None or depth > DEEPEST:
            return around
        base = said(node, "parent-style-name")
        under = self._look(family, base, around, depth + 1) if base else around
        look = _look_of(node, under)
        if family == "paragraph":
            names = (said(node, "display-name"), _unescaped(name))
            outline = said(node, "default-outline-level")
            level = Look(level=int(outline)) if outline.isdigit() else Look()
            look = level.over(named_look(names)).over(look)
            self.found[key] = look
        return look


def _styles(root: Element | None) -> Iterator[Element]:
    for part in ("automatic-styles", "styles"):
        group = child(root, part)
        yield from children(group, "default-style")
        yield from children(group, "style")


def _look_of(node: Element, under: Look) -> Look:
    letters = child(node, "text-properties")
    values: dict = {}
    if weight := said(letters, "font-weight"):
        values["bold"] = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
    if slope := said(letters, "font-style"):
        values["italic"] = slope in ("italic", "oblique")
    if shown := said(letters, "display"):
        values["hidden"] = shown == "none"
    if size := SIZE.fullmatch(said(letters, "font-size")):
        number = float(size[1])
        values["size"] = number if size[2] == "pt" else number / 100 * (under.size or USUAL_SIZE)
    return Look(**values).over(under)


def _unescaped(name: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
