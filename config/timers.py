"""The commands that a timer starts, and how long ago each may have ended well."""

from datetime import timedelta

A_DAY = timedelta(hours=26)  # a day, and the time that it takes
TIMERS = {
    "send_mail": timedelta(minutes=15),
    "send_alerts": A_DAY,
    "purge": A_DAY,
    "clearsessions": A_DAY,
    "backup": A_DAY,
}
