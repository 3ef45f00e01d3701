"""What was answered about a list, kept so that the next one need not ask it again: marks, never names."""

from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from django.utils import timezone

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.modules.network.actions.import_memory import months_later
from dwarsverband.modules.network.models import Import, ImportAnswer, Person
from dwarsverband.modules.network.queries.import_answers import (
    answer_mark,
    is_cell,
    stored_answer,
)
from dwarsverband.modules.network.queries.import_columns import reading_marks, reading_told
from dwarsverband.modules.network.queries.import_fields import guess_columns
from dwarsverband.modules.network.queries.import_types import NEW, Known, Plan
from dwarsverband.modules.network.queries.imports import read_tables

BATCH = 2_000
_CHANGED = ("answer", "person", "made_on", "ends_on")


def remember_answers(actor: Actor, plan: Plan, decisions: Mapping[str, str]) -> None:
    """Keep what was just answered; a cell that was put right only counts once it is saved."""
    taken_back = [key for key, value in decisions.items() if not (value or is_cell(key))]
    _forget(actor, (plan.marks[key] for key in taken_back if key in plan.marks))
    told = {key: value for key, value in decisions.items() if value and not is_cell(key)}
    _keep(actor, plan, {**_the_other_way(plan, told), **told}, {})


def _the_other_way(plan: Plan, decisions: Mapping[str, str]) -> dict[str, str]:
    """The same answers as they would be given if the next list has these rows in another order."""
    return {
        other.key: NEW if decisions[doubt.key] == NEW else doubt.key
        for doubt in plan.doubts
        if doubt.is_described
        for other in doubt.candidates
        if not other.is_known and decisions.get(doubt.key) in (NEW, other.key)
    }


def settle_answers(
    actor: Actor, plan: Plan, decisions: Mapping[str, str], ids: Mapping[str, UUID]
) -> list[ImportAnswer]:
    """Keep what was answered about a list that has been saved, and who everybody turned out to be.

    What is given back counts only as long as the list stays saved.
    """
    people = {key: ids[end] for key, end in plan.ends.items() if end in ids}
    kept = _keep(actor, plan, decisions, people)
    return [answer for key, answer in kept.items() if is_cell(key)]


def forget_answers(actor: Actor, plan: Plan) -> None:
    """Let a list ask everything again that was answered before."""
    _forget(actor, plan.marks.values())


def remember_reading(actor: Actor, draft: Import, processing: Processing) -> None:
    """Keep how the columns of a list that has been saved were read, for the next one like it."""
    _forget(actor, reading_marks(actor, draft))
    today = timezone.localdate()
    _write(
        [
            ImportAnswer(
                partnership_id=actor.partnership_id,
                mark=mark,
                answer=answer,
                made_on=today,
                ends_on=months_later(today, processing.months_kept),
            )
            for mark, answer in reading_told(actor, draft).items()
        ]
    )


def forget_reading(actor: Actor, draft: Import) -> list[dict[str, str]]:
    """Read the columns of a list as we guess them, now and the next time; what they become."""
    _forget(actor, reading_marks(actor, draft))
    return [guess_columns(table) for table in read_tables(draft.tables, {})]


def destroy_old_answers(actor: Actor) -> int:
    """Remove the answers whose term has ended."""
    own = ImportAnswer.objects.filter(partnership_id=actor.partnership_id)
    return own.filter(ends_on__lt=timezone.localdate()).delete()[0]


def _forget(actor: Actor, marks: Iterable[str]) -> None:
    own = ImportAnswer.objects.filter(partnership_id=actor.partnership_id)
    own.filter(mark__in=list(marks)).delete()


def _keep(
    actor: Actor, plan: Plan, decisions: Mapping[str, str], people: Mapping[str, UUID]
) -> dict[str, ImportAnswer]:
    known = Known(mark_of_answer=partial(answer_mark, actor.partnership_id))
    there = _there(actor, [*people.values(), *_numbers(decisions.values())])
    today, found = timezone.localdate(), dict[str, ImportAnswer]()
    processing = Processing.objects.filter(partnership_id=actor.partnership_id).first()
    for key, value in decisions.items():
        mark = plan.marks.get(key, "")
        person = people.get(key) or next(iter(_numbers([value])), None)
        answer = stored_answer(known, key, value, plan.marks)
        if processing and mark and (answer or person in there):
            found[key] = ImportAnswer(
                partnership_id=actor.partnership_id,
                mark=mark,
                answer=answer,
                person_id=person if person in there else None,
                made_on=today,
                ends_on=months_later(today, processing.months_kept),
            )
    _write(found.values())
    return found


def _write(answers: Iterable[ImportAnswer]) -> None:
    """One answer a mark: the last one counts."""
    last = {one.mark: one for one in answers}
    homes = {one.partnership_id for one in last.values()}
    ImportAnswer.objects.filter(partnership__in=homes, mark__in=last).delete()
    ImportAnswer.objects.bulk_create(
        last.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["partnership", "mark"],
        update_fields=_CHANGED,
    )


def _numbers(values: Iterable[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _there(actor: Actor, keys: Iterable[UUID]) -> set[UUID]:
    own = Person.objects.filter(partnership_id=actor.partnership_id, pk__in=set(keys))
    return set(own.values_list("pk", flat=True))
