from django.db import migrations

from dwarsverband.foundation.search import sql


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_lists"),
    ]

    operations = [
        migrations.RunSQL(sql.create(), migrations.RunSQL.noop),
    ]
