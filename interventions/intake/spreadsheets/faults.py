"""What can be wrong with a file, in words for an editor."""

from dataclasses import dataclass

ROW = ""  # the column of a fault of the whole row


@dataclass(frozen=True)
class Fault:
    """Something in one cell; `words` names the list that lacks the value, where there is one."""

    sheet: str
    line: int
    column: str
    value: str
    reason: str
    code: str = "invalid"
    words: str = ""
