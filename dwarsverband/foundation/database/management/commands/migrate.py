"""Migrate as the owner of the tables, then give the application's role what it needs."""

from typing import Any  # Django's commands take what they are given

from django.conf import settings
from django.core.management.commands import migrate
from django.utils.module_loading import import_string

from dwarsverband.foundation.database import grants, room
from dwarsverband.foundation.database.roles import as_owner, prepare


class Command(migrate.Command):
    """Django's own command, as another role."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Prepare, migrate, grant."""
        room.demand()
        with as_owner():
            prepare()
            super().handle(*arguments, **options)
            grants.give()
        for name in settings.AFTER_STARTING:
            import_string(name)()
