"""What was filled in on a form of a PDF is made part of the page; remarks of readers are not."""

import pypdfium2.raw as pdfium

MOST = 2000  # fields and remarks of a page


def fill_in(page) -> bool:
    """Draw the fields on a page of pdfium, and take its remarks away; whether there are fields.

    The page then has to be opened anew.
    """
    count = min(pdfium.FPDFPage_GetAnnotCount(page), MOST)
    others = [place for place in range(count) if not _is_field(page, place)]
    if len(others) == count:
        return False
    for place in reversed(others):
        pdfium.FPDFPage_RemoveAnnot(page, place)
    return pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS


def _is_field(page, place: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, place)
    try:
        return pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
