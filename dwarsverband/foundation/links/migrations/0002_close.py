"""A link is found by its hash alone; the rest stays within its partnership."""

from django.db import migrations

from dwarsverband.foundation.database.closed import CloseTable
from dwarsverband.foundation.links import sql


class Migration(migrations.Migration):
    dependencies = [("links", "0001_initial"), ("accounts", "0002_close")]
    operations = [
        migrations.RunSQL(sql.create(), sql.drop()),
        CloseTable("Link"),
    ]
