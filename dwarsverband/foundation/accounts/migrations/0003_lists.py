"""Versions for what can be edited, other spellings of an organisation, and counts of sign-ins."""

import django.contrib.postgres.fields
from django.db import migrations, models

# The table that Django's database cache expects; its rows are counts behind a hash.
CACHE = """
CREATE TABLE cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_close")]
    operations = [
        migrations.AddField("domain", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("theme", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("organisation", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField(
            "organisation",
            "spellings",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=160), blank=True, default=list, size=None
            ),
        ),
        migrations.AlterField(
            "domain",
            "shape",
            models.CharField(
                choices=[
                    ("social", "Circle"),
                    ("safety", "Shield"),
                    ("care", "Plus"),
                    ("education", "Diamond"),
                    ("neighbourhood", "House"),
                    ("administration", "Square"),
                    ("national", "Hexagon"),
                    ("community", "Flower"),
                    ("plain", "Ring"),
                ],
                default="plain",
                max_length=20,
            ),
        ),
        migrations.RunSQL(CACHE, "DROP TABLE cache;"),
    ]
