"""Mail that goes out at most once is claimed before it is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0004_given_up")]
    operations = [
        migrations.AddField("letter", "is_once", models.BooleanField(default=False)),
        migrations.AddField("letter", "claimed_at", models.DateTimeField(null=True)),
    ]
