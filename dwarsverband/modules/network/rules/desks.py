"""What an actor may do with desks."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.network.models import Desk


def may_add_desk(actor: Actor) -> Verdict:
    """The coordinator keeps the list of desks."""
    if not (actor.is_coordinator or actor.kind == "system"):
        return denied(_("Only the coordinator keeps the list of desks."))
    return ALLOWED


def may_propose_desks(actor: Actor) -> Verdict:
    """The coordinator begins with the usual desks."""
    return may_add_desk(actor)


def may_change_desk(actor: Actor, desk: Desk) -> Verdict:
    """The coordinator writes down what is different now."""
    return may_add_desk(actor)


def may_check_desk(actor: Actor, desk: Desk) -> Verdict:
    """The coordinator says that it is still right."""
    return may_add_desk(actor)


def may_remove_desk(actor: Actor, desk: Desk) -> Verdict:
    """The coordinator takes off the list what is no longer there."""
    return may_add_desk(actor)
