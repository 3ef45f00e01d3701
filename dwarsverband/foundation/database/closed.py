"""Closed tables: what a migration adds so that the database itself keeps partnerships apart."""

from typing import ClassVar

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import ForeignKey, Model

from dwarsverband.foundation.database.roles import application_role, owner_role

_POLICIES = """
ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
CREATE POLICY partnership ON "{table}" TO "{application}"
    USING ("{column}" = ANY (ARRAY(SELECT security.partnerships())))
    WITH CHECK ("{column}" = ANY (ARRAY(SELECT security.partnerships())));
CREATE POLICY owner ON "{table}" TO "{owner}" USING (true) WITH CHECK (true);
"""
_KEY = 'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_own" UNIQUE (partnership_id, id);'
_REFERENCE = """
ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}_own"
    FOREIGN KEY (partnership_id, "{column}") REFERENCES "{target}" (partnership_id, id)
    {deletion} DEFERRABLE INITIALLY DEFERRED;
"""
_REGION = """
CREATE POLICY region ON "{table}" AS RESTRICTIVE TO "{application}"
    USING ((SELECT security.regions()) IS NULL OR {condition})
    WITH CHECK ((SELECT security.regions()) IS NULL OR {condition});
"""


class CloseTable(Operation):
    """Row-level security, forced, and foreign keys that cannot point into another partnership.

    `region` is the condition under which a membership that is limited to some municipalities
    sees a row; without it the whole partnership does.
    """

    reversible: ClassVar[bool] = True

    def __init__(self, name: str, region: str = "") -> None:
        """Close the table of the model `name`."""
        self.name = name
        self.region = region

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: models know nothing of policies."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Write the policies and the keys."""
        model = to_state.apps.get_model(app_label, self.name)
        for statement in self._statements(model):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Leave nothing behind: the table goes with its policies."""

    def describe(self) -> str:
        """Say what this is, for `showmigrations`."""
        return f"Close the table of {self.name}"

    def _statements(self, model: type[Model]) -> list[str]:
        table = model._meta.db_table
        names = {"table": table, "application": application_role(), "owner": owner_role()}
        is_partnership = table == "accounts_partnership"
        statements = [
            _POLICIES.format(column="id" if is_partnership else "partnership_id", **names)
        ]
        if not is_partnership:
            statements.append(_KEY.format(table=table))
            statements += [
                _REFERENCE.format(
                    table=table,
                    column=field.column,
                    target=field.related_model._meta.db_table,
                    deletion=f'ON DELETE SET NULL ("{field.column}")' if field.null else "",
                )
                for field in closed_references(model)
            ]
        if self.region:
            statements.append(_REGION.format(condition=self.region, **names))
        return statements


def closed_references(model: type[Model]) -> list[ForeignKey[Model, Model]]:
    """The foreign keys of a closed table that lead to another closed table."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey)
        and field.column != "partnership_id"
        and any(own.column == "partnership_id" for own in field.related_model._meta.local_fields)
    ]
