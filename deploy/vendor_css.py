"""Bundle the chosen NL Design System components and only the theme tokens they use.

Usage: install the packages of `static/vendor/nlds/versions.json` with npm, then

    python deploy/vendor_css.py node_modules static/vendor/nlds static/css/site.css

The last arguments are our own style sheets: tokens that they use are kept too. Needs no packages.
"""

import json
import re
import shutil
import sys
from pathlib import Path

COMPONENTS = [
    "root",
    "body",
    "document",
    "page",
    "page-body",
    "page-content",
    "page-header",
    "page-footer",
    "page-layout",
    "skip-link",
    "nav-bar",
    "breadcrumb-nav",
    "heading-1",
    "heading-2",
    "heading-3",
    "heading-4",
    "heading-group",
    "pre-heading",
    "paragraph",
    "link",
    "link-list",
    "unordered-list",
    "ordered-list",
    "data-list",
    "data-badge",
    "badge-list",
    "status-badge",
    "separator",
    "surface",
    "form-field",
    "form-label",
    "form-fieldset",
    "form-field-description",
    "form-field-error-message",
    "checkbox",
    "radio-button",
    "textbox",
    "textarea",
    "select",
    "search-bar",
    "button",
    "button-group",
    "button-link",
    "link-button",
    "alert",
    "table",
    "pagination",
    "table-of-contents",
    "figure",
    "mark",
]
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
USED = re.compile(r"var\(\s*(--[\w-]+)")
DECLARED = re.compile(r"^\s*(--[\w-]+):\s*(.*?);\s*$", re.MULTILINE)
HEAD = (
    f"/*! EUPL-1.2; @utrecht/*-css and {THEME}; unchanged component CSS, "
    "tokens pruned to those used; see LICENSE.md */\n"
)


def main(modules: Path, out: Path, own: list[Path]) -> None:
    folders = {f"@utrecht/{name}-css": modules / "@utrecht" / f"{name}-css" for name in COMPONENTS}
    css = "\n".join(
        (folder / "dist/index.min.css").read_text().replace('@charset "UTF-8";', "").strip()
        for folder in folders.values()
    )
    declared = dict(DECLARED.findall((modules / THEME / "dist/theme.css").read_text()))
    wanted = tokens_used(css + "".join(path.read_text() for path in own), declared)
    tokens = ";".join(f"{name}:{declared[name]}" for name in declared if name in wanted)
    versions = {
        name: json.loads((folder / "package.json").read_text())["version"]
        for name, folder in {**folders, THEME: modules / THEME}.items()
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "nlds.css").write_text(f'@charset "UTF-8";{HEAD}:root{{{tokens}}}\n{css}\n')
    (out / "versions.json").write_text(json.dumps(versions, indent=1) + "\n")
    shutil.copy(folders["@utrecht/button-css"] / "LICENSE.md", out / "LICENSE.md")


def tokens_used(css: str, declared: dict[str, str]) -> set[str]:
    """Every declared token that the CSS uses, also by way of another token."""
    wanted, todo = set(), set(USED.findall(css))
    while todo:
        name = todo.pop()
        if name not in wanted and name in declared:
            wanted.add(name)
            todo |= set(USED.findall(declared[name]))
    return wanted


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(path) for path in sys.argv[3:]])
