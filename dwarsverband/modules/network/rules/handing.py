"""What an actor may do with the contacts of others, and with somebody new."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.network.queries.people import own_key


def may_hand_over_contacts(actor: Actor, member: Membership) -> Verdict:
    """The coordinator hands over the contacts of a colleague, for instance when somebody leaves."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator hands over contacts of somebody else."))
    return ALLOWED


def may_record_first_contact(actor: Actor, person: Person) -> Verdict:
    """The coordinator writes down that they spoke somebody whom they did not know yet."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator records contact with somebody new."))
    if person.objected_on is not None:
        return denied(_("This person objects. Decide about that first."))
    own = own_key(actor)
    if own is None:
        return denied(_("You are not in the network yourself. Add yourself with your own address."))
    if own == person.pk:
        return denied(_("This is you."))
    return ALLOWED
