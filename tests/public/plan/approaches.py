"""Twenty-four made-up approaches with the plan that each should get, written before the code.

They stand in `approaches/*.toml`, by hand, from `fixtures/` and from the rules of a plan. Of each:

- `name`, `about`: what it is, as somebody in a neighbourhood would tell it
- `address`: what is asked behind `/plan/`
- `parts`: the elements in order, each with its answer, the number of the first step (0: every point
  is ticked), the examples in order, of how many of these each chosen facet is met (`fits`), and the
  approaches that a source warns of or names as the opposite case
- `alike`: the described approaches that are most alike, in order, with what is shared
- `may`, `may_not`: facts that stand in the two lists
- `page`: what is said elsewhere on the page, `notices` of what could not be read, `absent` nowhere
"""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "approaches"
APPROACHES: list[dict[str, Any]] = [
    approach
    for file in sorted(FOLDER.glob("*.toml"))
    for approach in tomllib.loads(file.read_text())["approach"]
]

# Of the fourteen described approaches: how many have the element, by a source or by the editors.
DESCRIBED = 14
HAVE = {
    "procesbegeleider": 3,
    "outreachend": 7,
    "aansluiten": 5,
    "laagdrempelig": 4,
    "empowerment": 5,
    "samenwerken": 7,
    "gewoon-beginnen": 3,
}
# What is in the second list of every plan with an answer, whatever was asked.
ALWAYS_MAY_NOT = ("effect", "erken", "meer elementen")
