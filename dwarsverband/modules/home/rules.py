"""What an actor may do that concerns all modules."""

from django.conf import settings
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.foundation.accounts.models import Partnership


def may_load_town(actor: Actor, partnership: Partnership) -> Verdict:
    """A demo town is loaded by the system, and never beside real people."""
    if actor.kind != "system" or not settings.DEMO:
        return denied(_("The demo town is loaded in a demo only."))
    return ALLOWED
