"""The desk for the browser tests: who comes in, and rows that stand in every state."""

PASSWORD = "een-lang-geheim-voor-de-test"
ROLES = {"redacteur": "Redacteur", "beoordelaar": "Beoordelaar", "beheerder": "Beheerder"}
INTERVENTIONS = "/beheer/interventions/intervention/"
# The rows by their state, under numbers that the launch content does not reach.
ROWS = {
    "draft": 9001,
    "submitted": 9002,
    "in_review": 9003,
    "published": 9004,
    "sent_back": 9005,
    "rejected": 9006,
    "withdrawn": 9007,
    "live": 9008,
    "copy": 9009,
}
# The steps that each role may open the page of, with a row to take them with.
STEPS = {
    "submit": "draft",
    "take_over": "draft",
    "claim": "submitted",
    "release": "in_review",
    "send_back": "in_review",
    "reject": "in_review",
    "agree": "in_review",
    "publish": "in_review",
    "revise": "published",
    "withdraw": "published",
    "reopen": "rejected",
}
ALLOWED = {
    "redacteur": ("submit", "agree", "revise", "reopen"),
    "beoordelaar": tuple(STEPS),
    "beheerder": ("release", "withdraw"),
}


def addresses(person: str) -> list[str]:
    """The pages of the desk that differ by state, and those of the steps; the rest is found."""
    rows = [f"{INTERVENTIONS}{ROWS[state]}/" for state in ROWS]
    steps = [f"{INTERVENTIONS}{ROWS[STEPS[verb]]}/stap/{verb}/" for verb in ALLOWED[person]]
    return [
        "/beheer/",
        *(f"{row}change/" for row in rows),
        *(f"{row}vergelijken/" for row in rows),
        *steps,
        f"{INTERVENTIONS}{ROWS['published']}/stap/{ALLOWED[person][0]}/",  # which cannot be taken
    ]
