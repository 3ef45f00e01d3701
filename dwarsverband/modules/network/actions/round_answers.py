"""What somebody who is asked does, and what their answer changes; the coordinator can undo it whole.

An answer is kept as it is given, and counts once it is finished. It makes ties, or makes them
stronger and fresher: what somebody else recorded is never lowered.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.accounts.queries import get_processing, visible_themes
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.actions.rounds import SOURCE, link_end
from dwarsverband.modules.network.models import (
    ContactMoment,
    MissingName,
    NamedContact,
    Participation,
    Round,
    Tie,
    TieKind,
)
from dwarsverband.modules.network.queries import rounds
from dwarsverband.modules.network.queries.round_likely import may_be_named
from dwarsverband.modules.network.rules import rounds as rules

MOST_NAMED, MOST_MISSING, NAME_DAYS = 100, 20, 91
Often = NamedContact.Often


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer says of a tie: its kind and strength, and how long ago they spoke on average."""

    kind: str
    strength: int
    days_ago: int


# Whoever speaks somebody every month spoke them half a month ago, on average.
MEANINGS = {
    Often.WEEKLY: Meaning(TieKind.COLLABORATION, 4, 0),
    Often.MONTHLY: Meaning(TieKind.CONTACT, 2, 15),
    Often.LESS: Meaning(TieKind.CONTACT, 1, 45),
}


@dataclass(frozen=True, slots=True)
class SaidOften:
    """How often somebody is spoken, and on which theme."""

    often: str
    theme: UUID | None = None


@action(rules.may_open_answer)
def open_answer(actor: Actor, participation: Participation) -> str:
    """A member opens their own list: a link as in the mail, which ends with the round."""
    _link, secret = links.make(
        actor,
        rounds.PURPOSE,
        link_end(participation.round),
        details={},
        subject=participation.pk,
        is_single_use=False,
    )
    return secret


@action(rules.may_name_contacts)
def name_contacts(
    actor: Actor,
    participation: Participation,
    *,
    people: Collection[UUID],
    shown: Collection[UUID] = (),
) -> int:
    """Tick whom you work with; of those who were shown, who is not ticked is named no longer."""
    if len(people) > MOST_NAMED:
        told = _("At most %(count)s people. Choose whom you work with most.")
        raise ValidationError({"people": told % {"count": MOST_NAMED}})
    wanted = set(
        may_be_named(actor, participation).filter(pk__in=people).values_list("pk", flat=True)
    )
    named = NamedContact.objects.filter(participation=participation)
    gone = named.filter(person__in=set(shown) - wanted)
    _take_back(list(gone.select_related("tie", "participation")))
    gone.delete()
    known = set(named.values_list("person_id", flat=True))
    last = {one.person_id: one for one in rounds.named_last(participation)}
    _name(participation, {key: last.get(key) for key in sorted(wanted - known)})
    return named.count()


@action(rules.may_keep_earlier)
def keep_earlier(actor: Actor, participation: Participation) -> int:
    """Say that whom you named last time still holds, as often as then."""
    named = NamedContact.objects.filter(participation=participation)
    known = set(named.values_list("person_id", flat=True))
    last = {one.person_id: one for one in rounds.named_last(participation)}
    _name(participation, {key: one for key, one in last.items() if key not in known})
    return named.count()


@action(rules.may_say_how_often)
def say_how_often(
    actor: Actor, participation: Participation, *, said: Mapping[UUID, SaidOften]
) -> None:
    """Say how often you speak those whom you named, and on which theme."""
    themes = set(visible_themes(actor).values_list("pk", flat=True))
    for one in NamedContact.objects.filter(participation=participation, person__in=said):
        now = said[one.person_id]
        one.often = Often(now.often) if now.often else ""
        one.theme_id = now.theme if now.theme in themes else None
        one.save(update_fields=["often", "theme"])


@action(rules.may_name_missing)
def name_missing(
    actor: Actor,
    participation: Participation,
    *,
    name: str,
    organisation: str = "",
    domain: Domain | None = None,
) -> MissingName:
    """Pass on who is not in the network, and where they work; the coordinator decides."""
    if participation.missing.count() >= MOST_MISSING:
        raise ValidationError(_("You passed on enough names. Thank you."))
    basis = get_processing(actor)
    missing = MissingName(
        partnership_id=actor.partnership_id,
        participation=participation,
        name=" ".join(name.split()),
        organisation=" ".join(organisation.split()),
        domain_code=domain.code if domain else "",
        source=SOURCE,
        legal_basis=basis.legal_basis if basis else "",
        ends_on=timezone.localdate() + timedelta(days=NAME_DAYS),
    )
    missing.full_clean(exclude=["partnership", "participation", "legal_basis"])
    missing.save()
    return missing


@action(rules.may_finish_answer)
def finish_answer(actor: Actor, participation: Participation) -> Participation:
    """Now it counts: ties follow what was said. Who finishes again takes back what was said before."""
    # The round first, as whoever closes it does.
    if Round.objects.select_for_update().get(pk=participation.round_id).closed_on is not None:
        raise ValidationError(_("This round has been closed already."))
    current = (
        Participation.objects.select_for_update().select_related("round").get(pk=participation.pk)
    )
    today = timezone.localdate()
    named = list(rounds.named_by(current).select_related("tie"))
    _take_back(named)
    for one in named:
        count_contact(current, one, today)
    current.answered_on, current.declined_on, current.undone_on = today, None, None
    current.save(update_fields=["answered_on", "declined_on", "undone_on"])
    later("network.place_people", system(actor.partnership_id))
    return current


