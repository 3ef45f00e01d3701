"""Thousands of rows at once: their keys as one value, and their end as one statement."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet, UUIDField, Value
from django.db.models.deletion import Collector


def among(field: str, keys: Iterable[UUID]) -> Func:
    """Whether a key is one of these; as `__in`, whose list is written and read key by key."""
    every = Value(list(keys), output_field=ArrayField(UUIDField()))
    return Func(
        F(field),
        every,
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=BooleanField(),
    )


def remove(rows: QuerySet[Model]) -> None:
    """Remove rows and what hangs on them, as `rows.delete()` does, the rows themselves together.

    Django removes a hundred at a time; what the database does after each statement, such as forgetting
    what can be found, would be done as often.
    """
    collector = _Collector(using=rows.db, origin=rows)
    collector.collect(rows)
    collector.data.pop(rows.model, None)
    collector.delete()
    rows._raw_delete(rows.db)


class _Collector(Collector):
    def related_objects(
        self,
        related_model: type[Model],
        related_fields: Iterable[Field],  # type: ignore[type-arg]  # of any value
        objs: Iterable[Model],
    ) -> QuerySet[Model]:
        keys, wanted = [one.pk for one in objs], Q()
        for field in related_fields:
            wanted |= Q(among(field.name, keys))
        return related_model._base_manager.using(self.using).filter(wanted)
