from django.db import migrations

from backend.vault.fields import EncryptedText, Sealed


def seal(apps, schema_editor):
    """Why a sitting was put off is told in words, often about somebody's health."""
    for row in apps.get_model("proceedings", "Hearing").objects.select_related("proceeding__case"):
        row.key_owner_id = row.proceeding.case.survivor_id
        row.postponed_reason = row.reason_in_clear
        row.save(update_fields=["postponed_reason"])


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0001_proceedings_and_events")]

    operations = [
        migrations.RemoveConstraint("hearing", "postponed_hearing_says_why"),
        migrations.RenameField("hearing", "postponed_reason", "reason_in_clear"),
        migrations.AddField(
            "hearing", "postponed_reason", EncryptedText(blank=True, default=Sealed(b"")), preserve_default=False
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("hearing", "reason_in_clear"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("hearing", "postponed_reason", EncryptedText(blank=True))]
        ),
    ]
