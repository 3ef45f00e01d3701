"""The network stays within its partnership, and a limited membership within its municipalities."""

from django.db import migrations

from dwarsverband.foundation.database.closed import CloseTable
from dwarsverband.modules.network.migrations._regions import IN_REGION, seen


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("accounts", "0002_close")]
    operations = [
        CloseTable("Person", region=IN_REGION),
        CloseTable("Position", region=seen("network_position", "person_id")),
        CloseTable("Tie", region=seen("network_tie", "first_id", "second_id")),
        CloseTable("Import", region="false"),
        CloseTable("Withdrawal"),
    ]
