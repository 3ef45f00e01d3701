"""One row of every closed model, with one word in each of its texts: whatever is added later too."""

from datetime import time, timedelta
from typing import Any  # the values of any field
from uuid import uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Partnership, User
from dwarsverband.foundation.database.grants import READ_ONLY, WITHOUT_PARTNERSHIP
from tests import make

Model = type[models.Model]
Values = dict[str, Any]


def closed_models() -> list[Model]:
    """Every model whose rows belong to one partnership."""
    return [model for model in apps.get_models() if model._meta.db_table not in WITHOUT_PARTNERSHIP]


def plant(home: Partnership, word: str) -> dict[Model, models.Model]:
    """A row of each closed model that the application writes."""
    planted: dict[Model, models.Model] = {Partnership: home}
    with make.within(home):
        for model in closed_models():
            if model not in planted and model._meta.db_table not in READ_ONLY:
                planted[model] = _row(model, home, word)
    return planted


def texts(row: models.Model) -> Values:
    """The fields of a row that hold text, and what stands in them."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if isinstance(field, kinds) and not field.choices
    }


def _row(model: Model, home: Partnership, word: str) -> models.Model:
    values = _values(model, home, word)
    try:
        with transaction.atomic():
            return model._base_manager.create(**values)
    except IntegrityError:  # of this model there is one a partnership
        row = model._base_manager.get(partnership=home)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        return row


def _values(model: Model, home: Partnership, word: str) -> Values:
    """A value for each field; two that lead to the same model lead to two rows, in order."""
    values: Values = {}
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    leading: dict[Model, list[str]] = {}
    for field in fields:
        if isinstance(field, models.ForeignKey):
            leading.setdefault(field.related_model, []).append(field.name)
        elif field.name == "partnership_id":
            values[field.name] = home.pk
        else:
            values[field.name] = _value(field, word)
    for kind, names in leading.items():
        rows = [_led_to(kind, home, word) for _name in names]
        values |= dict(zip(names, sorted(rows, key=lambda row: row.pk), strict=True))
    return values


def _led_to(kind: Model, home: Partnership, word: str) -> models.Model:
    if kind is Partnership:
        return home
    if kind is User:
        return User.objects.create_user(f"{uuid4().hex}@elders.example", make.PASSWORD)
    return kind._base_manager.create(**_values(kind, home, f"{word}{uuid4().hex[:6]}"))


def _value(field: Any, word: str) -> Any:
    if field.choices:
        return field.get_default() or field.choices[0][0]
    if isinstance(field, ArrayField):
        return [_value(field.base_field, word)]
    if isinstance(field, models.EmailField):
        return f"{word.lower()}@elders.example"
    if isinstance(field, models.CharField | models.TextField):
        text = word.lower() if isinstance(field, models.SlugField) else word
        return text[: field.max_length]
    return _other_value(field, word)


def _other_value(field: Any, word: str) -> Any:
    if isinstance(field, models.JSONField):
        return [word] if field.default is list else {word: word}
    if isinstance(field, models.BinaryField):
        return word.encode()
    if isinstance(field, models.UUIDField):
        return None if field.null else uuid4()
    if isinstance(field, models.DateTimeField):
        return None if field.null else timezone.now() + timedelta(days=30)
    if isinstance(field, models.DateField):
        return None if field.null else timezone.localdate() + timedelta(days=30)
    if isinstance(field, models.TimeField):
        return None if field.null else time(10, 0)
    return field.get_default() if field.has_default() else 1
