"""What an actor writes down of a meeting that was: who came, what was said; and the mail with it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any  # fields of three models
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.mail.shown import one_line, send_shown
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.actions.meetings import SOURCE
from dwarsverband.modules.tables.models import (
    Discussion,
    Meeting,
    Presence,
    Speaking,
    Visitor,
)
from dwarsverband.modules.tables.queries.meetings import domains_at, expected
from dwarsverband.modules.tables.queries.minutes import Visit, minutes_points
from dwarsverband.modules.tables.queries.minutes_mails import minutes_mail
from dwarsverband.modules.tables.rules import meetings as rules

DAYS_KEPT, MOST_MINUTES, MOST_VISITORS = 730, 600, 20
LONGEST, LONGEST_NAME = 1_000, 120


@action(rules.may_record_presence)
def record_presence(
    actor: Actor,
    meeting: Meeting,
    *,
    people: Collection[Person],
    excused: Collection[Person] = (),
    visitors: Sequence[Visit] = (),
) -> Meeting:
    """Write down who was at a meeting, who sent word, and who came from outside; being there together counts as a tie."""
    current = _locked(meeting)
    seats = expected(actor, current.table)
    there, word = {person.pk for person in people}, {person.pk for person in excused}
    if (there | word) - {seat.person_id for seat in seats}:
        raise ValidationError({"people": _("Somebody of these does not sit at this table.")})
    if there & word:
        raise ValidationError({"excused": _("Somebody of these was there. Choose one of both.")})
    kept = _kept(actor, current)
    Presence.objects.filter(meeting=current).delete()
    Presence.objects.bulk_create(
        Presence(
            **kept,
            person_id=seat.person_id,
            domain_id=seat.domain_id,
            was_there=seat.person_id in there,
            sent_word=seat.person_id in word,
        )
        for seat in seats
    )
    _let_in(current, visitors, kept)
    current.recorded_on = timezone.localdate()
    current.version += 1
    current.save()
    # The chair need not see everybody: the product itself hands down who sat together.
    later("tables.hand_down", system(actor.partnership_id), current)
    return current


@action(rules.may_write_minutes)
def write_minutes(
    actor: Actor, meeting: Meeting, *, said: Mapping[str, str], version: int
) -> Meeting:
    """Write down what was said about each point, in a few sentences; a point without them was not spoken of."""
    current = _locked(meeting)
    points = minutes_points(current)
    if version != current.version:
        raise Conflict(SimpleNamespace(**{one.key: one.said for one in points}))
    if set(said) - {one.point for one in points}:
        raise ValidationError(_("One of these points is not on the agenda."))
    told = {point: text.strip() for point, text in said.items() if text.strip()}
    if any(len(text) > LONGEST for text in told.values()):
        raise ValidationError(_("At most %(most)s characters for each point.") % {"most": LONGEST})
    kept = _kept(actor, current)
    Discussion.objects.filter(meeting=current).delete()
    Discussion.objects.bulk_create(
        Discussion(**kept, point=point, said=text) for point, text in told.items()
    )
    current.version += 1
    current.save()
    return current


@action(rules.may_send_minutes)
def send_minutes(actor: Actor, meeting: Meeting, *, note: str = "") -> int:
    """Mail everybody at the table what was decided and what they promised; how many mails that were."""
    sentence, mail = one_line(note), minutes_mail(actor, meeting)
    if not mail.to:
        raise ValidationError(_("We know no e-mail address of anybody at this table."))
    for words in mail.to:
        # It says by itself about nobody: a name may stand in what was decided.
        send_shown(actor, words, sentence, (), is_once=True)
    Meeting.objects.filter(pk=meeting.pk).update(minutes_told_on=timezone.localdate())
    return len(mail.to)


@action(rules.may_note_speaking)
def note_speaking(actor: Actor, meeting: Meeting, *, minutes: Mapping[UUID, int]) -> Meeting:
    """Write down how many minutes each domain spoke; a domain that is not told is not counted."""
    known = {domain.pk for domain in domains_at(actor, meeting)}
    if set(minutes) - known:
        raise ValidationError(_("Nobody of this domain was there."))
    if any(not 0 <= count <= MOST_MINUTES for count in minutes.values()):
        raise ValidationError(_("A meeting lasts ten hours at most."))
    Speaking.objects.filter(meeting=meeting).delete()
    Speaking.objects.bulk_create(
        Speaking(
            partnership_id=actor.partnership_id, meeting=meeting, domain_id=domain, minutes=count
        )
        for domain, count in minutes.items()
    )
    return meeting


def _let_in(meeting: Meeting, visits: Iterable[Visit], kept: Mapping[str, Any]) -> None:
    """Whoever came from outside; written down anew, they count once."""
    visitors = [
        Visitor(**kept, name=_one_line(one.name), organisation=_one_line(one.organisation))
        for one in dict.fromkeys(visits)
    ]
    if len(visitors) > MOST_VISITORS:
        raise ValidationError({"visitors": _("At most twenty guests.")})
    if any(
        not one.name or max(len(one.name), len(one.organisation)) > LONGEST_NAME for one in visitors
    ):
        sentence = _("On a line stands a name, and after a comma an organisation: no more.")
        raise ValidationError({"visitors": sentence})
    Visitor.objects.filter(meeting=meeting).delete()
    Visitor.objects.bulk_create(visitors)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=["self"]).select_related("table").get(pk=meeting.pk)


def _kept(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """What every row about a meeting that was has: whose it is, why it is kept, and until when."""
    basis = get_processing(actor)
    return {
        "partnership_id": actor.partnership_id,
        "meeting": meeting,
        "source": SOURCE,
        "legal_basis": basis.legal_basis if basis else "",
        "ends_on": meeting.on + timedelta(days=DAYS_KEPT),
    }
