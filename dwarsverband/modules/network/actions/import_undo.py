"""What an actor does with a list that was saved by mistake: undo it, whole or not at all."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, later, replies
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Organisation, Processing, Theme
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.database.many import among, remove
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail import letters
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions.import_memory import CHANGEABLE, put_back
from dwarsverband.modules.network.models import (
    BeforeImport,
    Import,
    ImportAnswer,
    Person,
    PersonTheme,
    Place,
    Position,
    Tie,
)
from dwarsverband.modules.network.queries.import_undo import UndoPlan, outcome_words, undo_plan

BATCH = 2_000


@action(rules.may_undo_import)
def undo_import(actor: Actor, draft: Import) -> Import:
    """Put back what a list changed and remove what it added; what somebody changed since stays."""
    # One list at a time in a partnership: another one could build on what goes.
    Processing.objects.select_for_update().get(partnership_id=actor.partnership_id)
    current = Import.objects.select_for_update().get(pk=draft.pk)
    if current.status != Import.Status.DONE:
        return current
    _hold(actor, current)
    plan = undo_plan(actor, current)
    try:
        with transaction.atomic():
            _put_back(plan)
            _remove(actor, plan)
            connection.check_constraints()
    except IntegrityError as problem:
        raise ValidationError(
            _("Something that this list touched is needed elsewhere. Nothing was undone.")
        ) from problem
    _forget(actor, current)
    current.status, current.outcome = Import.Status.UNDONE, outcome_words(plan)
    current.version += 1
    current.save(update_fields=["status", "outcome", "added", "undo_until", "version"])
    later("network.place_people", system(actor.partnership_id))
    return current


def destroy_old_memories(actor: Actor) -> int:
    """Forget what was kept for undoing, after its day."""
    old = Import.objects.filter(partnership_id=actor.partnership_id, undo_until__lte=timezone.now())
    BeforeImport.objects.filter(
        partnership_id=actor.partnership_id, ends_at__lte=timezone.now()
    ).delete()
    return old.update(added={}, undo_until=None)


def _hold(actor: Actor, draft: Import) -> None:
    """Nobody changes in the meantime what may go or be put back."""
    own = {"partnership_id": actor.partnership_id}
    before = BeforeImport.objects.filter(**own, draft=draft)
    for model, kind in ((Person, BeforeImport.Kind.PERSON), (Tie, BeforeImport.Kind.TIE)):
        keys = {UUID(key) for key in draft.added.get(model.__name__, ())}
        keys |= set(before.filter(kind=kind).values_list("row", flat=True))
        list(
            model._base_manager.filter(among("pk", keys), **own)
            .select_for_update()
            .values_list("pk")
        )


def _put_back(plan: UndoPlan) -> None:
    for kind, (model, _names) in CHANGEABLE.items():
        remembered = {one.row: one for one in plan.back if one.kind == kind}
        known = model._base_manager.in_bulk(remembered)
        fields: set[str] = set()
        for pk, row in known.items():
            fields |= set(put_back(row, remembered[pk]))
            if hasattr(row, "version"):
                row.version += 1
                fields.add("version")
        _write(model, list(known.values()), fields)


def _write(model: type[Model], rows: list[Model], fields: Iterable[str]) -> None:
    for start in range(0, len(rows), BATCH):
        model._base_manager.bulk_create(
            rows[start : start + BATCH],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(fields),
        )


def _remove(actor: Actor, plan: UndoPlan) -> None:
    own = {"partnership_id": actor.partnership_id}
    note("network_person", plan.people)
    _forget_texts(actor, plan.people)
    Place.objects.filter(among("person", plan.people), **own).delete()
    for model, keys in (
        (Tie, plan.ties),
        (PersonTheme, plan.person_themes),
        (Position, plan.positions),
        (ImportAnswer, plan.answers),
        (Person, plan.people),
        (Organisation, plan.organisations),
        (Theme, plan.themes),
    ):
        remove(model._base_manager.filter(among("pk", keys), **own))


def _forget_texts(actor: Actor, people: set[UUID]) -> None:
    """Nothing stays that was written to people who go, or about them."""
    links.destroy(actor, people)
    told = Person.objects.filter(
        among("pk", people), partnership_id=actor.partnership_id, told_on__isnull=False
    )
    for person in told:
        letters.forget(actor, person.pk, name=person.name, email=person.email)
    replies.forget_all(actor.partnership_id, people)


def _forget(actor: Actor, draft: Import) -> None:
    BeforeImport.objects.filter(partnership_id=actor.partnership_id, draft=draft).delete()
    draft.added, draft.undo_until = {}, None
