"""What an actor does with what they offer."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.analysis.words import traces
from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.database.ledger import note
from dwarsverband.modules.network.models import Offer, Person
from dwarsverband.modules.network.queries.offers import offers_past_term
from dwarsverband.modules.network.rules import helping as rules

SOURCE = "offer"
BASIS = "offered by the person"
MOST_OFFERS, LONGEST = 12, timedelta(days=731)


@action(rules.may_add_offer)
def add_offer(actor: Actor, person: Person, *, text: str, ends_on: date) -> Offer:
    """Offer to help with something, in a short line of one's own, until a day."""
    line, today = " ".join(text.split()), timezone.localdate()
    own = Offer.objects.filter(person=person)
    if own.filter(text__iexact=line).exists():
        raise ValidationError({"text": _("You offer this already.")})
    if own.count() >= MOST_OFFERS:
        raise ValidationError({"text": _("At most twelve lines. Stop one first.")})
    if set(traces.traces_of_person(line)) & {traces.PHONE, traces.EMAIL, traces.NUMBER}:
        told = _("No numbers and addresses here. You say how to reach you when somebody asks.")
        raise ValidationError({"text": told})
    if not today < ends_on <= today + LONGEST:
        raise ValidationError({"ends_on": _("Choose a day to come, within two years.")})
    offer = Offer(
        partnership_id=actor.partnership_id,
        person=person,
        text=line,
        offered_on=today,
        source=SOURCE,
        legal_basis=BASIS,
        ends_on=ends_on,
    )
    offer.full_clean(exclude=["partnership", "person"])
    offer.save()
    return offer


@action(rules.may_end_offer)
def end_offer(actor: Actor, offer: Offer) -> None:
    """Offer something no longer."""
    note("network_offer", [offer.pk])
    Offer.objects.filter(pk=offer.pk).delete()


def destroy_old_offers(actor: Actor) -> int:
    """Remove the offers whose term has ended."""
    old = offers_past_term(actor)
    note("network_offer", old.values_list("pk", flat=True))
    return old.delete()[0]
