"""Tokens with which programs act for a member, and counts of requests."""

from datetime import timedelta
from uuid import uuid4

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from dwarsverband.foundation.accounts import sql
from dwarsverband.foundation.database.closed import CloseTable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_lists")]
    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("hash", models.CharField(max_length=64)),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "Read only"), ("write", "Read and write")], max_length=10
                    ),
                ),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("made_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("last_used_on", models.DateField(blank=True, null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="accounts.membership",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["ends_on", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "hash"), name="token_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__gte", models.F("made_on")),
                            ("ends_on__lte", models.F("made_on") + timedelta(days=366)),
                        ),
                        name="token_ends_within_a_year",
                    ),
                ],
            },
        ),
        migrations.RunSQL(sql.create_tokens(), sql.drop_tokens()),
        CloseTable("Token"),
    ]
