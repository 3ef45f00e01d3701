"""Load the demo town and a second one beside it, once."""

from dataclasses import replace
from typing import Any  # Django's commands take what they are given

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from dwarsverband.foundation.access import Actor, later
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.actions.partnerships import found_partnership
from dwarsverband.foundation.accounts.models import User
from dwarsverband.foundation.database import room
from dwarsverband.modules.home.actions.town import load_town
from dwarsverband.modules.home.management.town import build
from dwarsverband.modules.network.queries import weekly

PASSWORD = "samen-in-waterdal"  # noqa: S105 (printed for whoever tries the demo)
CAST = {
    "noor": ("Noor Bakker", "coordinator", "coordinates the network of Waterdal"),
    "bram": ("Bram Hendriks", "partner", "is a partner from the police"),
    "karim": ("Karim El Idrissi", "partner", "is a partner whom Bram knows"),
    "hanneke": ("Hanneke Vos", "administrator", "is the mayor"),
    "joost": ("Joost Prins", "privacy_officer", "is the privacy officer"),
}
NEIGHBOUR_IS = (
    "coordinates another network, Zuiderveld, whose people have the same names on purpose"
)
NEIGHBOUR = {"wim": ("Wim Achterberg", "coordinator", NEIGHBOUR_IS)}
TOWNS = (("waterdal", "Waterdal", 7, CAST), ("zuiderveld", "Zuiderveld", 11, NEIGHBOUR))


class Command(BaseCommand):
    """Does nothing when the town is there already."""

    help = "Load the demo town; --sign-ins prints who can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--sign-ins", action="store_true", help="print who can sign in")

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Load both towns in one transaction each."""
        room.demand()
        if not settings.DEMO:
            raise CommandError("This is not a demo: set DEMO=1 to load fictional people.")
        for slug, name, seed, cast in TOWNS:
            self._load(slug, name, seed, cast)
        if options["sign_ins"]:
            for email, (_name, _role, what) in {**CAST, **NEIGHBOUR}.items():
                self.stdout.write(f"{email}@waterdal.example  {PASSWORD}  {what}")

    def _load(self, slug: str, name: str, seed: int, cast: dict[str, tuple[str, str, str]]) -> None:
        if User.objects.filter(email=f"{next(iter(cast))}@waterdal.example").exists():
            return
        with transaction.atomic():
            members = {
                person: (User.objects.create_user(f"{first}@waterdal.example", PASSWORD), role)
                for first, (person, role, _what) in cast.items()
            }
            partnership = found_partnership(slug=slug, name=name)
            actor = system(partnership.pk)
            with acting(actor):
                load_town(
                    actor, partnership, town=build(seed, timezone.localdate()), members=members
                )
                later("network.place_people", actor)
                _write_weekly_mails(actor)


def _write_weekly_mails(actor: Actor) -> None:
    """The mails of this Monday, to be found in the mailbox of the demo."""
    monday = weekly.monday_of(timezone.localdate())
    for member in weekly.waiting_for_mail(actor, monday):
        reader = replace(actor, membership_id=member.pk, user_id=member.user_id)
        later("network.write_weekly_mail", reader, monday)
