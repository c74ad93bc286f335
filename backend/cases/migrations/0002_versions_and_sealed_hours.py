from django.db import migrations, models

from backend.vault.fields import EncryptedText, Sealed


def seal(apps, schema_editor):
    """The hour of an incident is told in her words."""
    for row in apps.get_model("cases", "Incident").objects.select_related("case"):
        row.key_owner_id = row.case.survivor_id
        row.hour = row.hour_in_clear
        row.save(update_fields=["hour"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases_and_teams")]

    operations = [
        migrations.AddField("party", "version", models.PositiveIntegerField(default=1, editable=False)),
        migrations.AddField("incident", "version", models.PositiveIntegerField(default=1, editable=False)),
        migrations.RenameField("incident", "hour", "hour_in_clear"),
        migrations.AddField("incident", "hour", EncryptedText(blank=True, default=Sealed(b"")), preserve_default=False),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("incident", "hour_in_clear"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("incident", "hour", EncryptedText(blank=True))]
        ),
    ]
