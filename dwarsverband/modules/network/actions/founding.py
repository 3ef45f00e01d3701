"""What a network begins with."""

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.actions.desks import propose_desks
from dwarsverband.modules.network.actions.seats import propose_seats


def begin(actor: Actor) -> None:
    """The seats that themes usually need, and the usual desks."""
    propose_seats(actor)
    propose_desks(actor)
