"""Who wants a mail on Monday that says what waits."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from dwarsverband.foundation.database.closed import CloseTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_tokens"),
        ("network", "0014_help_and_desks"),
    ]

    operations = [
        migrations.CreateModel(
            name="WeeklyMail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_wanted", models.BooleanField(default=False)),
                ("written_for", models.DateField(null=True)),
                ("letter", models.UUIDField(null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "membership"), name="weekly_mail_once_a_member"
                    )
                ],
            },
        ),
        CloseTable("WeeklyMail"),
    ]
