"""Make a base ready to serve: what `make run` and every deployment do before the server starts."""

import os
from io import StringIO

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from elements.models import Element
from elements.models.content_version import note_last_withdrawal
from interventions.desk.roles import sync_groups
from interventions.finding.search import is_up_to_date
from interventions.management.accounts import development_accounts
from interventions.management.launching import add_new_facts
from interventions.management.migrating import migrate_beside_the_site
from interventions.models import Intervention
from interventions.workflow import number_statements


class Command(BaseCommand):
    help = "Migrate, collect the static files, and fill what is empty. Safe to run at every start."

    def handle(self, *args, **options):
        for title, step in (
            ("Database", self.migrate),
            ("Static files", self.collect_static),
            ("Groups", self.sync_groups),
            ("Content", self.load_content),
            ("Statements", self.number_statements),
            ("Search", self.index),
            ("Withdrawals", self.note_withdrawals),
            ("Accounts", self.make_accounts),
        ):
            self.stdout.write(f"{title:<14}{step()}")

    def migrate(self) -> str:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        migrate_beside_the_site()
        done = f"{len(missing)} migrations applied" if missing else "up to date"
        return f"{connection.vendor}, {done}"

    def collect_static(self) -> str:
        """A proxy may read these, whatever the umask: nothing here is secret."""
        before = os.umask(0o022)
        try:
            call_command("collectstatic", interactive=False, verbosity=0)
        finally:
            os.umask(before)
        return f"collected in {settings.STATIC_ROOT}"

    def sync_groups(self) -> str:
        sync_groups()
        return ", ".join(Group.objects.order_by("name").values_list("name", flat=True))

    def load_content(self) -> str:
        if Intervention.objects.exists() or Element.objects.exists():
            passed_over = "".join(f"\n  passed over: {why}" for why in add_new_facts())
            return f"there already{passed_over}"
        output = StringIO()
        call_command("load_content", stdout=output)
        return output.getvalue().strip()

    def number_statements(self) -> str:
        """What the version of before published has no numbers yet."""
        numbered = number_statements()
        return f"numbered in {numbered} versions" if numbered else "up to date"

    def index(self) -> str:
        """An upgrade that reads words or facts in another way finds entries of the old rules."""
        if is_up_to_date():
            return "up to date"
        output = StringIO()
        call_command("reindex", stdout=output)
        return output.getvalue().strip()

    def note_withdrawals(self) -> str:
        """A backup that was restored knows of fewer, and so does a cache that was emptied."""
        note_last_withdrawal()
        return "noted"

    def make_accounts(self) -> str:
        accounts = development_accounts()
        if not accounts:
            return "make one with: manage.py createsuperuser"
        lines = (f"\n  {name:<12}{password}" for name, password in accounts.items())
        return f"sign in at {settings.PUBLIC_URL}/beheer/ with:{''.join(lines)}"