@action(rules.may_decline_round)
def decline_round(
    actor: Actor, participation: Participation, *, for_good: bool = False
) -> Participation:
    """Rather not, this time or ever: no mail about it comes any more."""
    participation.declined_on = timezone.localdate()
    participation.asks_no_more = for_good
    participation.save(update_fields=["declined_on", "asks_no_more"])
    return participation


@action(rules.may_undo_answer)
def undo_answer(actor: Actor, participation: Participation) -> Participation:
    """Take back everything that one answer changed, and the names that it passed on."""
    current = (
        Participation.objects.select_for_update().select_related("round").get(pk=participation.pk)
    )
    named = NamedContact.objects.filter(participation=current)
    _take_back(list(named.select_related("tie", "participation")))
    note("network_namedcontact", named.values_list("pk", flat=True))
    named.delete()
    missing = MissingName.objects.filter(participation=current)
    note("network_missingname", missing.values_list("pk", flat=True))
    missing.delete()
    current.answered_on, current.undone_on = None, timezone.localdate()
    current.save(update_fields=["answered_on", "undone_on"])
    later("network.place_people", system(actor.partnership_id))
    return current


def _name(participation: Participation, people: Mapping[UUID, NamedContact | None]) -> None:
    """Name people, as often and on the theme that was said last time, if it was."""
    NamedContact.objects.bulk_create(
        NamedContact(
            partnership_id=participation.partnership_id,
            participation=participation,
            person_id=key,
            often=last.often if last else "",
            theme_id=last.theme_id if last else None,
        )
        for key, last in people.items()
    )


def count_contact(participation: Participation, one: NamedContact, today: date) -> None:
    """Write one contact down as a tie; a kind that is there already stays (within an action)."""
    meaning = _meaning(one)
    one.spoken_on = today - timedelta(days=meaning.days_ago)
    tie = _spoken_tie(participation, one)
    one.made_tie = tie is None
    if tie is None:
        tie = _new_tie(participation, one, meaning.kind, today)
    side = _side(tie, participation)
    one.strength_before, one.last_before_on = tie.strength, tie.last_contact_on
    one.said_before_on = getattr(tie, side)
    tie.strength = max(tie.strength, meaning.strength)
    if tie.last_contact_on is None or one.spoken_on > tie.last_contact_on:
        tie.last_contact_on = tie.estimated_on = one.spoken_on
    setattr(tie, side, today)
    tie.version += 1
    tie.save()
    one.tie = tie
    one.save()


def _meaning(one: NamedContact) -> Meaning:
    return MEANINGS[Often(one.often or Often.LESS)]


def _spoken_tie(participation: Participation, one: NamedContact) -> Tie | None:
    """The tie of two people who speak each other, if there is one: the strongest kind."""
    first, second = sorted((participation.person_id, one.person_id))
    kinds = (TieKind.COLLABORATION, TieKind.CONTACT)
    ties = Tie.objects.filter(
        partnership_id=participation.partnership_id, first=first, second=second, kind__in=kinds
    )
    return ties.select_for_update().order_by("kind").first()


def _new_tie(participation: Participation, one: NamedContact, kind: str, today: date) -> Tie:
    first, second = sorted((participation.person_id, one.person_id))
    return Tie.objects.create(
        partnership_id=participation.partnership_id,
        first_id=first,
        second_id=second,
        kind=kind,
        source=f"{SOURCE}, {participation.round.opened_on.isoformat()}",
        since_on=today,
    )


def _take_back(named: Collection[NamedContact]) -> None:
    """Put the ties back as they were before an answer, as far as nobody else said something since."""
    for one in named:
        if one.tie_id is None:
            continue
        tie = Tie.objects.select_for_update().filter(pk=one.tie_id).first()
        if tie is not None:
            _put_back(tie, one)
        one.tie, one.made_tie = None, False
        one.spoken_on = one.said_before_on = one.last_before_on = one.strength_before = None
        one.save()


def _put_back(tie: Tie, one: NamedContact) -> None:
    """Take one side's word off a tie; what the other said, or somebody recorded since, stays."""
    others = list(NamedContact.objects.filter(tie=tie).exclude(pk=one.pk))
    moments = ContactMoment.objects.filter(tie=tie)
    last = moments.aggregate(last=Max("happened_on"))["last"]
    if one.made_tie and not others and last is None and tie.source.startswith(SOURCE):
        note("network_tie", [tie.pk])
        tie.delete()
        return
    meaning, spoken_on = _meaning(one), one.spoken_on
    if tie.strength == meaning.strength:
        told = [_meaning(other).strength for other in others]
        tie.strength = max(one.strength_before or 1, *told, 1)
    if tie.last_contact_on == spoken_on:
        told_on = [other.spoken_on for other in others]
        tie.last_contact_on = max(filter(None, (one.last_before_on, last, *told_on)), default=None)
        tie.estimated_on = tie.last_contact_on if tie.last_contact_on in told_on else None
    setattr(tie, _side(tie, one.participation), one.said_before_on)
    tie.version += 1
    tie.save()
    _hand_on(one, others, meaning.strength, spoken_on)


def _hand_on(
    one: NamedContact, others: Collection[NamedContact], strength: int, spoken_on: date | None
) -> None:
    """What one answer found, the others that remain have found."""
    for other in others:
        other.made_tie = other.made_tie or one.made_tie
        if other.strength_before == strength:
            other.strength_before = one.strength_before
        if other.last_before_on == spoken_on:
            other.last_before_on = one.last_before_on
        other.save()


def _side(tie: Tie, participation: Participation, *, is_other: bool = False) -> str:
    """Which of the two days of a tie tells what somebody said, or the other one did."""
    is_first = (tie.first_id == participation.person_id) != is_other
    return "first_said_on" if is_first else "second_said_on"
