"""What a coordinator does with contacts: hand over those of a colleague, speak somebody new."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.access.verdict import NOWHERE
from dwarsverband.foundation.accounts.models import Membership
from dwarsverband.foundation.accounts.queries import member_list
from dwarsverband.modules.network.actions.moments import record_contact
from dwarsverband.modules.network.actions.telling import tell_members
from dwarsverband.modules.network.models import ContactMoment, Person, Tie, TieKind, Turn
from dwarsverband.modules.network.models.people import CONVERSATION
from dwarsverband.modules.network.queries.handing import (
    Handing,
    could_receive,
    plan,
)
from dwarsverband.modules.network.queries.handing_words import (
    given_words,
    handed_words,
    known_words,
)
from dwarsverband.modules.network.queries.people import own_key
from dwarsverband.modules.network.rules import handing as rules


@action(rules.may_hand_over_contacts)
def hand_over_contacts(
    actor: Actor,
    member: Membership,
    *,
    to: Person,
    contacts: Collection[Person],
    everybody: bool = False,
) -> Handing:
    """Put these contacts of a colleague, or all, on the list of somebody else; both hear how many."""
    if not could_receive(actor, member).filter(pk=to.pk).exists():
        raise ValidationError({"to": _("Choose somebody who takes part and is in the network.")})
    if not (contacts or everybody):
        raise ValidationError({"contacts": _("Tick one or more, or all.")})
    planned = plan(actor, member, to, None if everybody else contacts)
    if not planned.new:
        raise ValidationError({"to": known_words(to)})
    today = timezone.localdate()
    for tie, other in planned.new:
        Turn.objects.update_or_create(
            partnership_id=actor.partnership_id,
            tie_id=tie.pk,
            membership_id=actor.membership_id or NOWHERE,
            defaults={
                "later_until": None,
                "contact_id": other,
                "handed_to_id": to.pk,
                "handed_on": today,
                "taken_on": None,
            },
        )
    _tell(actor, member, to, len(planned.new))
    return Handing(to, len(planned.new), planned.known)


@action(rules.may_record_first_contact)
def record_first_contact(
    actor: Actor,
    person: Person,
    *,
    on: date,
    initiative: str = "",
    reason: str = ContactMoment.Reason.ACQUAINTANCE,
    minutes: int | None = None,
    promise: str = "",
    note: str = "",
) -> Tie:
    """Write down that you spoke somebody whom you did not know yet: from now on there is a tie."""
    first, second = sorted((own_key(actor) or NOWHERE, person.pk))
    tie, _is_new = Tie.objects.get_or_create(
        partnership_id=actor.partnership_id,
        first_id=first,
        second_id=second,
        kind=TieKind.CONTACT,
        defaults={"source": CONVERSATION, "since_on": on},
    )
    later("network.place_people", system(actor.partnership_id))
    return record_contact(
        actor,
        tie,
        on=on,
        initiative=initiative,
        reason=reason,
        minutes=minutes,
        promise=promise,
        note=note,
    )


def _tell(actor: Actor, member: Membership, to: Person, count: int) -> None:
    members = member_list(actor).filter(user__email=to.email)
    tell_members(actor, members, lambda: handed_words(actor, count), [to.pk])
    former = [member] if member.pk != actor.membership_id else []
    tell_members(actor, former, lambda: given_words(actor, member, to, count), [to.pk])
