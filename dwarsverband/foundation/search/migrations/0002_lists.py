import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from dwarsverband.foundation.database.closed import CloseTable
from dwarsverband.foundation.search import sql

WITHIN = "municipalities IS NULL OR municipalities::text[] && (SELECT security.regions())"
SPOKEN = (
    "EXISTS (SELECT 1 FROM search_postinglist AS list WHERE list.partnership_id = search_gram.partnership_id"
    " AND list.token = search_gram.token)"
    " OR token IN (SELECT word FROM search_entry AS entry CROSS JOIN unnest(entry.tokens) AS word"
    " WHERE entry.is_fresh)"
)
# What it held is read anew; numbers are given by the database, so that two never get the same.
_EMPTY = "TRUNCATE search_entry; CREATE SEQUENCE search_number AS integer"
# Numbers do not get smaller by being packed; unpacked, a part of a list can be read alone.
_UNPACKED = "ALTER TABLE search_postinglist ALTER COLUMN postings SET STORAGE EXTERNAL"


def _own():
    """What every closed table has."""
    key = models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)
    home = models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="accounts.partnership",
    )
    return [("id", key), ("partnership", home)]


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel("Gram"),
        migrations.DeleteModel("Posting"),
        migrations.RunSQL(_EMPTY, "DROP SEQUENCE search_number"),
        migrations.AddField("Entry", "number", models.IntegerField()),
        migrations.AddField("Entry", "is_fresh", models.BooleanField(default=True)),
        migrations.AddField(
            "Entry",
            "tokens",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list, size=None
            ),
        ),
        migrations.AddField(
            "Entry",
            "shares",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            "Entry",
            models.Index(fields=["partnership", "kind", "number"], name="search_entry_number"),
        ),
        migrations.AddIndex(
            "Entry",
            models.Index(
                fields=["partnership", "kind"],
                condition=models.Q(is_fresh=True),
                name="search_entry_fresh",
            ),
        ),
        migrations.CreateModel(
            name="PostingList",
            fields=[
                *_own(),
                ("kind", models.CharField(max_length=20)),
                ("token", models.CharField(max_length=40)),
                (
                    "municipalities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), null=True, size=None
                    ),
                ),
                ("part", models.IntegerField(default=0)),
                ("postings", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "token", "kind", "municipalities", "part"),
                        nulls_distinct=False,
                        name="search_list_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gone",
            fields=[
                *_own(),
                ("kind", models.CharField(max_length=20)),
                ("number", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "kind", "number"], name="search_gone_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="Gram",
            fields=[
                *_own(),
                ("gram", models.CharField(max_length=41)),
                ("token", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partnership", "token"], name="search_gram_token")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "gram", "token"), name="search_gram_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(_UNPACKED, migrations.RunSQL.noop),
        migrations.RunSQL(sql.create(), migrations.RunSQL.noop),
        CloseTable("PostingList", region=WITHIN),
        CloseTable("Gone"),
        CloseTable("Gram", region=SPOKEN),
    ]
