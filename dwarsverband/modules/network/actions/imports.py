"""What an actor does with a list: bring it in, say how it is read, save it, throw it away."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor, Conflict, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.sheets import progress
from dwarsverband.foundation.sheets.reading import SheetError
from dwarsverband.foundation.sheets.reading import read_tables as read_files
from dwarsverband.foundation.sheets.tables import Table
from dwarsverband.foundation.sheets.texts import clean_line, clean_text
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions.import_answers import (
    forget_answers,
    forget_reading,
    remember_answers,
    remember_reading,
)
from dwarsverband.modules.network.actions.import_saving import save_plan
from dwarsverband.modules.network.models import Import
from dwarsverband.modules.network.queries import import_groups as groups
from dwarsverband.modules.network.queries.import_columns import read_as_before
from dwarsverband.modules.network.queries.import_fields import (
    REPEATABLE,
    guess_columns,
    import_fields,
)
from dwarsverband.modules.network.queries.import_types import Plan
from dwarsverband.modules.network.queries.import_words import left_out_words
from dwarsverband.modules.network.queries.imports import (
    ABOVE,
    HEADINGS,
    import_plan,
    mapped_tables,
    read_tables,
)

DAYS_KEPT = 7
# So many rows are saved while the page waits; more are saved by a job that tells how far it is.
ROWS_AT_ONCE = 2_000
LONGEST_SOURCE = 120
LONGEST_KEY, LONGEST_ANSWERS = 400, 2_000_000
BEGUN = 5
_GOOD_ROWS = "only good rows"


@action(rules.may_start_import)
def start_import(
    actor: Actor, *, files: Sequence["UploadedFile[bytes]"], source: str = ""
) -> Import:
    """Read the files, without the columns that have no place here, and save nothing yet."""
    try:
        tables = read_files([(str(file.name), file.read()) for file in files])
    except SheetError as problem:
        raise ValidationError({"files": problem.sentence}) from problem
    decisions, mappings = read_as_before(actor, tables)
    draft = Import(
        partnership_id=actor.partnership_id,
        files=list(dict.fromkeys(table.file for table in tables)),
        source=clean_line(source, LONGEST_SOURCE),
        tables=[table.to_json() for table in tables],
        mappings=mappings,
        decisions=decisions,
        made_by=actor.membership_id,
        ends_on=timezone.localdate() + timedelta(days=DAYS_KEPT),
    )
    draft.counts = _counts(import_plan(actor, draft))
    draft.save()
    return draft


@action(rules.may_map_import)
def map_import(
    actor: Actor,
    draft: Import,
    *,
    version: int,
    mappings: Sequence[Mapping[str, str]] | None = None,
    decisions: Mapping[str, str] | None = None,
    for_all: Mapping[str, str] | None = None,
    forget: bool = False,
) -> Import:
    """Say how the columns are read and who is who; what was decided before stays, unless it is forgotten.

    One answer for all of a sort counts for whatever is not decided by itself, until it is taken back.
    """
    current = _locked(draft, version)
    before = {} if forget else current.decisions
    every = _for_all(import_plan(actor, current), for_all or {})
    if forget:
        forget_answers(actor, import_plan(actor, current))
        mappings = forget_reading(actor, current)
    wanted = {**before, **_checked_decisions(decisions or {}), **every}
    columns = _columns(current, wanted, mappings)
    if (columns, wanted) == (current.mappings, current.decisions) and not forget:
        return current
    fresh = dict(wanted.items() - before.items())
    if fresh and not forget:
        remember_answers(actor, import_plan(actor, current), fresh)
    current.mappings, current.decisions = columns, wanted
    current.version += 1
    current.counts = _counts(import_plan(actor, current))
    current.save(update_fields=["mappings", "decisions", "counts", "version"])
    return current


@action(rules.may_apply_import)
def apply_import(
    actor: Actor, draft: Import, *, version: int, skip_wrong_rows: bool = False
) -> Import:
    """Save a list: a short one at once, a long one as soon as there is time."""
    current = _locked(draft, version)
    plan = import_plan(actor, current)
    _check_is_answered(plan, skip_wrong_rows=skip_wrong_rows)
    current.status, current.applied_at, current.outcome = Import.Status.WAITING, timezone.now(), ""
    current.decisions = {**current.decisions, _GOOD_ROWS: "yes" if skip_wrong_rows else ""}
    current.version += 1
    current.save(update_fields=["status", "applied_at", "outcome", "decisions", "version"])
    if plan.counts["rows"] > ROWS_AT_ONCE:
        later("network.finish_import", actor, current)
        return current
    return finish_import(actor, current)


@action(rules.may_finish_import)
def finish_import(actor: Actor, draft: Import) -> Import:
    """Save the list, whole or not at all; what was saved is no longer kept as a list."""
    # One list at a time in a partnership: two would both bring in the same new people.
    processing = Processing.objects.select_for_update().get(partnership_id=actor.partnership_id)
    current = Import.objects.select_for_update().get(pk=draft.pk)
    if current.status != Import.Status.WAITING:
        return current
    try:
        with transaction.atomic():
            _finish(actor, current, processing)
            later("network.place_people", system(actor.partnership_id))
    except (ValidationError, DataError, IntegrityError) as problem:
        current.status, current.outcome = Import.Status.FAILED, _why(problem)
        current.version += 1
        current.save(update_fields=["status", "outcome", "version"])
    return current


@action(rules.may_give_up_import)
def give_up_import(actor: Actor, draft: Import) -> Import:
    """Say that saving did not succeed, after it was tried again and again; the list is kept."""
    current = Import.objects.select_for_update().get(pk=draft.pk)
    current.status = Import.Status.FAILED
    current.outcome = _(
        "Saving was tried five times and did not succeed. Nothing was saved, and your list is kept. "
        "Save it again. Does that fail too? Tell whoever runs this installation."
    )
    current.version += 1
    current.save(update_fields=["status", "outcome", "version"])
    return current


@action(rules.may_discard_import)
def discard_import(actor: Actor, draft: Import) -> None:
    """Throw a list away; what was saved from it stays."""
    draft.delete()


def destroy_old_imports(actor: Actor) -> int:
    """Remove the lists whose term has ended."""
    old = Import.objects.filter(
        partnership_id=actor.partnership_id, ends_on__lt=timezone.localdate()
    )
    return old.delete()[0]


def _finish(actor: Actor, current: Import, processing: Processing) -> None:
    if not current.tables:
        raise ValidationError(_("Somebody left the network, and the name may stand in this list."))
    progress.tell(current.pk, BEGUN)
    plan = import_plan(actor, current)
    is_partial = bool(current.decisions.get(_GOOD_ROWS))
    _check_is_answered(plan, skip_wrong_rows=is_partial)
    tables = [mapped.table for mapped in mapped_tables(current)]
    saved = save_plan(actor, current, plan, processing)
    remember_reading(actor, current, processing)
    current.status, current.applied_at = Import.Status.DONE, timezone.now()
    current.counts = {**saved, "rows": plan.counts["rows"], "rows_left_out": len(plan.open_rows)}
    current.outcome = left_out_words(tables, plan.open_rows)
    current.tables, current.mappings, current.decisions = [], [], {}
    current.version += 1
    current.save()


def _counts(plan: Plan) -> dict[str, int]:
    return {**plan.counts, "rows_left_out": len(plan.open_rows)}


def _check_is_answered(plan: Plan, *, skip_wrong_rows: bool) -> None:
    """Nothing is saved while something is asked, unless the rows it is about may stay out."""
    count = plan.open_count
    if count and not skip_wrong_rows:
        sentence = ngettext(
            "%(count)s thing is still open. Answer it, or save only the good rows.",
            "%(count)s things are still open. Answer them, or save only the good rows.",
            count,
        )
        raise ValidationError(sentence % {"count": count})


def _columns(
    draft: Import, wanted: Mapping[str, str], mappings: Sequence[Mapping[str, str]] | None
) -> list[dict[str, str]]:
    """What the columns become: as somebody says, or as we guess under headings they chose just now."""
    told = draft.mappings if mappings is None else mappings
    if len(told) != len(draft.tables):
        raise ValidationError({"mappings": _("Say for every sheet how its columns are read.")})
    keys = [f"{HEADINGS}{place}" for place in range(len(told))]
    _check_headings(draft, [wanted.get(key, "") for key in keys])
    return [
        guess_columns(table)
        if wanted.get(key, "") != draft.decisions.get(key, "")
        else _checked_mapping(table, mapping)
        for key, table, mapping in zip(keys, read_tables(draft.tables, wanted), told, strict=True)
    ]


def _check_headings(draft: Import, chosen: Sequence[str]) -> None:
    """Headings stand in a line of the table, and something stands below it."""
    for stored, line in zip(draft.tables, chosen, strict=True):
        numbers = [row.number for row in Table.from_json(stored).lines[:-1]] if line else []
        told = line.removesuffix(ABOVE)
        if line and (not told.isdecimal() or int(told) not in {0, *numbers}):
            raise ValidationError({"decisions": _("There is no such row to hold the headings.")})


def _checked_mapping(table: Table, mapping: Mapping[str, str]) -> dict[str, str]:
    """A mapping names columns that are there and may be read, and every field once."""
    readable = {column.letter for column in table.columns if not column.refused}
    fields = {field.name for field in import_fields()}
    if not set(mapping) <= readable or not set(mapping.values()) <= fields:
        raise ValidationError(
            {"mappings": _("There is no such column, or nothing it could become.")}
        )
    single = [name for name in mapping.values() if name not in REPEATABLE]
    if len(set(single)) < len(single):
        raise ValidationError({"mappings": _("Two columns cannot be the same.")})
    return dict(mapping)


def _checked_decisions(decisions: Mapping[str, str]) -> dict[str, str]:
    length = sum(len(key) + len(value) for key, value in decisions.items())
    if length > LONGEST_ANSWERS or any(len(key) > LONGEST_KEY for key in decisions):
        raise ValidationError({"decisions": _("This is no answer to anything that was asked.")})
    return {clean_text(key): clean_text(value) for key, value in decisions.items()}


def _for_all(plan: Plan, told: Mapping[str, str]) -> dict[str, str]:
    """One answer for all of a sort, as it is kept; an empty one takes it back."""
    for sort, value in told.items():
        if value and value not in groups.values_for_all(sort, plan.domains):
            raise ValidationError({"for_all": _("This is no answer to anything that was asked.")})
    return {f"{groups.EVERY}{sort}": value for sort, value in told.items() if sort in groups.SORTS}


def _why(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        return " ".join(problem.messages)
    return _("Something broke on our side. Nothing was saved, and your list is kept.")


def _locked(draft: Import, version: int) -> Import:
    current = Import.objects.select_for_update().get(pk=draft.pk)
    if current.version != version:
        raise Conflict(current)
    return current
