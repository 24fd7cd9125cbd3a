"""The regions of all pages as one row of paragraphs: what goes on over a column, a page or a table
becomes one again.
"""

from dataclasses import dataclass, field

from interventions.intake.received.sheets.columns import Region
from interventions.intake.received.sheets.paragraphs import ENDS, Line, Paragraph, paragraphs_of

ALIGNED = 6  # points that a column of a table may differ from page to page

Laid = list[tuple[Region, list[Line]]]


@dataclass
class Flow:
    """The paragraphs so far, and the notes; `leading` is that of the document."""

    leading: float
    found: list[tuple[Paragraph, bool]] = field(default_factory=list)  # and whether it is a note
    tables: int = 0

    def add_page(self, number: int, regions: Laid, notes: list[Line]) -> None:
        """Put a page behind the others."""
        is_head = True
        tables: dict[int, tuple[int, int]] = {}
        for region, lines in regions:
            made = paragraphs_of(lines, number, self.leading, region.right)
            if region.table is not None and region.cell:
                if region.table not in tables:
                    tables[region.table] = self._begin(made, region.cell[1], is_head)
                table, offset = tables[region.table]
                for each in made:
                    each.cell = (table, region.cell[0] + offset, region.cell[1])
            elif is_head:
                self._stay_in_cell(made)
            self._add(made)
            is_head = is_head and not made
        self.found += [(each, True) for each in paragraphs_of(notes, number, self.leading)]

    @property
    def last(self) -> Paragraph | None:
        return next((each for each, is_note in reversed(self.found) if not is_note), None)

    def _begin(self, made: list[Paragraph], column: int, is_head: bool) -> tuple[int, int]:
        """The number of a table, and of its first row: a table at the head of a page may go on."""
        last = self.last
        if is_head and made and last and last.cell:
            above = next(
                (
                    each
                    for each, _ in reversed(self.found)
                    if each.cell and each.cell[0] == last.cell[0] and each.cell[2] == column
                ),
                None,
            )
            if above and abs(_left(above) - _left(made[0])) < ALIGNED:
                return last.cell[0], last.cell[1] + (column == 0)
        self.tables += 1
        return self.tables - 1, 0

    def _stay_in_cell(self, made: list[Paragraph]) -> None:
        """A page may begin with the rest of one cell: nothing stands to the left of it."""
        last = self.last
        if last is None or last.cell is None or last.cell[2] == 0:
            return
        for each in made:
            if _left(each) < _left(last) - ALIGNED:
                return
            each.cell = last.cell

    def _add(self, made: list[Paragraph]) -> None:
        last = self.last
        if last and made and _goes_on(last, made[0]):
            last.lines += made[0].lines
            last.is_open = made[0].is_open
            made = made[1:]
        self.found += [(each, False) for each in made]


def _left(each: Paragraph) -> float:
    return min(line.x0 for line in each.lines)


def _goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Whether a paragraph at the end of a column goes on at the head of the next."""
    if first.item or last.contents or first.contents or abs(last.size - first.size) > 0.5:
        return False
    if last.cell != first.cell or last.lines[-1].text.endswith(ENDS):
        return False
    if first.lines[0].text[0].islower():
        return True
    return last.is_open and last.bold == first.bold and not first.is_indented and not last.bold
