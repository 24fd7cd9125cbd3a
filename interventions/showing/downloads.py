"""The kinds of files in which the interventions can be had, as the pages name them."""

# name of the address, what a reader knows it by
FILES = (
    ("exports:interventions-xlsx", "Excel"),
    ("exports:interventions-csv", "CSV"),
    ("exports:statements-csv", "CSV met de uitspraken"),
    ("exports:interventions-json", "JSON"),
    ("exports:interventions-ris", "RIS"),
    ("exports:interventions-bib", "BibTeX"),
)
