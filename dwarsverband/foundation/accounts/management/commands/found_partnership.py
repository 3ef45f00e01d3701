"""Begin a partnership, and invite whoever coordinates it."""

from dataclasses import replace
from typing import Any  # Django's commands take what they are given

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.actions.members import invite_member
from dwarsverband.foundation.accounts.actions.partnerships import found_partnership
from dwarsverband.foundation.accounts.models import Partnership, Role
from dwarsverband.foundation.database import room
from dwarsverband.foundation.mail.models import Letter


class Command(BaseCommand):
    """The first thing that whoever runs an installation does; the rest is done on pages."""

    help = "Begin a partnership, and invite its first coordinator."

    def add_arguments(self, parser: CommandParser) -> None:
        """The partnership, and who coordinates it."""
        parser.add_argument("slug", help="its word in addresses, such as waterdal")
        parser.add_argument("name", help="its name, such as Waterdal")
        parser.add_argument(
            "--coordinator", required=True, help="the name of the first coordinator"
        )
        parser.add_argument("--email", required=True, help="the address of the first coordinator")
        parser.add_argument(
            "--language", default="nl", choices=["nl", "en"], help="of the invitation"
        )

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Do both or neither, and show the invitation, in case mail does not leave yet."""
        room.demand()
        try:
            with transaction.atomic():
                letter = self._begin(options)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        except IntegrityError as problem:
            raise CommandError(
                f"There is a partnership called {options['slug']} already."
            ) from problem
        self.stdout.write(f"{options['name']} has begun. This invitation is on its way:\n")
        self.stdout.write(letter.text)

    def _begin(self, options: dict[str, Any]) -> Letter:
        slug, name = options["slug"], options["name"]
        partnership: Partnership = found_partnership(slug=slug, name=name)
        actor = replace(
            system(partnership.pk), partnership_slug=slug, partnership_name=name, name=name
        )
        with acting(actor):
            invite_member(
                actor,
                email=options["email"],
                name=options["coordinator"],
                role=Role.COORDINATOR,
                language=options["language"],
            )
            return Letter.objects.get(partnership=partnership)
