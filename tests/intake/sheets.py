"""Files for the tests, and the way an editor takes with them at the desk."""

import csv
import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

UPLOAD = "/beheer/interventions/importbatch/add/"
SAMPLE = Path(__file__).with_name("sample.csv")
# What the sample names that the launch content lacks.
CHOICES = {
    ("theme", "eenzaamheid"): "kwetsbare-groepen",
    ("theme", "mantelzorg"): "-",
    ("theme", "opvoeden"): "jeugd",
    ("targetgroup", "dorpsbewoners"): "alle-bewoners",
    ("targetgroup", "mantelzorgers"): "bewoners-in-kwetsbare-positie",
    ("targetgroup", "gezinnen"): "-",
}


def csv_file(*records, delimiter=",", encoding="utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(records)
    return stream.getvalue().encode(encoding)


def xlsx_file(*records, title="Blad1", **more) -> bytes:
    book = Workbook()
    book.active.title = title
    pages = [(book.active, records)]
    pages += [(book.create_sheet(name), rows) for name, rows in more.items()]
    for page, rows in pages:
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook_of(response) -> dict[str, list[tuple]]:
    content = response if isinstance(response, bytes) else response.content
    book = load_workbook(io.BytesIO(content))
    return {page.title: list(page.values) for page in book.worksheets}


def upload(client, data: bytes, name="lijst.csv", statements: bytes | None = None, **form):
    """Send the form; a good file leads to its preview."""
    files = {"file": SimpleUploadedFile(name, data)}
    if statements is not None:
        files["statements"] = SimpleUploadedFile("uitspraken.csv", statements)
    return client.post(UPLOAD, {**files, **form})


def preview(client, data: bytes, name="lijst.csv", **form):
    """The address of the preview and what it found."""
    response = upload(client, data, name, **form)
    assert response.status_code == 302, refusal(response)
    page = client.get(response["Location"])
    assert page.status_code == 200
    return response["Location"], page.context["found"]


def take_good(client, address: str):
    """Read the good rows in; gives the workbook with the others, as the page of the result does."""
    result = client.post(address, {"step": "good"}, follow=True)
    [waiting] = result.context["rests"]
    return client.post(
        f"/beheer/interventions/importbatch/{waiting.pk}/voorbeeld/", {"step": "rest"}
    )


def refusal(response) -> str:
    """What the form says of a file that was not read."""
    return " ".join(
        fault for faults in response.context["form"].errors.values() for fault in faults
    )


def choose(client, address: str, choices: dict, **form):
    """Answer what the unknown words are."""
    return client.post(
        address,
        {
            "step": "choose",
            "words": [words for words, _ in choices],
            "value": [value for _, value in choices],
            "choice": list(choices.values()),
            **form,
        },
    )


def faults_of(found) -> list[tuple]:
    return [(fault.line, fault.column, fault.value, fault.code) for fault in found.faults]
