"""How long we keep what says who somebody is: the one table of it.

`purge` takes it away then, the pages say it by this table, and docs/privacy.md has a row for
each.
"""

from datetime import timedelta

MONTHS = 12  # of the calendar, after the decision; and what the desk logs of an account
UNFINISHED = timedelta(days=60)  # answers that wait to be handed in
UNCONFIRMED = timedelta(days=7)  # an address that nobody confirmed, of who asked for mail
MAIL = timedelta(days=30)
SIGNING_IN = timedelta(days=30)
UPLOAD = timedelta(days=30)
REMINDED = timedelta(days=14)  # without an answer: then one more letter
FORM = timedelta(days=1)  # that a form was used, by a code; and that it was sent, by its digest
