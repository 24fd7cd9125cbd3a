"""What the doctor asks of the database: its version, the timers, the outbox, the replica."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.doctor.finding import FAULT, OK, WARNING, Finding
from config.readiness import known_migrations
from config.replica import REPLICA
from config.timers import TIMERS
from elements.models import ContentVersion, LastRun
from interventions.models import OutboxMessage

LATE_MAIL = timedelta(hours=1)
LAG = 10  # seconds that a replica may be behind
State = OutboxMessage.State


def database_is_ready() -> Iterator[Finding]:
    connection.ensure_connection()
    version = ".".join(map(str, connection.get_database_version()))
    yield Finding(OK, f"{connection.display_name} {version} answers.")
    applied = {*MigrationRecorder(connection).applied_migrations()}
    ours = {app for app, _ in known_migrations()}
    missing = known_migrations() - applied
    newer = {(app, name) for app, name in applied - known_migrations() if app in ours}
    if missing:
        first = ".".join(min(missing))
        says = f"{len(missing)} migrations are not applied, the first is {first}."
        yield Finding(FAULT, says, "Run: manage.py prepare")
    elif newer:
        says = f"The database is of a newer version: it has {'.'.join(min(newer))}."
        yield Finding(WARNING, says, "Put the newer version in place.")
    else:
        yield Finding(OK, "Every migration is applied.")


def site_may_write() -> Iterator[Finding]:
    file = settings.READ_ONLY_FILE
    if settings.READ_ONLY:
        says = "The site only reads: every form answers 503."
        yield Finding(WARNING, says, "When that is over, leave READ_ONLY out and restart.")
    elif file.exists():
        says = "The site only reads: every form answers 503."
        yield Finding(WARNING, says, f"When that is over, remove {file}.")
    else:
        yield Finding(OK, "The site reads and writes.")


def replica_follows() -> Iterator[Finding]:
    """Whether the replica has what the primary has. Without a replica nothing is said."""
    if REPLICA not in connections:
        return
    with connections[REPLICA].cursor() as cursor:
        behind = "extract(epoch FROM now() - pg_last_xact_replay_timestamp())"
        cursor.execute(f"SELECT pg_is_in_recovery(), {behind}")
        follows, seconds = cursor.fetchone()
    own, theirs = (
        ContentVersion.objects.using(alias).values_list("number", flat=True).first()
        for alias in ("default", REPLICA)
    )
    if not follows:
        advice = "Let DATABASE_REPLICA_URL name a server that follows DATABASE_URL."
        yield Finding(FAULT, "DATABASE_REPLICA_URL names no replica.", advice)
    elif own != theirs:
        says = f"The replica is behind by {seconds or 0:.0f} seconds: the primary answers for it."
        yield Finding(FAULT if (seconds or 0) > LAG else WARNING, says, "Look at its log.")
    else:
        yield Finding(OK, "The replica has what the primary has.")


def timers_run() -> Iterator[Finding]:
    now, runs = timezone.now(), dict(LastRun.objects.values_list("command", "ended_at"))
    for command, longest in TIMERS.items():
        ended = runs.get(command)
        if ended is None:
            advice = "Start its timer; once by hand: manage.py " + command
            yield Finding(WARNING, f"{command} has never ended well.", advice)
        elif ended > now + timedelta(minutes=1):
            advice = "Let the clocks of the machines be set by NTP."
            yield Finding(WARNING, f"{command} ran in the future: a clock is wrong.", advice)
        elif now - ended > longest:
            advice = "Look at its timer and at what it said: journalctl, or the mail of cron."
            yield Finding(FAULT, f"{command} ended well {_ago(now - ended)} ago.", advice)
        else:
            yield Finding(OK, f"{command} ended well {_ago(now - ended)} ago.")


def mail_goes_out() -> Iterator[Finding]:
    waiting = OutboxMessage.objects.filter(state=State.WAITING)
    oldest = waiting.order_by("queued_at").values_list("queued_at", flat=True).first()
    if oldest and timezone.now() - oldest > LATE_MAIL:
        says = f"{waiting.count()} letters wait, the first for {_ago(timezone.now() - oldest)}."
        yield Finding(FAULT, says, "See the mail server and the timer of send_mail.")
    else:
        yield Finding(OK, f"{waiting.count()} letters wait, none for long.")
    doubtful = OutboxMessage.objects.filter(state__in=(State.UNCERTAIN, State.FAILED)).count()
    if doubtful:
        says = f"{doubtful} letters were not sent, or perhaps not."
        yield Finding(WARNING, says, "A Beheerder looks at them at the desk, under 'Berichten'.")


def _ago(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
