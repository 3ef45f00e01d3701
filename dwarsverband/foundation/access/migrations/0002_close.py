"""The log is only added to; remembered answers stay within their partnership."""

from django.db import migrations

from dwarsverband.foundation.access import sql
from dwarsverband.foundation.database.closed import CloseTable


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("accounts", "0002_close")]
    operations = [
        migrations.RunSQL(sql.create(), sql.drop()),
        CloseTable("RequestKey"),
    ]
