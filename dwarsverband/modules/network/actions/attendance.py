"""Who was together somewhere: handed down by whatever keeps meetings, kept as ties and nothing else."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Person, Tie, TieKind
from dwarsverband.modules.network.queries.attendance import (
    TOO_MANY_PEOPLE,
    Pair,
    Shared,
    Sitting,
    meeting_mark,
    shared_meetings,
)
from dwarsverband.modules.network.queries.people import visible_people

BATCH = 2_000
_CHANGED = ("weight", "meetings", "last_contact_on", "version")


@action(rules.may_record_attendance)
def record_attendance(
    actor: Actor, *, people: Collection[UUID], on: date, source: str, meeting: str = ""
) -> int:
    """Write down that these people met on a day: their ties weigh more; how many ties that are.

    `meeting` is what the caller calls it (a number will do), so that telling it twice counts once.
    Who objects or left is passed over, and so is whom the actor does not see. Of the meeting nothing is kept.
    """
    if on > timezone.localdate():
        raise ValidationError({"on": _("This day is still to come.")})
    if len(set(people)) > TOO_MANY_PEOPLE:
        sentence = _("So many people at once says nothing about who knows whom. At most %(count)s.")
        raise ValidationError({"people": sentence % {"count": TOO_MANY_PEOPLE}})
    own = {"partnership_id": actor.partnership_id}
    # In the order of their numbers, so that two meetings at once wait for each other.
    there = _recordable(actor).filter(pk__in=people).order_by("pk")
    keys = list(there.select_for_update().values_list("pk", flat=True))
    known = {
        (str(tie.first_id), str(tie.second_id)): tie
        for tie in Tie.objects.filter(
            **own, kind=TieKind.ATTENDANCE, first__in=keys, second__in=keys
        ).select_for_update()
    }
    mark = meeting_mark(actor.partnership_id, meeting, on)
    sitting = Sitting(mark, on, len(set(people)), [str(key) for key in keys])
    found = shared_meetings([sitting], {pair: tie.meetings for pair, tie in known.items()})
    _keep(actor, found, known, source)
    return len(found)


def _recordable(actor: Actor) -> QuerySet[Person]:
    """Of whom an actor may write down that they were there: a partner of the people they see."""
    if actor.kind == "system":
        return Person.objects.filter(partnership_id=actor.partnership_id, objected_on=None)
    return visible_people(actor)


def _keep(actor: Actor, found: dict[Pair, Shared], known: dict[Pair, Tie], source: str) -> None:
    new = [_new(actor, pair, one, source) for pair, one in found.items() if pair not in known]
    Tie.objects.bulk_create(new, batch_size=BATCH)
    changed: Sequence[Tie] = [known[pair] for pair in found if pair in known]
    for tie in changed:
        one = found[str(tie.first_id), str(tie.second_id)]
        tie.weight += one.weight
        tie.meetings = sorted({*tie.meetings, *one.marks})
        tie.last_contact_on = max(filter(None, (tie.last_contact_on, one.last_on)), default=None)
        tie.version += 1
    Tie.objects.bulk_update(changed, _CHANGED, batch_size=BATCH)


def _new(actor: Actor, pair: Pair, one: Shared, source: str) -> Tie:
    return Tie(
        partnership_id=actor.partnership_id,
        first_id=UUID(pair[0]),
        second_id=UUID(pair[1]),
        kind=TieKind.ATTENDANCE,
        weight=one.weight,
        meetings=sorted(one.marks),
        last_contact_on=one.last_on,
        source=source[:200],
    )
