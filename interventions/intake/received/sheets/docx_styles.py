"""What the styles of a Word document say of its letters and its outline."""

import re
from dataclasses import dataclass

from interventions.intake.received.sheets.package import (
    Element,
    child,
    children,
    local,
    said,
)

HEADING = re.compile(r"(?:heading|kop|titre|überschrift)\s*([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave)\s*(?:[1-9]|heading)", re.IGNORECASE)
BODY_TEXT = 9  # the outline level of what is no heading
DEEPEST = 12  # styles that a style is based on: more is a circle
LETTERS = {"b": "bold", "i": "italic", "vanish": "hidden"}
OFF = ("0", "false", "off", "none")


@dataclass(frozen=True)
class Look:
    """What is said of letters and paragraphs; None is nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    level: int | None = None
    item: bool | None = None
    contents: bool | None = None

    def over(self, other: "Look") -> "Look":
        """This look where it says something, the other where it does not."""
        mine = {key: value for key, value in vars(self).items() if value is not None}
        return Look(**{**vars(other), **mine})


class Styles:
    """The styles of a document by their identifier. Those that do not exist say nothing."""

    def __init__(self, root: Element | None):
        """`root` is the part `styles.xml`, None for a document that has none."""
        self.nodes = {said(node, "styleId"): node for node in children(root, "style")}
        self.found: dict[str, Look] = {}
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self.start = look_of(None, defaults).over(Look(size=10.0))
        self.usual = next(
            (
                key
                for key, node in self.nodes.items()
                if said(node, "type") == "paragraph" and said(node, "default") in ("1", "true")
            ),
            "",
        )

    def look(self, key: str, depth: int = 0) -> Look:
        """What a style says, with what it is based on."""
        if key not in self.found:
            node = self.nodes.get(key)
            if node is None or depth > DEEPEST:
                return Look()
            base = said(child(node, "basedOn"), "val")
            own = look_of(child(node, "pPr"), child(node, "rPr"))
            names = (said(child(node, "name"), "val"), key)
            named = _named(names) if said(node, "type", "paragraph") == "paragraph" else Look()
            self.found[key] = own.over(named).over(self.look(base, depth + 1) if base else Look())
        return self.found[key]


def _named(names: tuple[str, str]) -> Look:
    """What the name of a style says: Word itself goes by it."""
    if any(CONTENTS.match(name) for name in names):
        return Look(contents=True, level=0)
    found = next(filter(None, map(HEADING.fullmatch, names)), None)
    return Look(level=int(found[1])) if found else Look()


def look_of(paragraph: Element | None, letters: Element | None) -> Look:
    """What the properties of a paragraph and of letters say, either may be None."""
    values: dict = {}
    for node in () if letters is None else letters:
        name = local(node)
        if name in LETTERS:
            values[LETTERS[name]] = said(node, "val", "1").lower() not in OFF
        elif name == "sz" and said(node, "val").replace(".", "", 1).isdigit():
            values["size"] = float(said(node, "val")) / 2
    outline = said(child(paragraph, "outlineLvl"), "val")
    if outline.isdigit():
        values["level"] = int(outline) + 1 if int(outline) < BODY_TEXT else 0
    if (numbers := child(paragraph, "numPr")) is not None:
        values["item"] = said(child(numbers, "numId"), "val") != "0"
    return Look(**values)
