"""Who made a link, and when."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("links", "0002_close")]
    operations = [
        migrations.AddField("link", "made_by", models.UUIDField(null=True)),
        migrations.AddField(
            "link",
            "made_at",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
