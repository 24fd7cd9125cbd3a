"""What the styles of a Word document say of its letters and its outline."""

from interventions.intake.received.sheets.looks import Look, named_look
from interventions.intake.received.sheets.package import (
    Element,
    child,
    children,
    local,
    said,
)

BODY_TEXT = 9  # the outline level of what is no heading
DEEPEST = 12  # styles that a style is based on: more is a circle
LETTERS = {"b": "bold", "i": "italic", "vanish": "hidden"}
OFF = ("0", "false", "off", "none")


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
            named = named_look(names) if said(node, "type", "paragraph") == "paragraph" else Look()
            self.found[key] = own.over(named).over(self.look(base, depth + 1) if base else Look())
        return self.found[key]


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
