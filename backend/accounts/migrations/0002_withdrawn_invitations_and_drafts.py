import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from backend.vault.fields import EncryptedJSON


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_organisations_and_users")]

    operations = [
        migrations.AddField("invitation", "withdrawn_at", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("page", models.CharField(max_length=300)),
                ("typed", EncryptedJSON(default=dict)),
                ("saved_at", models.DateTimeField()),
            ],
        ),
    ]
