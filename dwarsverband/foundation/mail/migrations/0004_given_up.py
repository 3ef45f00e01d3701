"""When nobody will try to send a letter again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0003_about")]
    operations = [
        migrations.AddField("letter", "given_up_at", models.DateTimeField(null=True)),
    ]
