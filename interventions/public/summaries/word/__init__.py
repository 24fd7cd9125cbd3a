"""A summary or a dossier as a Word file, from the same blocks as the page and the PDF.

`files` says what comes where, `document` is the file itself with its styles and its footer, and
`xml` writes paragraphs, lists and tables. Styles, lists and settings stand in XML of our own beside
them: python-docx has a template with much that we do not use.
"""
