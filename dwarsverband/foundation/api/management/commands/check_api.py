"""The description of the API is stored, so that a change of it is seen."""

import json
from typing import Any  # Django's commands take what they are given

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

FILE = settings.BASE / "docs" / "reference" / "openapi.json"


class Command(BaseCommand):
    """Compares the API with docs/reference/openapi.json."""

    help = "Check that docs/reference/openapi.json describes the API; --update writes it."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--update", action="store_true", help="write the description")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Say that the two differ, or bring them in line."""
        api = import_string(settings.API)
        described = json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False, default=str)
        if options["update"]:
            FILE.parent.mkdir(parents=True, exist_ok=True)
            FILE.write_text(described + "\n", encoding="utf-8")
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != described + "\n":
            raise CommandError(
                "The API changed. Look at the change, then: manage.py check_api --update"
            )
        self.stdout.write("docs/reference/openapi.json describes the API.")
