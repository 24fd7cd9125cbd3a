"""Write `docs/openapi.json` anew, on a base with the launch content and nothing else."""

from django.conf import settings
from django.core.management.base import BaseCommand

from interventions.open_data.api.description import text_to_keep


class Command(BaseCommand):
    help = "Write docs/openapi.json anew, after a change of the API that is meant."

    def handle(self, *args, **options):
        file = settings.BASE_DIR / "docs" / "openapi.json"
        file.write_text(text_to_keep())
        self.stdout.write(f"Wrote {file}.")
