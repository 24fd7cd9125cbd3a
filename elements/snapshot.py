"""Read several tables as they were at one moment, without keeping anybody from writing."""

from contextlib import contextmanager

from django.db import connections, router

from elements.models import ContentVersion

BEGIN = {
    "sqlite": "BEGIN",  # not IMMEDIATE, as Django's own would be: that takes the write lock
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def snapshot():
    """Every query inside sees the same state of the database. Inside a transaction: that one's."""
    connection = connections[router.db_for_read(ContentVersion)]
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")
