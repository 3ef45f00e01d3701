"""Read everything that can be found anew."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.database import room
from dwarsverband.foundation.database.tables import rows
from dwarsverband.foundation.search.index import mark_everything
from dwarsverband.foundation.search.jobs import catch_up_everywhere


class Command(BaseCommand):
    """For an operator who doubts the index; it is always kept up by itself."""

    help = "Read everything that can be found anew, in every partnership."

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Mark everything, and read it."""
        room.demand()
        for (partnership,) in rows("SELECT security.every_partnership()"):
            actor = system(partnership)
            with acting(actor):
                mark_everything(actor)
        self.stdout.write(f"{catch_up_everywhere()} things can be found.")
