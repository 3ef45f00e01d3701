"""Somebody who opens pages: the coordinator of the partnership that is measured."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from dwarsverband.foundation.access import Actor


def coordinator(actor: "Actor") -> "Client":
    """A browser of the coordinator of a partnership, signed in."""
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from dwarsverband.foundation.access.context import acting
    from dwarsverband.foundation.accounts.models import Membership, User

    call_command("collectstatic", verbosity=0, interactive=False)
    user = User.objects.create_user("bench@bench.example", "bench")
    with acting(actor):
        Membership.objects.create(
            partnership_id=actor.partnership_id,
            user=user,
            name="Bench",
            role="coordinator",
            starts_on=timezone.localdate(),
        )
    client = Client()
    client.force_login(user)
    return client


def settle() -> None:
    """Let what is loaded stay, as the server does once it has started: see `config.wsgi`."""
    gc.collect()
    gc.freeze()
