"""What an actor may do with the mail of Monday."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.network.models import WeeklyMail
from dwarsverband.modules.network.queries.upkeep import keeps_contacts
from dwarsverband.modules.network.queries.weekly import holds_link_of


def may_choose_weekly_mail(actor: Actor) -> Verdict:
    """Whoever keeps contacts chooses whether a mail says on Monday what waits."""
    if keeps_contacts(actor):
        return ALLOWED
    return denied(_("Only whoever keeps contacts has a list."))


def may_write_weekly_mail(actor: Actor) -> Verdict:
    """The mail is made of what its reader sees, by itself, on Monday."""
    return may_choose_weekly_mail(actor)


def may_stop_weekly_mail(actor: Actor, mail: WeeklyMail) -> Verdict:
    """Whoever holds the link from the mail stops it, without signing in."""
    if not holds_link_of(actor, mail):
        return denied(_("Open the link from the mail again."))
    return ALLOWED
