"""What answers with a file: its kind, a name that speaks, and a polite refusal when it is busy."""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePosixPath

from django.http import HttpRequest
from django.shortcuts import render

from elements import dates
from interventions.public.summaries.places import WAIT, Busy

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _summary(request: HttpRequest) -> str:
    return f"samenvatting-{PurePosixPath(request.path).stem}"


def by_place(request: HttpRequest) -> str:
    """The name of a file that is of what its folder names: `werkblad-abcd`."""
    path = PurePosixPath(request.path)
    return f"{path.stem}-{path.parent.name}"


def as_document(
    kind: str, ending: str, how: str, called: Callable[[HttpRequest], str] = _summary
) -> Callable:
    """What the view answers is a file with a name that speaks; refused politely when it is busy."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            try:
                response = view(request, *args, **kwargs)
            except Busy:
                response = render(request, "public/summaries/busy.html", status=503)
                response["Retry-After"] = str(WAIT)
                response["Cache-Control"] = "no-store"
                return response
            if response.status_code == 200:
                name = f"{called(request)}-{dates.today().isoformat()}.{ending}"
                response["Content-Type"] = kind
                response["Content-Disposition"] = f'{how}; filename="{name}"'
            return response

        return answer

    return decorate


as_pdf = as_document(PDF, "pdf", "inline")
as_docx = as_document(DOCX, "docx", "attachment")
