"""The database itself keeps partnerships apart."""

from django.db import migrations

from dwarsverband.foundation.accounts import sql
from dwarsverband.foundation.database.closed import CloseTable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(sql.create(), sql.drop()),
        CloseTable("Partnership"),
        CloseTable("Domain"),
        CloseTable("Theme"),
        CloseTable("Organisation"),
        CloseTable("Membership"),
        CloseTable("Processing"),
    ]
