"""Letters stay within their partnership."""

from django.db import migrations

from dwarsverband.foundation.database.closed import CloseTable


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial"), ("accounts", "0002_close")]
    operations = [CloseTable("Letter")]
