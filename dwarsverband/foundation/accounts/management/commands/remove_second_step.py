"""Let somebody in who lost their phone and their recovery codes."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from dwarsverband.foundation.accounts.actions.factors import remove_second_step
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.database import room


class Command(BaseCommand):
    """For whoever runs the installation, once they are sure who asks."""

    help = "Take away the second step of somebody who lost it, and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Of whom."""
        parser.add_argument("email", help="the address with which they sign in")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Do it, and say what comes next."""
        room.demand()
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError("Nobody signs in with this address.")
        with transaction.atomic():
            remove_second_step(user)
        self.stdout.write("Done. They come in with their password, and set up a new second step.")
