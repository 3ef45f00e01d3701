"""What an actor does when people spoke, and about whose turn it is."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.access.verdict import NOWHERE
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import (
    ContactMoment,
    Person,
    Tie,
    TieKind,
    TimeSetAside,
    Turn,
)
from dwarsverband.modules.network.queries.handing import turns_past_term
from dwarsverband.modules.network.queries.moments import moments_past_term, own_side
from dwarsverband.modules.network.queries.people import own_key
from dwarsverband.modules.network.queries.upkeep import could_take_over, later_until
from dwarsverband.modules.network.rules import upkeep

DAYS_KEPT = 730


@action(rules.may_record_contact)
def record_contact(
    actor: Actor,
    tie: Tie,
    *,
    on: date,
    initiative: str = "",
    reason: str = ContactMoment.Reason.UPKEEP,
    minutes: int | None = None,
    promise: str = "",
    note: str = "",
) -> Tie:
    """Write down that two people spoke; that restarts the clock, an older day than the known one does not."""
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day is still to come.")})
    current = Tie.objects.select_for_update().get(pk=tie.pk)
    moment = _moment(actor, current, on)
    moment.initiative, moment.reason = initiative, reason or ContactMoment.Reason.UPKEEP
    moment.minutes, moment.promise, moment.note = minutes or 0, promise, note
    moment.full_clean(exclude=["partnership", "tie", "keeper", "recorded_by"])
    if moment.ends_on >= timezone.localdate():  # what is older would be destroyed tonight
        moment.save()
    if current.last_contact_on is None or on > current.last_contact_on:
        current.last_contact_on = on
    if current.estimated_on == on:  # now it is a day
        current.estimated_on = None
    current.version += 1
    current.save(update_fields=["last_contact_on", "estimated_on", "version"])
    Turn.objects.filter(tie=current, membership=actor.membership_id).delete()
    return current


def _moment(actor: Actor, tie: Tie, on: date) -> ContactMoment:
    return ContactMoment(
        partnership_id=actor.partnership_id,
        tie=tie,
        keeper_id=own_side(actor, tie),
        recorded_by_id=actor.membership_id,
        happened_on=on,
        ends_on=on + timedelta(days=DAYS_KEPT),
        last_before_on=tie.last_contact_on,
    )


@action(upkeep.may_settle_moment)
def settle_moment(actor: Actor, moment: ContactMoment) -> ContactMoment:
    """A promise was kept, or a question answered."""
    moment.settled_on = timezone.localdate()
    moment.save(update_fields=["settled_on"])
    return moment


@action(upkeep.may_remove_moment)
def remove_moment(actor: Actor, moment: ContactMoment) -> Tie:
    """Take a moment back that was no moment; the clock stands as it stood before."""
    tie = Tie.objects.select_for_update().get(pk=moment.tie_id)
    ContactMoment.objects.filter(pk=moment.pk).delete()
    if tie.last_contact_on == moment.happened_on:
        left = ContactMoment.objects.filter(tie=tie).aggregate(last=Max("happened_on"))["last"]
        known = [day for day in (left, moment.last_before_on) if day is not None]
        tie.last_contact_on = max(known, default=None)
    tie.version += 1
    tie.save(update_fields=["last_contact_on", "version"])
    return tie


@action(upkeep.may_destroy_old_moments)
def destroy_old_moments(actor: Actor) -> None:
    """Let go what was kept for two years, and after one who took over a contact."""
    moments_past_term(actor).delete()
    turns_past_term(actor).delete()


@action(upkeep.may_put_off_contact)
def put_off_contact(actor: Actor, tie: Tie) -> Turn:
    """Not this week, and not the next: after that it may stand on the list again."""
    return _turn(actor, tie, later_until=later_until())


@action(upkeep.may_hand_over_contact)
def hand_over_contact(actor: Actor, tie: Tie, *, to: Person) -> Turn:
    """Ask somebody you know to speak one of your contacts instead of you."""
    if not could_take_over(actor, tie).filter(pk=to.pk).exists():
        raise ValidationError({"to": _("Choose somebody you know yourself.")})
    contact = tie.second_id if tie.first_id == own_side(actor, tie) else tie.first_id
    return _turn(actor, tie, contact_id=contact, handed_to_id=to.pk, handed_on=timezone.localdate())


@action(upkeep.may_take_over_contact)
def take_over_contact(actor: Actor, turn: Turn, *, on: date) -> Tie:
    """You spoke the contact that was handed to you: from now on you two know each other."""
    own = own_key(actor)
    if own is None or turn.contact_id is None:
        raise ValidationError(_("This contact was handed to somebody else."))
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day is still to come.")})
    first, second = sorted((own, turn.contact_id))
    tie, is_new = Tie.objects.get_or_create(
        partnership_id=actor.partnership_id,
        first_id=first,
        second_id=second,
        kind=TieKind.CONTACT,
        defaults={"source": "handed over", "since_on": on},
    )
    Turn.objects.filter(pk=turn.pk).update(taken_on=on)
    reason = ContactMoment.Reason.ACQUAINTANCE if is_new else ContactMoment.Reason.UPKEEP
    if is_new:
        later("network.place_people", system(actor.partnership_id))
    return record_contact(actor, tie, on=on, reason=reason)


@action(upkeep.may_give_back_contact)
def give_back_contact(actor: Actor, turn: Turn) -> None:
    """Give a contact back to whoever handed it to you."""
    Turn.objects.filter(pk=turn.pk).delete()


@action(upkeep.may_take_back_turn)
def take_back_turn(actor: Actor, turn: Turn) -> None:
    """Not later, and nobody else: the contact stands on your own list again."""
    Turn.objects.filter(pk=turn.pk).delete()


@action(upkeep.may_set_time_aside)
def set_time_aside(actor: Actor, *, minutes: int) -> TimeSetAside:
    """Say how much time a week you keep free for contacts."""
    own, _is_new = TimeSetAside.objects.update_or_create(
        partnership_id=actor.partnership_id,
        membership_id=_own(actor),
        defaults={"minutes": minutes},
    )
    return own


def _own(actor: Actor) -> UUID:
    """The membership of whoever keeps a list; the system has none."""
    return actor.membership_id or NOWHERE


def _turn(actor: Actor, tie: Tie, **said: object) -> Turn:
    """What the actor says about a tie takes the place of what they said before."""
    nothing: dict[str, object] = dict.fromkeys(
        ("later_until", "contact_id", "handed_to_id", "handed_on", "taken_on")
    )
    turn, _is_new = Turn.objects.update_or_create(
        partnership_id=actor.partnership_id,
        tie_id=tie.pk,
        membership_id=_own(actor),
        defaults={**nothing, **said},
    )
    return turn
