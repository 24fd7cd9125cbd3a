"""How a word that was asked for stands, in words, for the pages where that is read."""

from dataclasses import dataclass

from interventions.desk.beside import page_of
from interventions.intake.spreadsheets.vocabulary import ASK
from interventions.models import Intervention, Upload, WordRequest

State = WordRequest.Status


@dataclass(frozen=True)
class Standing:
    """A request with how it stands, for a page where it is read."""

    row: WordRequest

    @property
    def url(self) -> str:
        return page_of(self.row)

    @property
    def in_words(self) -> str:
        said = (
            "wacht op antwoord" if self.row.status == State.OPEN else self.row.get_status_display()
        )
        return f"{said}. {self.row.note}" if self.row.note else f"{said}."


def requests_of(upload: Upload) -> list[Standing]:
    """The newest request for each word that was asked for from a file."""
    asked = [key.partition("|") for key, choice in upload.choices.items() if choice == ASK]
    found = {}
    rows = WordRequest.objects.filter(key__in=[key for _, _, key in asked]).order_by("pk")
    for row in rows if asked else ():
        if (row.kind, "|", row.key) in asked:
            found[row.kind, row.key] = Standing(row)
    return list(found.values())


def requests_for(row: Intervention) -> list[Standing]:
    """Each word that was asked for this text, and the answer until it is there."""
    asked = WordRequest.objects.filter(wishes__intervention=row).exclude(status=State.GRANTED)
    return [Standing(one) for one in asked.distinct()]


def done(row: WordRequest) -> str:
    return f"{row} is toegevoegd. Wat erop wachtte, heeft het nu."
