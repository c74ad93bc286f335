from django.db import migrations, models

import backend.kernel.models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_withdrawn_invitations_and_drafts")]

    operations = [
        migrations.AddField("user", "session_generation", models.PositiveIntegerField(default=0)),
        migrations.AlterField("membership", "started_at", models.DateTimeField()),
        migrations.AddField("membership", "oath_version", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("membership", "oath_accepted_at", models.DateTimeField(blank=True, null=True)),
        migrations.CreateModel(
            name="ResetRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("address", models.BinaryField()),
                ("asked_at", models.DateTimeField(db_index=True)),
            ],
            options={"abstract": False},
        ),
    ]
