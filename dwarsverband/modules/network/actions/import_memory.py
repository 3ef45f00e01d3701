"""What a list adds and changes, remembered for a day: numbers of what is new, and how the rest was."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any  # the values of any field
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.modules.network.models import BeforeImport, Import, Person, Position, Tie

HOURS_TO_UNDO = 24
Kind = BeforeImport.Kind
# What a list may change, per kind of row.
CHANGEABLE: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    Kind.PERSON: (
        Person,
        (
            *("name", "sort_name", "email", "phone", "identifier", "municipality"),
            *("neighbourhoods", "source", "legal_basis", "ends_on"),
        ),
    ),
    Kind.POSITION: (Position, ("organisation_id", "domain_id", "function", "ends_on", "is_main")),
    Kind.TIE: (
        Tie,
        ("strength", "weight", "meetings", "since_on", "last_contact_on", "estimated_on"),
    ),
    Kind.ORGANISATION: (Organisation, ("domain_id", "spellings")),
}


@dataclass
class Memory:
    """What one list did, until it is kept."""

    draft: Import
    until: datetime = field(default_factory=lambda: timezone.now() + timedelta(hours=HOURS_TO_UNDO))
    added: dict[str, list[str]] = field(default_factory=dict)
    before: dict[UUID, BeforeImport] = field(default_factory=dict)

    def add(self, rows: Iterable[Model]) -> None:
        """These are new."""
        for row in rows:
            self.added.setdefault(type(row).__name__, []).append(str(row.pk))

    def change(self, kind: Kind, row: Model, person: UUID | None = None) -> None:
        """Something is about to change: keep how it is now."""
        _model, names = CHANGEABLE[kind]
        self.before[row.pk] = BeforeImport(
            partnership_id=self.draft.partnership_id,
            draft=self.draft,
            person_id=person,
            kind=kind,
            row=row.pk,
            version=getattr(row, "version", -1) + 1,
            earlier={name: _plain(getattr(row, name)) for name in names},
            ends_at=self.until,
        )

    def keep(self, batch_size: int) -> None:
        """Write it down; the list itself is kept by whoever saves it."""
        BeforeImport.objects.bulk_create(self.before.values(), batch_size=batch_size)
        self.draft.added, self.draft.undo_until = self.added, self.until


def put_back(row: Model, remembered: BeforeImport) -> Sequence[str]:
    """Give a row the values that it had; which fields those are."""
    model, names = CHANGEABLE[remembered.kind]
    fields = {one.attname: one for one in model._meta.concrete_fields}
    for name in names:
        setattr(row, name, fields[name].to_python(remembered.earlier[name]))
    return [name.removesuffix("_id") for name in names]


def _plain(value: Any) -> Any:  # Any: the value of any field
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
